package ringfence.app.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import ringfence.sip.message.CSeq;
import ringfence.sip.message.Header;
import ringfence.sip.message.Method;
import ringfence.sip.message.Parsed;
import ringfence.sip.message.SipMessage;
import ringfence.sip.message.SipParser;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;
import ringfence.transport.WireTap;

/// The SIP messages of the one call that a tap saw, in order, as the caller's wire carried them.
final class ObservedCall implements WireTap {
  private final SipParser parser = new SipParser();
  private final List<SipMessage> messages = new ArrayList<>();
  private final CompletableFuture<Void> byeAnswered = new CompletableFuture<>();

  @Override
  public void observed(Observed seen) {
    if (seen.kind() != Kind.SIP) return;
    if (parser.parse(seen.bytes()) instanceof Parsed.Message(SipMessage message)
        && !cseq(message).method().equals(Method.REGISTER)) {
      add(message);
    }
  }

  /// A message that is repeated, because its answer was slow, counts once.
  private synchronized void add(SipMessage message) {
    boolean repeated =
        messages.stream()
            .anyMatch(
                earlier ->
                    name(earlier).equals(name(message)) && cseq(earlier).equals(cseq(message)));
    if (!repeated) messages.add(message);
    boolean response = message instanceof SipResponse;
    if (response && cseq(message).method().equals(Method.BYE)) byeAnswered.complete(null);
  }

  /// Completes when the answer to the BYE was seen.
  CompletableFuture<Void> byeAnswered() {
    return byeAnswered;
  }

  private synchronized List<SipMessage> all() {
    return List.copyOf(messages);
  }

  /// What was sent and received after the last challenge: `INVITE 100 180 200 ACK BYE 200`.
  List<String> messages() {
    List<SipMessage> all = all();
    long first = answeredInvite(all);
    return all.stream()
        .filter(message -> cseq(message).number() >= first)
        .map(ObservedCall::name)
        .toList();
  }

  /// What came before: `INVITE 407 ACK` where the proxy asked for the password.
  List<String> challenges() {
    List<SipMessage> all = all();
    long first = answeredInvite(all);
    return all.stream()
        .filter(message -> cseq(message).number() < first)
        .map(ObservedCall::name)
        .toList();
  }

  /// The CSeq of the INVITE that was not challenged.
  private static long answeredInvite(List<SipMessage> all) {
    long first = 0;
    for (SipMessage message : all) {
      boolean challenge =
          message instanceof SipResponse response
              && (response.status().equals(StatusCode.PROXY_AUTHENTICATION_REQUIRED)
                  || response.status().equals(StatusCode.UNAUTHORIZED));
      if (challenge) first = cseq(message).number() + 1;
    }
    return first;
  }

  private static String name(SipMessage message) {
    return switch (message) {
      case SipRequest request -> request.method().toString();
      case SipResponse response -> String.valueOf(response.status().value());
    };
  }

  private static CSeq cseq(SipMessage message) {
    return message.headers().first(Header.CSEQ).orElseThrow();
  }
}
