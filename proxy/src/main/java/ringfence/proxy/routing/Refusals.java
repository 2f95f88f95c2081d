package ringfence.proxy.routing;

import java.util.List;
import java.util.random.RandomGenerator;
import ringfence.manage.event.Report;
import ringfence.proxy.location.Binding;
import ringfence.proxy.log.ProxyEvents;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.Method;
import ringfence.sip.message.Responses;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;
import ringfence.sip.message.Warning;
import ringfence.sip.transaction.Flow;
import ringfence.sip.transaction.Identifiers;

/// The answers the proxy gives itself, each with a Warning that says why, and what is told of them.
final class Refusals {
  static final Refusal BUSY =
      Refusal.of(StatusCode.SERVICE_UNAVAILABLE, "as many requests are under way as may be");

  /// What a stranger hears of a user who does not exist, is not registered or has lost the link.
  static final Refusal NOT_REACHED =
      Refusal.of(StatusCode.TEMPORARILY_UNAVAILABLE, "the user cannot be reached");

  static final Refusal TOO_BROAD =
      Refusal.of(
          StatusCode.MAX_BREADTH_EXCEEDED,
          "the address leads to more devices than Max-Breadth has");

  // RFC 3261 16.10 would have a CANCEL without context forwarded statelessly, for requests that
  // were
  // forwarded so; this proxy forwards none so.
  static final Refusal NOTHING_TO_CANCEL =
      Refusal.of(StatusCode.CALL_OR_TRANSACTION_DOES_NOT_EXIST, "there is nothing to cancel");

  private static final int MISCELLANEOUS = 399; // RFC 3261 20.43

  private final Identifiers identifiers;

  Refusals(RandomGenerator chance) {
    this.identifiers = new Identifiers(chance);
  }

  SipResponse answer(SipRequest request, Refusal refusal) {
    SipResponse response = answer(request, refusal.status(), refusal.why());
    Headers headers = response.headers();
    for (String option : refusal.unsupported()) {
      headers = headers.append(Header.UNSUPPORTED, option);
    }
    return response.with(headers);
  }

  SipResponse answer(SipRequest request, StatusCode status, String why) {
    SipResponse response = Responses.tagged(request, status, identifiers.tag());
    return response.with(Header.WARNING, new Warning(MISCELLANEOUS, "ringfence", why));
  }

  /// The answer to an OPTIONS that is for the proxy itself, RFC 3261 section 11.2.
  SipResponse capabilities(SipRequest request) {
    SipResponse ok = Responses.tagged(request, StatusCode.OK, identifiers.tag());
    Headers headers = ok.headers();
    for (Method method : List.of(Method.REGISTER, Method.OPTIONS)) {
      headers = headers.append(Header.ALLOW, method);
    }
    return ok.with(headers);
  }

  static Report report(Incoming in, Refusal refusal) {
    SipRequest request = in.request();
    return ProxyEvents.ANSWERED
        .report(request.method(), refusal.status())
        .with("peer", peer(in.flow()))
        .with("from", request.from().uri().toString())
        .with("to", request.uri().toString())
        .with("call-id", request.callId())
        .with("cause", refusal.why());
  }

  static Report linkLost(Binding binding) {
    return ProxyEvents.LINK_LOST
        .report()
        .about(binding.aor().toString())
        .with("contact", binding.contact().toString())
        .with("cause", "calls are answered 480 until it registers again");
  }

  static Report expired(Binding binding) {
    return ProxyEvents.EXPIRED
        .report()
        .about(binding.aor().toString())
        .with("contact", binding.contact().toString());
  }

  private static String peer(Flow flow) {
    var remote = flow.remote();
    return flow.transport() + ":" + remote.getAddress().getHostAddress() + ":" + remote.getPort();
  }
}
