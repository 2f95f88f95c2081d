package ringfence.sip.ladder;

import java.time.Duration;
import ringfence.sip.message.SipMessage;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;

/// One line of a ladder: when, counted from the start, and what.
public record Rung(Duration at, String text) {
  /// A message that we sent: `INVITE ->`, `180 INVITE ->`.
  public static Rung sent(Duration at, SipMessage message) {
    return new Rung(at, brief(message) + " ->");
  }

  /// A message that came: `<- INVITE`, `<- 180 INVITE`.
  public static Rung received(Duration at, SipMessage message) {
    return new Rung(at, "<- " + brief(message));
  }

  /// A message between two named parties: `100 -> proxy INVITE`.
  public static Rung between(Duration at, String from, String to, SipMessage message) {
    return new Rung(at, from + " -> " + to + "  " + brief(message));
  }

  /// A message in a word: the method of a request, the status and method of a response.
  public static String brief(SipMessage message) {
    return switch (message) {
      case SipRequest request -> request.method().toString();
      case SipResponse response -> response.status() + " " + response.cseq().method();
    };
  }

  @Override
  public String toString() {
    return "%5d ms  %s".formatted(at.toMillis(), text);
  }
}
