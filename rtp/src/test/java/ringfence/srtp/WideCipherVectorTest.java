package ringfence.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ringfence.testkit.Clause;

/// The vectors of RFC 6188 and RFC 7714, which begin with session keys.
class WideCipherVectorTest {
  private static Stream<String> lines(String resource, String kind) {
    return Sessions.lines(resource).stream().filter(line -> line.startsWith(kind + " "));
  }

  static Stream<String> blocks() {
    return lines("/srtp/rfc6188.txt", "block");
  }

  @ParameterizedTest
  @MethodSource("blocks")
  @Clause("RFC 6188 7.1, 7.3")
  void the_keystream_is_that_of_the_standard(String line) {
    String[] field = line.split(" ");
    PacketSpan span = new PacketSpan();
    span.load(ByteBuffer.allocate(0xFF02 * 16), 0);
    new CounterKeystream(Sessions.hex(field[1]), Sessions.hex(field[2])).apply(span, 0);
    int at = 16 * Integer.parseInt(field[3]);
    byte[] block = Arrays.copyOfRange(span.bytes, at, at + 16);
    assertThat(HexFormat.of().formatHex(block)).isEqualTo(field[5]);
  }

  static Stream<String> derived() {
    return lines("/srtp/rfc6188.txt", "derived");
  }

  @ParameterizedTest
  @MethodSource("derived")
  @Clause("RFC 6188 7.2, 7.4")
  void the_session_keys_are_those_of_the_standard(String line) {
    String[] field = line.split(" ");
    var master = new MasterKey(Sessions.hex(field[1]), Sessions.hex(field[2]));
    var profile =
        field[1].length() == 64
            ? ProtectionProfile.AES_256_CM_HMAC_SHA1_80
            : ProtectionProfile.AES_192_CM_HMAC_SHA1_80;
    SessionKeys keys = SessionKeys.of(profile, master, SessionKeys.Use.RTP);
    assertThat(Stream.of(keys.cipherKey(), keys.salt(), keys.authenticationKey()).map(this::hex))
        .isEqualTo(List.of(field[3], field[4], field[5]));
  }

  private String hex(byte[] octets) {
    return HexFormat.of().formatHex(octets);
  }

  static Stream<String> gcm() {
    return Stream.of("rtp", "clear").flatMap(kind -> lines("/srtp/rfc7714.txt", kind));
  }

  @ParameterizedTest
  @MethodSource("gcm")
  @Clause("RFC 7714 16")
  void rtp_is_sealed_as_in_the_standard_and_opens(String line) {
    String[] field = line.split(" ");
    var transform = transform(field[2], field[3], SessionKeys.Use.RTP, field[0].equals("rtp"));
    PacketSpan packet = span(field[5]);
    assertThat(packet.readRtpHeader(packet.length)).isTrue();
    packet.index = (Long.parseLong(field[4]) << 16) + packet.sequenceNumber();
    assertSealsAndOpens(transform, packet, field[5], field[6]);
  }

  static Stream<String> gcmOfRtcp() {
    return lines("/srtp/rfc7714.txt", "rtcp");
  }

  @ParameterizedTest
  @MethodSource("gcmOfRtcp")
  @Clause("RFC 7714 17")
  void rtcp_is_sealed_as_in_the_standard_and_opens(String line) {
    String[] field = line.split(" ");
    var transform = transform(field[3], field[4], SessionKeys.Use.RTCP, field[2].equals("1"));
    PacketSpan packet = span(field[6]);
    assertThat(packet.readRtcpHeader(packet.length)).isTrue();
    packet.index = Long.parseLong(field[5]);
    assertSealsAndOpens(transform, packet, field[6], field[7]);
  }

  private static GaloisCounterMode transform(
      String key, String salt, SessionKeys.Use use, boolean encrypted) {
    var keys = new SessionKeys(Sessions.hex(key), new byte[0], Sessions.hex(salt));
    var profile =
        key.length() == 64
            ? ProtectionProfile.AEAD_AES_256_GCM
            : ProtectionProfile.AEAD_AES_128_GCM;
    var policy = new SrtpPolicy(profile, encrypted, encrypted, true, 0);
    var unused = new IdentifiedKey(new MasterKey(new byte[0], new byte[0]));
    var keying = new Keying(policy, unused, use, CryptoEngine.PLATFORM);
    return new GaloisCounterMode(keying, keys);
  }

  private static PacketSpan span(String packet) {
    PacketSpan span = new PacketSpan();
    span.load(Sessions.roomy(Sessions.hex(packet)), 64);
    return span;
  }

  private void assertSealsAndOpens(
      PacketTransform transform, PacketSpan packet, String plain, String sealed) {
    transform.seal(packet);
    assertThat(hex(Arrays.copyOf(packet.bytes, packet.length))).isEqualTo(sealed);
    assertThat(transform.open(packet)).isTrue();
    assertThat(hex(Arrays.copyOf(packet.bytes, packet.length))).isEqualTo(plain);
  }
}
