package ringfence.trace.diagnose;

import java.util.List;
import java.util.Optional;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.MalformedHeaderException;
import ringfence.sip.message.SipMessage;

/// What rules may read of a message: hostile captures have header fields that nobody can.
final class Legible {
  private static final List<Header<?>> NEEDED =
      List.of(Header.VIA, Header.FROM, Header.TO, Header.CALL_ID, Header.CSEQ);
  private static final List<Header<?>> LOOKED_AT =
      List.of(
          Header.CONTACT,
          Header.EXPIRES,
          Header.MIN_EXPIRES,
          Header.AUTHORIZATION,
          Header.PROXY_AUTHORIZATION);

  private Legible() {}

  /// The message without the fields that cannot be read; nothing where it cannot do without one.
  static Optional<SipMessage> part(SipMessage message) {
    Headers headers = message.headers();
    for (Header<?> each : NEEDED) {
      if (!headers.has(each) || !isLegible(headers, each)) return Optional.empty();
    }
    for (Header<?> each : LOOKED_AT) {
      if (!isLegible(headers, each)) headers = headers.without(each);
    }
    return Optional.of(headers.equals(message.headers()) ? message : message.with(headers));
  }

  private static boolean isLegible(Headers headers, Header<?> header) {
    try {
      return !headers.has(header) || !headers.all(header).isEmpty();
    } catch (MalformedHeaderException _) {
      return false;
    }
  }
}
