package ringfence.trace.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.trace.decode.Frames.octets;
import static ringfence.trace.decode.Frames.raw;
import static ringfence.trace.decode.Frames.recorded;
import static ringfence.trace.decode.Frames.seen;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import ringfence.testkit.Clause;
import ringfence.trace.capture.Carrier;

class FragmentsTest {
  private static final String SIX = "[2001:db8::30]:5060";
  private static final String OTHER_SIX = "[2001:db8::11]:5060";

  private final List<Row> rows = new ArrayList<>();
  private final Decoder decoder = new Decoder(Knowledge.none());

  @Test
  @Clause("RFC 791 3.2")
  void fragments_of_another_protocol_with_the_same_identification_are_of_another_datagram() {
    List<byte[]> pieces = Fragmented.of(packet("192.0.2.30:5060", "192.0.2.11:5060"), 160);
    for (byte[] it : pieces) {
      byte[] ping = it.clone();
      ping[9] = 1;
      read(it);
      read(ping);
    }
    assertThat(protocols()).hasSize(2 * pieces.size()).endsWith("UDP", "ICMP");
  }

  @Test
  @Clause("RFC 8200 4.5")
  void what_overlaps_is_said_with_its_addresses_and_the_fragments_before_it() {
    List<byte[]> pieces = Fragmented.of(packet("192.0.2.30:5060", "192.0.2.11:5060"), 160);
    byte[] shifted = pieces.get(1).clone();
    shifted[7] -= 1;
    read(pieces.getFirst());
    read(shifted);
    Row refused = rows.getLast();
    assertThat(refused.content()).isInstanceOf(Content.Malformed.class);
    assertThat(refused.source().getAddress().getHostAddress()).isEqualTo("192.0.2.30");
    assertThat(refused.destination().getAddress().getHostAddress()).isEqualTo("192.0.2.11");
    assertThat(refused.needed()).containsExactly(1L);
  }

  @Test
  @Clause("RFC 8200 4.5")
  void extension_headers_in_the_fragments_are_worked_through() {
    byte[] packet = packet(SIX, OTHER_SIX);
    var longer = ByteBuffer.allocate(packet.length + 8).put(packet, 0, 40);
    longer.put(packet[6]).put((byte) 0).put((byte) 1).put((byte) 4).putInt(0);
    longer.put(packet, 40, packet.length - 40).put(6, (byte) 60);
    longer.putShort(4, (short) (longer.capacity() - 40));
    for (byte[] it : Fragmented.of(longer.array(), 160)) read(it);
    assertThat(protocols()).endsWith("UDP");
  }

  @Test
  @Clause("RFC 6946 4")
  void a_datagram_in_one_fragment_is_read_beside_others() {
    byte[] packet = packet(SIX, OTHER_SIX);
    read(Fragmented.of(packet, 160).getFirst());
    read(Fragmented.of(packet, 1600).getFirst());
    assertThat(protocols()).containsExactly("IP", "UDP");
  }

  private static byte[] packet(String source, String destination) {
    return octets(recorded(seen(Carrier.UDP, source, destination, "x".repeat(500))).getFirst());
  }

  private void read(byte[] packet) {
    rows.addAll(decoder.read(raw(rows.size() + 1, packet)));
  }

  private List<String> protocols() {
    return rows.stream().map(it -> it.content().protocol()).toList();
  }
}
