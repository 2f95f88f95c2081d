package ringfence.trace.capture;

import java.util.Optional;
import ringfence.sip.message.Method;
import ringfence.sip.message.Parsed;
import ringfence.sip.message.SipParser;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipUri;

/// On what a capture starts or stops: `ready`, `down` or `call:NUMBER`.
public sealed interface Occasion {
  /// The Ready light is on.
  record Ready() implements Occasion {}

  /// A link that was up is down.
  record Down() implements Occasion {}

  /// Somebody calls that number or user.
  record Call(String number) implements Occasion {}

  /// Empty where it is none.
  static Optional<Occasion> parse(String text) {
    return switch (text) {
      case "ready" -> Optional.of(new Ready());
      case "down" -> Optional.of(new Down());
      default ->
          text.startsWith("call:") && text.length() > 5
              ? Optional.of(new Call(text.substring(5)))
              : Optional.empty();
    };
  }

  /// Whether this packet is it.
  default boolean isMet(Passed passed) {
    return this instanceof Down && passed instanceof Passed.Closed;
  }

  /// Whether this message is it.
  default boolean isMet(Observed said) {
    return this instanceof Call(String number)
        && new SipParser().parse(said.bytes()) instanceof Parsed.Message(SipRequest request)
        && request.method().equals(Method.INVITE)
        && request.uri() instanceof SipUri uri
        && uri.user().filter(number::equals).isPresent();
  }
}
