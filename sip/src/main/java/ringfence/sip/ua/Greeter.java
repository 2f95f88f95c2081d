package ringfence.sip.ua;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import ringfence.sip.dialog.SessionPolicy;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.MediaType;
import ringfence.sip.message.Method;
import ringfence.sip.message.Responses;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;
import ringfence.sip.transaction.Identifiers;

/// Decides on requests that belong to no call here: RFC 3261 sections 8.2 and 11.
///
/// The owner first looks for a call by [ringfence.sip.dialog.DialogId#ofReceived]; what finds none
/// comes here.
///
/// @param allowed the methods of the Allow field; those not among them are answered 405
/// @param extensions the option tags that a request may require
/// @param checksRequire whether a required option that is not known is refused with 420
/// @param answersOptions whether OPTIONS is answered 200; otherwise 405
/// @param session what session interval of an INVITE is refused with 422
/// @param inResponses header fields of every response: Server
public record Greeter(
    List<Method> allowed,
    Set<String> extensions,
    boolean checksRequire,
    boolean answersOptions,
    SessionPolicy session,
    Headers inResponses,
    Identifiers identifiers) {
  // Methods that the standards know, for the choice between 405 and 501.
  private static final Set<Method> KNOWN =
      Set.of(
          Method.INVITE,
          Method.ACK,
          Method.BYE,
          Method.CANCEL,
          Method.REGISTER,
          Method.OPTIONS,
          Method.INFO,
          Method.PRACK,
          Method.UPDATE,
          Method.REFER,
          Method.NOTIFY,
          Method.SUBSCRIBE,
          Method.MESSAGE,
          Method.PUBLISH);

  public Greeter {
    allowed = List.copyOf(allowed);
    extensions = Set.copyOf(extensions);
  }

  /// What to do with a request outside calls.
  public sealed interface Greeting {
    /// Answer so.
    record Answer(SipResponse response) implements Greeting {}

    /// An INVITE that begins a call: [Call#from].
    record NewCall(SipRequest invite) implements Greeting {}

    /// Another request that the application has to look at: REFER, NOTIFY, MESSAGE.
    record Deliver(SipRequest request) implements Greeting {}
  }

  /// Greets a request that began a server transaction.
  ///
  /// @param isMerged asked when it matters: `layer.isMerged(key)`
  public Greeting greet(SipRequest request, Predicate<SipRequest> isMerged) {
    return refusal(request, isMerged)
        .<Greeting>map(Greeting.Answer::new)
        .orElseGet(() -> welcome(request));
  }

  private Greeting welcome(SipRequest request) {
    if (request.is(Method.INVITE)) return new Greeting.NewCall(request);
    if (request.is(Method.OPTIONS)) return new Greeting.Answer(capabilities(request));
    return new Greeting.Deliver(request);
  }

  private Optional<SipResponse> refusal(SipRequest request, Predicate<SipRequest> isMerged) {
    // RFC 3261 9.2: "If the UAS did not find a matching transaction [...] it SHOULD respond to the
    // CANCEL with a 481"; 12.2.2 says the same of a dialog that is not known
    if (request.is(Method.CANCEL) || request.to().tag().isPresent()) {
      return answer(request, StatusCode.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
    }
    if (!isAllowed(request.method())) return notAllowed(request);
    // RFC 3261 8.2.2.2: "the UAS core SHOULD generate a 482 (Loop Detected) response"
    if (isMerged.test(request)) return answer(request, StatusCode.LOOP_DETECTED);
    List<String> unknown = unknownExtensions(request);
    if (!unknown.isEmpty()) return unsupported(request, unknown);
    if (request.is(Method.INVITE)) return tooSmall(request);
    // Outside a dialog nothing can be ended or updated.
    if (request.is(Method.BYE) || request.is(Method.UPDATE) || request.is(Method.PRACK)) {
      return answer(request, StatusCode.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
    }
    return Optional.empty();
  }

  private boolean isAllowed(Method method) {
    return method.equals(Method.OPTIONS) ? answersOptions : allowed.contains(method);
  }

  private Optional<SipResponse> notAllowed(SipRequest request) {
    // RFC 3261 8.2.1: "The UAS MUST also add an Allow header field to the 405"
    // RFC 3261 21.5.2: 501 "when a UAS does not recognize the request method"
    boolean known = KNOWN.contains(request.method());
    return answer(request, known ? StatusCode.METHOD_NOT_ALLOWED : StatusCode.NOT_IMPLEMENTED)
        .map(response -> response.with(response.headers().withAll(Header.ALLOW, allowed)));
  }

  private List<String> unknownExtensions(SipRequest request) {
    if (!checksRequire) return List.of();
    return request.headers().all(Header.REQUIRE).stream()
        .filter(option -> extensions.stream().noneMatch(option::equalsIgnoreCase))
        .toList();
  }

  private Optional<SipResponse> unsupported(SipRequest request, List<String> options) {
    // RFC 3261 8.2.2.3: "The UAS MUST add an Unsupported header field, and list in it those
    // options"
    return answer(request, StatusCode.BAD_EXTENSION)
        .map(response -> response.with(response.headers().withAll(Header.UNSUPPORTED, options)));
  }

  private Optional<SipResponse> tooSmall(SipRequest invite) {
    // RFC 4028 9: "the UAS MUST include a Min-SE header field with the value of its minimum
    // interval"
    return new SessionFields(session)
        .refusal(invite)
        .map(
            minimum ->
                respond(invite, StatusCode.SESSION_INTERVAL_TOO_SMALL)
                    .with(Header.MIN_SE, minimum));
  }

  private Optional<SipResponse> answer(SipRequest request, StatusCode status) {
    return Optional.of(respond(request, status));
  }

  private SipResponse capabilities(SipRequest options) {
    // RFC 3261 11.2: "Allow, Accept, Accept-Encoding, Accept-Language, and Supported header fields
    // SHOULD be present in a 200 (OK) response to an OPTIONS request"
    SipResponse response = respond(options, StatusCode.OK);
    Headers headers = response.headers().withAll(Header.ALLOW, allowed);
    headers = headers.append(Header.ACCEPT, MediaType.SDP);
    for (String option : extensions) headers = headers.append(Header.SUPPORTED, option);
    return response.with(headers);
  }

  private SipResponse respond(SipRequest request, StatusCode status) {
    SipResponse response = Responses.tagged(request, status, identifiers.tag());
    Headers headers = response.headers();
    for (var field : inResponses.fields()) headers = headers.append(field.name(), field.value());
    return response.with(headers);
  }
}
