package ringfence.trace.decode;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import ringfence.sip.message.Parsed;
import ringfence.sip.message.SipParser;
import ringfence.trace.capture.Carrier;

/// Reads SIP messages with the product's own parsers.
final class SipDissector {
  /// A start line tells in its first octets: a version, or a method and a URI.
  static final Pattern BEGINNING =
      Pattern.compile("SIP/2\\.0 |[A-Z]{2,20} (sip|sips|tel|urn):", Pattern.CASE_INSENSITIVE);

  /// It takes so many octets at most to tell.
  static final int LOOK = 40;

  private final SipParser parser = new SipParser();
  private final MediaBook book;

  /// What descriptions say of media goes into the book.
  SipDissector(MediaBook book) {
    this.book = book;
  }

  /// Whether octets begin as a message does.
  static boolean begins(ByteBuffer octets) {
    if (octets.remaining() < 8 || octets.get(octets.position()) < 'A') return false;
    return BEGINNING.matcher(beginning(octets)).lookingAt();
  }

  /// The first octets as text, as many as it takes to tell.
  static String beginning(ByteBuffer octets) {
    byte[] first = new byte[Math.min(LOOK, octets.remaining())];
    octets.get(octets.position(), first);
    return new String(first, StandardCharsets.ISO_8859_1);
  }

  Content message(byte[] octets, Carrier carrier) {
    Content read = withoutSession(octets, carrier);
    return read instanceof Content.Sip sip ? withSession(sip) : read;
  }

  /// The message alone: what it describes is not read.
  Content withoutSession(byte[] octets, Carrier carrier) {
    return switch (parser.parse(octets)) {
      case Parsed.Message(var message) -> new Content.Sip(message, Optional.empty(), carrier);
      case Parsed.Malformed(_, var clause, var reason, _) ->
          new Content.Malformed("SIP", clause, reason);
    };
  }

  /// The same message with what it describes.
  Content.Sip withSession(Content.Sip sip) {
    var session = SdpBody.of(sip.message());
    session.ifPresent(it -> book.learn(sip.message(), it));
    return new Content.Sip(sip.message(), session, sip.carrier());
  }
}
