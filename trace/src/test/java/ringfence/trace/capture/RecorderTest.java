package ringfence.trace.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ringfence.testkit.Clause;
import ringfence.trace.capture.CaptureReader.Packet;

class RecorderTest {
  private static final Instant T = Instant.parse("2026-01-02T12:00:00.123456789Z");
  private static final InetSocketAddress UNIT = new InetSocketAddress("127.0.120.30", 16000);
  private static final InetSocketAddress PROXY = new InetSocketAddress("127.0.120.11", 5062);
  private static final String OPTIONS = "OPTIONS sip:a@b SIP/2.0\r\nContent-Length: 0\r\n\r\n";
  private static final String OK = "SIP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n";

  @TempDir Path folder;

  @Test
  @Clause("RFC 9293 3.5")
  void a_connection_has_its_segments_made_up_from_handshake_to_end() throws IOException {
    var packets =
        recorded(
            recorder -> {
              recorder.record(new Passed.Opened(T, UNIT, PROXY, true));
              recorder.record(octets(UNIT, PROXY, OPTIONS));
              recorder.record(octets(PROXY, UNIT, OK));
              recorder.record(new Passed.Closed(T.plusSeconds(1), UNIT, PROXY, false));
            });
    assertThat(shown(packets))
        .containsExactly(
            "16000 > 5062 S seq 0 ack 0 len 0",
            "5062 > 16000 SA seq 0 ack 1 len 0",
            "16000 > 5062 A seq 1 ack 1 len 0",
            "16000 > 5062 PA seq 1 ack 1 len 46",
            "5062 > 16000 PA seq 1 ack 47 len 37",
            "16000 > 5062 FA seq 47 ack 38 len 0",
            "5062 > 16000 FA seq 38 ack 48 len 0",
            "16000 > 5062 A seq 48 ack 39 len 0");
    assertThat(packets.get(3).text()).isEqualTo(OPTIONS);
    assertThat(packets.get(4).text()).isEqualTo(OK);
    assertThat(packets.get(3).time()).isEqualTo(T);
    assertThat(packets.get(7).time()).isEqualTo(T.plusSeconds(1));
  }

  @Test
  void a_port_used_again_starts_a_new_connection() throws IOException {
    var packets =
        recorded(
            recorder -> {
              recorder.record(new Passed.Opened(T, UNIT, PROXY, true));
              recorder.record(octets(UNIT, PROXY, OPTIONS));
              recorder.record(new Passed.Closed(T, PROXY, UNIT, false));
              recorder.record(new Passed.Closed(T, PROXY, UNIT, false));
              recorder.record(new Passed.Opened(T, UNIT, PROXY, true));
              recorder.record(octets(UNIT, PROXY, OPTIONS));
            });
    assertThat(packets.stream().filter(packet -> flags(packet).equals("S"))).hasSize(2);
    assertThat(packets).hasSize(4 + 3 + 4).allMatch(packet -> packet.comment().isEmpty());
  }

  @Test
  @Clause("RFC 9293 3.5.2")
  void a_connection_that_breaks_ends_with_a_reset() throws IOException {
    var packets =
        recorded(
            recorder -> {
              recorder.record(new Passed.Opened(T, UNIT, PROXY, true));
              recorder.record(octets(UNIT, PROXY, OPTIONS));
              recorder.record(new Passed.Closed(T, PROXY, UNIT, true));
            });
    assertThat(shown(packets).getLast()).isEqualTo("5062 > 16000 RA seq 1 ack 47 len 0");
  }

  @Test
  void a_connection_that_was_up_already_begins_with_what_it_carries() throws IOException {
    var packets = recorded(recorder -> recorder.record(octets(UNIT, PROXY, OPTIONS)));
    assertThat(packets).hasSize(1);
    assertThat(flags(packets.getFirst())).isEqualTo("PA");
  }

  @Test
  @Clause("draft-ietf-opsawg-pcapng 4.7")
  void secrets_stand_in_a_block_of_their_own_before_what_they_open() throws IOException {
    Path file = folder.resolve("call.pcapng");
    try (var recorder = Recorder.to(file)) {
      recorder.record(new Passed.Secrets("CLIENT_RANDOM 00 11"));
      recorder.record(octets(UNIT, PROXY, OPTIONS));
    }
    List<CaptureItem> items = new ArrayList<>();
    try (var captures = Captures.open(List.of(file))) {
      for (var next = captures.next(); next.isPresent(); next = captures.next()) {
        items.add(next.get());
      }
    }
    assertThat(items).hasSize(2);
    assertThat(items.getFirst())
        .isInstanceOfSatisfying(
            CaptureItem.DecryptionSecrets.class,
            it -> {
              assertThat(it.type()).isEqualTo(CaptureItem.DecryptionSecrets.TLS_KEY_LOG);
              assertThat(StandardCharsets.US_ASCII.decode(it.octets().duplicate()).toString())
                  .isEqualTo("CLIENT_RANDOM 00 11\n");
            });
  }

  @Test
  void a_message_over_the_size_of_a_packet_is_split_and_loses_nothing() throws IOException {
    String large = "x".repeat(200_001);
    var packets = recorded(recorder -> recorder.record(octets(UNIT, PROXY, large)));
    var text = new StringBuilder();
    packets.forEach(packet -> text.append(packet.text()));
    assertThat(text.toString()).isEqualTo(large);
    assertThat(packets).hasSize(4);
  }

  @Test
  @Clause("RFC 768")
  void datagrams_of_either_family_are_UDP() throws IOException {
    var six = new InetSocketAddress("::1", 5004);
    var packets =
        recorded(
            recorder -> {
              recorder.record(datagram(UNIT, PROXY, OPTIONS));
              recorder.record(datagram(six, six, "odd"));
              recorder.record(datagram(six, six, ""));
              recorder.record(datagram(six, six, "x".repeat(65_507)));
            });
    assertThat(packets).allMatch(packet -> packet.protocol() == 17);
    assertThat(packets.get(0).text()).isEqualTo(OPTIONS);
    assertThat(packets.get(1).text()).isEqualTo("odd");
    assertThat(packets.get(2).text()).isEmpty();
    assertThat(packets.get(3).text()).hasSize(65_507);
  }

  @Test
  @Clause("RFC 768")
  void a_checksum_that_comes_out_zero_is_sent_as_all_ones() {
    boolean seen = false;
    // two bytes take every value, so one of them makes the sum zero
    for (int i = 0; i < 0x10000; i++) {
      byte[] packet = IpPacket.udp(UNIT, PROXY, new byte[] {(byte) (i >> 8), (byte) i});
      int sum = (packet[26] & 0xFF) << 8 | packet[27] & 0xFF;
      assertThat(sum).isNotZero();
      seen |= sum == 0xFFFF;
    }
    assertThat(seen).isTrue();
  }

  @Test
  void many_threads_record_without_waiting_and_nothing_is_torn() throws Exception {
    var out = new ByteArrayOutputStream();
    try (var recorder = Recorder.to(out)) {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        var source = new InetSocketAddress("127.0.0.1", 6000 + i);
        threads.add(
            Thread.ofPlatform()
                .start(
                    () -> {
                      for (int k = 0; k < 1000; k++) {
                        recorder.record(datagram(source, PROXY, "packet " + k));
                      }
                    }));
      }
      for (Thread thread : threads) thread.join();
      assertThat(recorder.lost()).isZero();
    }
    var packets = CaptureReader.read(out.toByteArray());
    assertThat(packets).hasSize(4000);
    for (int i = 0; i < 4; i++) {
      short port = (short) (6000 + i);
      var own = packets.stream().filter(packet -> packet.transport().getShort(0) == port).toList();
      for (int k = 0; k < 1000; k++) assertThat(own.get(k).text()).isEqualTo("packet " + k);
    }
  }

  @Test
  void what_several_threads_record_stands_in_the_order_of_time() throws IOException {
    var out = new ByteArrayOutputStream();
    var file = new TrafficFile(PcapngFile.to(out, PcapngFile.LinkType.RAW));
    try (var recorder = new Recorder(new Ordered(file, () -> 0))) {
      recorder.record(new Passed.Datagram(T.plusMillis(2), UNIT, PROXY, new byte[2]));
      recorder.record(new Passed.Datagram(T, UNIT, PROXY, new byte[0]));
      recorder.record(new Passed.Datagram(T.plusMillis(1), UNIT, PROXY, new byte[1]));
    }
    assertThat(CaptureReader.read(out.toByteArray()))
        .extracting(Packet::time)
        .containsExactly(T, T.plusMillis(1), T.plusMillis(2));
  }

  @Test
  void a_capture_is_for_its_owner_only_and_readable_while_it_grows() throws IOException {
    Path file = folder.resolve("call.pcapng");
    try (var recorder = Recorder.to(file)) {
      recorder.record(datagram(UNIT, PROXY, OPTIONS));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      long patience = System.nanoTime() + 30_000_000_000L;
      List<Packet> seen = List.of();
      while (seen.isEmpty() && System.nanoTime() < patience) {
        Thread.onSpinWait();
        byte[] grown = Files.readAllBytes(file);
        if (grown.length > 0) seen = CaptureReader.read(grown);
      }
      assertThat(seen).hasSize(1);
    }
    assertThat(CaptureReader.read(Files.readAllBytes(file))).hasSize(1);
  }

  @Test
  void a_full_disk_stops_the_recording_and_nobody_else() throws IOException {
    var disk =
        new OutputStream() {
          private int left = 200;

          @Override
          public void write(int b) throws IOException {
            if (left-- <= 0) throw new IOException("No space left on device");
          }
        };
    var recorder = Recorder.to(disk);
    for (int i = 0; i < 40_000; i++) recorder.record(octets(UNIT, PROXY, OPTIONS));
    assertThatThrownBy(recorder::close)
        .isInstanceOf(IOException.class)
        .hasMessage("No space left on device");
    assertThat(recorder.lost()).isPositive();
  }

  private interface Script {
    void play(Recorder recorder);
  }

  private static List<Packet> recorded(Script script) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var recorder = Recorder.to(out)) {
      script.play(recorder);
    }
    return CaptureReader.read(out.toByteArray());
  }

  private static Passed octets(
      InetSocketAddress source, InetSocketAddress destination, String text) {
    return new Passed.Octets(T, source, destination, text.getBytes(StandardCharsets.UTF_8));
  }

  private static Passed datagram(
      InetSocketAddress source, InetSocketAddress destination, String text) {
    return new Passed.Datagram(T, source, destination, text.getBytes(StandardCharsets.UTF_8));
  }

  /// The segments of a connection that the unit opens, as tcpdump shows them: their numbers are
  /// counted from the first.
  private static List<String> shown(List<Packet> packets) {
    int unit = packets.getFirst().transport().getInt(4);
    int proxy = packets.get(1).transport().getInt(4);
    return packets.stream().map(packet -> shown(packet, unit, proxy)).toList();
  }

  private static String shown(Packet packet, int unit, int proxy) {
    var tcp = packet.transport();
    boolean fromUnit = tcp.getShort(0) == 16000;
    int sequence = tcp.getInt(4) - (fromUnit ? unit : proxy);
    boolean acknowledges = flags(packet).contains("A");
    int acknowledged = acknowledges ? tcp.getInt(8) - (fromUnit ? proxy : unit) : tcp.getInt(8);
    return "%d > %d %s seq %d ack %d len %d"
        .formatted(
            tcp.getShort(0),
            tcp.getShort(2),
            flags(packet),
            sequence,
            acknowledged,
            packet.payload().length);
  }

  private static String flags(Packet packet) {
    byte bits = packet.transport().get(13);
    var flags = new StringBuilder();
    if ((bits & IpPacket.FIN) != 0) flags.append('F');
    if ((bits & IpPacket.SYN) != 0) flags.append('S');
    if ((bits & IpPacket.RST) != 0) flags.append('R');
    if ((bits & IpPacket.PUSH) != 0) flags.append('P');
    if ((bits & IpPacket.ACK) != 0) flags.append('A');
    return flags.toString();
  }
}
