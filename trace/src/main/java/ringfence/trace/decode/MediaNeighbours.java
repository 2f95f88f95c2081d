package ringfence.trace.decode;

import java.nio.ByteBuffer;
import java.util.Optional;

/// What shares its ports with media, RFC 7983: STUN, told by its cookie, and DTLS, told by its
/// version.
final class MediaNeighbours {
  private static final int STUN_HEADER = 20;
  private static final int MAGIC_COOKIE = 0x2112A442;
  private static final int DTLS_HEADER = 13;

  private MediaNeighbours() {}

  /// Empty for what is neither.
  static Optional<Content> read(ByteBuffer datagram) {
    if (!datagram.hasRemaining()) return Optional.empty();
    int first = datagram.get(datagram.position()) & 0xFF;
    // RFC 7983 7: 0 to 3 is STUN, 20 to 63 DTLS
    if (first <= 3) return stun(datagram.slice());
    return first >= 20 && first <= 63 ? dtls(datagram.slice()) : Optional.empty();
  }

  private static Optional<Content> stun(ByteBuffer in) {
    if (in.remaining() < STUN_HEADER || in.getInt(4) != MAGIC_COOKIE) return Optional.empty();
    int type = in.getShort(0) & 0x3FFF;
    // RFC 8489 5: the class is two bits, 4 and 8, between those of the method
    String kind =
        switch (type & 0x0110) {
          case 0x0000 -> "Request";
          case 0x0010 -> "Indication";
          case 0x0100 -> "Success Response";
          default -> "Error Response";
        };
    return Optional.of(new Content.Other("STUN", method(type & 0x3EEF) + " " + kind));
  }

  /// RFC 8489 section 18.2 and RFC 8656 section 17.
  private static String method(int method) {
    return switch (method) {
      case 0x001 -> "Binding";
      case 0x003 -> "Allocate";
      case 0x004 -> "Refresh";
      case 0x006 -> "Send";
      case 0x007 -> "Data";
      case 0x008 -> "CreatePermission";
      case 0x009 -> "ChannelBind";
      default -> "Method 0x%03x".formatted(method);
    };
  }

  private static Optional<Content> dtls(ByteBuffer in) {
    if (in.remaining() < DTLS_HEADER || in.get(1) != (byte) 0xFE) return Optional.empty();
    String version =
        switch (in.get(2) & 0xFF) {
          case 0xFF -> "1.0";
          case 0xFD -> "1.2";
          default -> "";
        };
    if (version.isEmpty()) return Optional.empty();
    return Optional.of(new Content.Other("DTLSv" + version, record(in)));
  }

  /// RFC 9147 section 4: the first record of a datagram; its content is in clear in epoch 0 alone.
  private static String record(ByteBuffer in) {
    boolean clear = in.getShort(3) == 0;
    return switch (in.get(0)) {
      case 20 -> "Change Cipher Spec";
      case 21 -> clear ? "Alert" : "Encrypted Alert";
      case 22 ->
          clear && in.remaining() > DTLS_HEADER
              ? handshake(in.get(DTLS_HEADER))
              : "Encrypted Handshake";
      case 23 -> "Application Data";
      default -> "Record of type " + in.get(0);
    };
  }

  private static String handshake(int type) {
    return switch (type) {
      case 1 -> "Client Hello";
      case 2 -> "Server Hello";
      case 3 -> "Hello Verify Request";
      case 11 -> "Certificate";
      case 12 -> "Server Key Exchange";
      case 13 -> "Certificate Request";
      case 14 -> "Server Hello Done";
      case 15 -> "Certificate Verify";
      case 16 -> "Client Key Exchange";
      case 20 -> "Finished";
      default -> "Handshake of type " + type;
    };
  }
}
