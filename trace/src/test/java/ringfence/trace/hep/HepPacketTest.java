package ringfence.trace.hep;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import ringfence.trace.capture.Carrier;
import ringfence.trace.capture.Observed;

class HepPacketTest {
  private static final Instant AT = Instant.parse("2026-01-01T00:00:01.234567Z");

  private static InetSocketAddress at(String address, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(address), port);
  }

  private static HepReader read(Observed seen, String key) throws Exception {
    return HepReader.of(
        HepPacket.of(seen, 2001, key.getBytes(StandardCharsets.UTF_8), seen.bytes()));
  }

  private static Observed seen(String from, String to, Carrier carrier, byte[] bytes) {
    return new Observed(AT, carrier, at(from, 5060), at(to, 40_000), bytes);
  }

  @Test
  void every_chunk_says_what_was_seen() throws Exception {
    byte[] bytes = "OPTIONS sip:a SIP/2.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    HepReader packet = read(seen("192.0.2.1", "198.51.100.2", Carrier.UDP, bytes), "geheim");
    assertThat(packet.number(1)).isEqualTo(2);
    assertThat(packet.number(2)).isEqualTo(17);
    assertThat(packet.address(3)).isEqualTo("192.0.2.1");
    assertThat(packet.address(4)).isEqualTo("198.51.100.2");
    assertThat(packet.number(7)).isEqualTo(5060);
    assertThat(packet.number(8)).isEqualTo(40_000);
    assertThat(packet.number(9)).isEqualTo(AT.getEpochSecond());
    assertThat(packet.number(10)).isEqualTo(234_567);
    assertThat(packet.number(11)).isEqualTo(1);
    assertThat(packet.number(12)).isEqualTo(2001);
    assertThat(packet.text(14)).isEqualTo("geheim");
    assertThat(packet.chunks().get(15)).isEqualTo(bytes);
  }

  @Test
  void IPv6_and_TLS_have_chunks_of_their_own_and_no_key_none() throws Exception {
    HepReader packet = read(seen("2001:db8::1", "2001:db8::2", Carrier.TLS, new byte[1]), "");
    assertThat(packet.number(1)).isEqualTo(10);
    assertThat(packet.number(2)).isEqualTo(6);
    assertThat(packet.address(5)).isEqualTo("2001:db8:0:0:0:0:0:1");
    assertThat(packet.chunks()).doesNotContainKeys(3, 4, 14);
  }

  @Test
  void a_message_too_long_for_a_packet_makes_none() {
    Observed huge = seen("192.0.2.1", "192.0.2.2", Carrier.TCP, new byte[65_500]);
    assertThat(HepPacket.of(huge, 1, new byte[0], huge.bytes())).isEmpty();
  }

  @Test
  void whatever_goes_in_comes_out_of_an_independent_reader() throws Exception {
    var chance = new Random(3);
    for (int i = 0; i < 2000; i++) {
      var bytes = new byte[chance.nextInt(3000)];
      chance.nextBytes(bytes);
      var six = new byte[16];
      chance.nextBytes(six);
      var from = new InetSocketAddress(InetAddress.getByAddress(six), chance.nextInt(65_536));
      var to = at("192.0.2." + chance.nextInt(256), chance.nextInt(65_536));
      var time = Instant.ofEpochSecond(chance.nextInt(1 << 30), chance.nextInt(1_000_000_000));
      HepReader packet = read(new Observed(time, Carrier.TLS, from, to, bytes), "");
      assertThat(packet.chunks().get(15)).isEqualTo(bytes);
      assertThat(packet.number(7)).isEqualTo(from.getPort());
      assertThat(packet.number(10)).isEqualTo(time.getNano() / 1000);
    }
  }
}
