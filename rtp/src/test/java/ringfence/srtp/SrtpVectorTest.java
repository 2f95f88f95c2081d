package ringfence.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ringfence.testkit.Clause;

class SrtpVectorTest {
  static List<Sessions> sessions() {
    return Sessions.all();
  }

  @Test
  @Clause("RFC 3711 B.2")
  void the_keystream_is_that_of_the_standard() {
    List<String> lines = Sessions.lines("/srtp/rfc3711.txt");
    byte[] key = Sessions.hex(lines.get(0).split(" ")[1]);
    byte[] salt = Arrays.copyOf(Sessions.hex(lines.get(1).split(" ")[1]), 14);
    PacketSpan span = new PacketSpan();
    span.load(ByteBuffer.allocate(0xFF02 * 16), 0);
    new CounterKeystream(key, salt).apply(span, 0);
    for (String line : lines.subList(2, 8)) {
      String[] field = line.split(" ");
      int at = 16 * Integer.parseInt(field[1]);
      byte[] block = Arrays.copyOfRange(span.bytes, at, at + 16);
      assertThat(HexFormat.of().formatHex(block)).as(field[2]).isEqualTo(field[3]);
    }
  }

  @Test
  @Clause("RFC 3711 B.3")
  void the_session_keys_are_those_of_the_standard() {
    List<String> lines = Sessions.lines("/srtp/rfc3711.txt");
    String[] master = lines.get(8).split(" ");
    String[] derived = lines.get(9).split(" ");
    var prf = new CounterKeystream(Sessions.hex(master[1]), Sessions.hex(master[2]));
    assertThat(hex(prf.ofLabel(0, 0, 16))).isEqualTo(derived[1]);
    assertThat(hex(prf.ofLabel(2, 0, 14))).isEqualTo(derived[2]);
    assertThat(hex(prf.ofLabel(1, 0, 94))).isEqualTo(derived[3]);
  }

  @Test
  @Clause("RFC 3711 4.3.2")
  void the_session_keys_are_those_of_NIST() {
    String[] field = Sessions.lines("/srtp/rfc3711.txt").getLast().split(" ");
    var master = new MasterKey(Sessions.hex(field[1]), Sessions.hex(field[2]));
    var profile = ProtectionProfile.AES_CM_128_HMAC_SHA1_80;
    var rtp = SessionKeys.of(profile, master, SessionKeys.Use.RTP);
    assertThat(parts(rtp)).containsExactly(field[3], field[4], field[5]);
    var rtcp = SessionKeys.of(profile, master, SessionKeys.Use.RTCP);
    assertThat(hex(rtcp.cipherKey())).isEqualTo(field[6]);
  }

  @ParameterizedTest
  @MethodSource("sessions")
  void every_session_key_is_derived(Sessions session) {
    if (session.keys().isEmpty()) return;
    var master = session.key().key();
    var rtp = SessionKeys.of(session.profile(), master, SessionKeys.Use.RTP);
    var rtcp = SessionKeys.of(session.profile(), master, SessionKeys.Use.RTCP);
    assertThat(List.of(rtp, rtcp).stream().flatMap(SrtpVectorTest::parts).toList())
        .isEqualTo(session.keys());
  }

  private static java.util.stream.Stream<String> parts(SessionKeys keys) {
    return List.of(keys.cipherKey(), keys.authenticationKey(), keys.salt()).stream()
        .map(it -> it.length == 0 ? "-" : hex(it));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @ParameterizedTest
  @MethodSource("sessions")
  @Clause("RFC 3711 3.3")
  void rtp_is_protected_octet_for_octet_and_comes_back(Sessions session) {
    var sender = new SrtpSender(session.profile(), session.key());
    var receiver = new SrtpReceiver(session.profile(), List.of(session.key()), 1);
    for (Sessions.Packet packet : session.rtp()) {
      ByteBuffer buffer = Sessions.roomy(packet.plain());
      assertThat(sender.protect(buffer)).isEqualTo(Verdict.ACCEPTED);
      assertThat(hex(Sessions.bytes(buffer))).isEqualTo(hex(packet.protectedForm()));
      ByteBuffer received = ByteBuffer.wrap(packet.protectedForm().clone());
      assertThat(receiver.unprotect(received)).isEqualTo(Verdict.ACCEPTED);
      assertThat(Sessions.bytes(received)).isEqualTo(packet.plain());
    }
  }

  @ParameterizedTest
  @MethodSource("sessions")
  @Clause("RFC 3711 3.4")
  void rtcp_is_protected_octet_for_octet_and_comes_back(Sessions session) {
    var sender = new SrtcpSender(session.profile(), session.key());
    var receiver = new SrtcpReceiver(session.profile(), List.of(session.key()), 1);
    if (session.rtcp().isEmpty()) return;
    // The vectors begin with index 1, a sender with index 0.
    sender.protect(Sessions.roomy(session.rtcp().getFirst().plain()));
    for (Sessions.Packet packet : session.rtcp()) {
      ByteBuffer buffer = Sessions.roomy(packet.plain());
      assertThat(sender.protect(buffer)).isEqualTo(Verdict.ACCEPTED);
      assertThat(hex(Sessions.bytes(buffer))).isEqualTo(hex(packet.protectedForm()));
      ByteBuffer received = ByteBuffer.wrap(packet.protectedForm().clone());
      assertThat(receiver.unprotect(received)).isEqualTo(Verdict.ACCEPTED);
      assertThat(Sessions.bytes(received)).isEqualTo(packet.plain());
    }
  }

  @ParameterizedTest
  @MethodSource("sessions")
  void a_buffer_without_array_serves_as_well_and_so_does_one_in_the_middle(Sessions session) {
    var sender = new SrtpSender(session.profile(), session.key());
    var receiver = new SrtpReceiver(session.profile(), List.of(session.key()), 1);
    byte[] plain = session.rtp().getFirst().plain();
    ByteBuffer direct = ByteBuffer.allocateDirect(plain.length + 100);
    direct.position(17).put(plain).flip().position(17);
    assertThat(sender.protect(direct)).isEqualTo(Verdict.ACCEPTED);
    assertThat(Sessions.bytes(direct)).isEqualTo(session.rtp().getFirst().protectedForm());
    byte[] around = new byte[direct.remaining() + 9];
    ByteBuffer middle = ByteBuffer.wrap(around, 5, direct.remaining()).slice();
    middle.put(direct.duplicate()).flip();
    assertThat(receiver.unprotect(middle)).isEqualTo(Verdict.ACCEPTED);
    assertThat(Sessions.bytes(middle)).isEqualTo(plain);
  }
}
