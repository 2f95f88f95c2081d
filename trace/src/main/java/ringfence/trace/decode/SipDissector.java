package ringfence.trace.decode;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import ringfence.sdp.SessionDescription;
import ringfence.sip.message.Header;
import ringfence.sip.message.MalformedHeaderException;
import ringfence.sip.message.MediaType;
import ringfence.sip.message.Parsed;
import ringfence.sip.message.SipMessage;
import ringfence.sip.message.SipParser;
import ringfence.trace.capture.Carrier;

/// Reads SIP messages with the product's own parsers.
final class SipDissector {
  /// A start line tells in its first octets: a version, or a method and a URI.
  private static final Pattern BEGINNING =
      Pattern.compile("SIP/2\\.0 |[A-Z]{2,20} (sip|sips|tel|urn):", Pattern.CASE_INSENSITIVE);

  private static final int LOOK = 40;

  private final SipParser parser = new SipParser();
  private final MediaBook book;

  /// What descriptions say of media goes into the book.
  SipDissector(MediaBook book) {
    this.book = book;
  }

  /// Whether octets begin as a message does.
  static boolean begins(ByteBuffer octets) {
    if (octets.remaining() < 8 || octets.get(octets.position()) < 'A') return false;
    byte[] first = new byte[Math.min(LOOK, octets.remaining())];
    octets.get(octets.position(), first);
    return BEGINNING.matcher(new String(first, StandardCharsets.ISO_8859_1)).lookingAt();
  }

  Content message(byte[] octets, Carrier carrier) {
    return switch (parser.parse(octets)) {
      case Parsed.Message(var message) -> {
        var session = session(message);
        session.ifPresent(it -> book.learn(message, it));
        yield new Content.Sip(message, session, carrier);
      }
      case Parsed.Malformed(_, var clause, var reason, _) ->
          new Content.Malformed("SIP", clause, reason);
    };
  }

  private static Optional<SessionDescription> session(SipMessage message) {
    if (message.bodyLength() == 0 || !isSdp(message)) return Optional.empty();
    return switch (SessionDescription.parse(message.body())) {
      case ringfence.sdp.Parsed.Description(var description) -> Optional.of(description);
      case ringfence.sdp.Parsed.Malformed _ -> Optional.empty();
    };
  }

  private static boolean isSdp(SipMessage message) {
    try {
      return message
          .headers()
          .first(Header.CONTENT_TYPE)
          .filter(MediaType.SDP::matches)
          .isPresent();
    } catch (MalformedHeaderException _) {
      return false;
    }
  }
}
