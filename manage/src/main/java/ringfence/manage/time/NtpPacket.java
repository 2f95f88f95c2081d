package ringfence.manage.time;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// An NTP packet without extensions, RFC 5905 section 7.3: 48 octets.
///
/// @param clock poll and precision, root delay and root dispersion, kept as they came
/// @param reference when the server's clock was last set
record NtpPacket(
    int leap,
    int version,
    int mode,
    int stratum,
    Clock clock,
    int referenceId,
    long reference,
    long originate,
    long receive,
    long transmit) {
  static final int OCTETS = 48;
  static final int CLIENT = 3;
  static final int SERVER = 4;
  static final int VERSION = 4;

  /// Leap indicator 3: "unknown (clock unsynchronized)".
  static final int UNSYNCHRONIZED = 3;

  record Clock(int poll, int precision, int rootDelay, int rootDispersion) {
    static final Clock NONE = new Clock(0, 0, 0, 0);
  }

  /// What a client asks: nothing of it tells about the client.
  static NtpPacket request(long cookie) {
    return new NtpPacket(0, VERSION, CLIENT, 0, Clock.NONE, 0, 0, 0, 0, cookie);
  }

  /// Reads the first 48 octets; nothing where there are fewer. What follows is authentication that
  /// was not asked for.
  static Optional<NtpPacket> read(ByteBuffer in) {
    if (in.remaining() < OCTETS) return Optional.empty();
    int first = in.get() & 0xFF;
    int stratum = in.get() & 0xFF;
    var clock = new Clock(in.get(), in.get(), in.getInt(), in.getInt());
    return Optional.of(
        new NtpPacket(
            first >> 6,
            first >> 3 & 7,
            first & 7,
            stratum,
            clock,
            in.getInt(),
            in.getLong(),
            in.getLong(),
            in.getLong(),
            in.getLong()));
  }

  void write(ByteBuffer out) {
    out.put((byte) (leap << 6 | version << 3 | mode)).put((byte) stratum);
    out.put((byte) clock.poll()).put((byte) clock.precision());
    out.putInt(clock.rootDelay()).putInt(clock.rootDispersion()).putInt(referenceId);
    out.putLong(reference).putLong(originate).putLong(receive).putLong(transmit);
  }

  byte[] octets() {
    var out = ByteBuffer.allocate(OCTETS);
    write(out);
    return out.array();
  }

  /// The kiss code of stratum 0, RFC 5905 section 7.4: `DENY`, `RATE`.
  String kissCode() {
    byte[] letters = ByteBuffer.allocate(4).putInt(referenceId).array();
    return new String(letters, StandardCharsets.US_ASCII).replaceAll("[^A-Z0-9]", "");
  }
}
