package ringfence.trace.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import ringfence.rtp.RtpHeader;
import ringfence.rtp.SequenceNumber;
import ringfence.rtp.Ssrc;
import ringfence.trace.capture.CaptureFile;
import ringfence.trace.capture.CaptureItem;
import ringfence.trace.capture.Captures;
import ringfence.trace.capture.Passed;
import ringfence.trace.capture.Recorder;
import ringfence.trace.decode.Decoder;
import ringfence.trace.decode.Knowledge;
import ringfence.trace.decode.Row;
import ringfence.trace.filter.Filter;
import ringfence.trace.tls.TlsSecrets;

class OriginalCaptureTest {
  private static final Path RESOURCES = Path.of("src/test/resources/ringfence/trace");

  @TempDir private Path folder;

  static List<Path> cases() throws IOException {
    try (Stream<Path> files = Files.list(RESOURCES.resolve("cases"))) {
      return files.filter(it -> it.toString().endsWith(".pcapng")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void what_was_chosen_reads_the_same_again(Path capture) throws IOException {
    for (String filter : new String[] {"sip.CSeq.method == REGISTER", "sip", "rtp || rtcp", ""}) {
      Path cut = cut(capture, filter, new TlsSecrets());
      assertThat(chosen(cut, filter)).as(filter).isEqualTo(chosen(capture, filter));
    }
  }

  /// Two packets of a source make it known as RTP, so that the first of a cut needs one before it.
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"rtp ; 8", "rtp.seq >= 3 ; 7", "rtp.ssrc == 9 ; 5", "rtp.seq == 20 ; 3"})
  void media_that_nothing_describes_is_read_as_such_again(String filter, int frames)
      throws IOException {
    Path capture = folder.resolve("media.pcapng");
    try (var recorder = Recorder.to(capture)) {
      for (int number : new int[] {1, 2, 3, 4, 20}) recorder.record(packet(number, 7));
      for (int number : new int[] {500, 501, 502}) recorder.record(packet(number, 9));
    }
    Path cut = cut(capture, filter, new TlsSecrets());
    assertThat(chosen(cut, filter)).isNotEmpty().isEqualTo(chosen(capture, filter));
    assertThat(frames(cut)).hasSize(frames);
  }

  private static Passed packet(int number, int ssrc) {
    var packet = ByteBuffer.allocate(12 + 160);
    new RtpHeader(false, 8, new SequenceNumber(number), 160L * number, new Ssrc(ssrc))
        .write(packet);
    var here = new InetSocketAddress("192.0.2.30", 5004);
    var there = new InetSocketAddress("192.0.2.12", 5006);
    return new Passed.Datagram(Instant.ofEpochSecond(number), here, there, packet.array());
  }

  @Test
  void frames_are_as_they_were() throws IOException {
    Path capture = RESOURCES.resolve("tls/tls12-ticket.pcap");
    List<CaptureItem.Frame> before = frames(capture);
    List<CaptureItem.Frame> after = frames(cut(capture, "", new TlsSecrets()));
    assertThat(after).hasSameSizeAs(before);
    for (int i = 0; i < before.size(); i++) {
      assertThat(after.get(i).time()).isEqualTo(before.get(i).time());
      assertThat(after.get(i).octets()).isEqualTo(before.get(i).octets());
      assertThat(after.get(i).linkType()).isEqualTo(before.get(i).linkType());
    }
  }

  @Test
  void only_the_secrets_of_chosen_connections_are_in_it_however_they_were_found()
      throws IOException {
    Path capture = RESOURCES.resolve("tls/tls12-ticket.pcap");
    String resumed = "tcp.port == " + portsOfClients(capture).getLast();
    try (var secrets = new TlsSecrets()) {
      assertThat(secrets.addRsaKeys(",,," + RESOURCES.resolve("tls/rsa.key"))).isEmpty();
      Path cut = cut(capture, resumed, secrets);
      assertThat(Files.readString(cut, StandardCharsets.ISO_8859_1))
          .containsOnlyOnce("CLIENT_RANDOM ");
      assertThat(rows(cut, Filter.ALL))
          .anyMatch(it -> it.contains("no Via (RFC 3261 8.1.1)"))
          .noneMatch(it -> it.contains("Encrypted"));
    }
  }

  /// In the order of their connections.
  private static List<Integer> portsOfClients(Path capture) throws IOException {
    List<Integer> ports = new ArrayList<>();
    read(capture, new Decoder(Knowledge.none()))
        .forEach(
            row -> {
              int port = Math.max(row.source().getPort(), row.destination().getPort());
              if (!ports.contains(port)) ports.add(port);
            });
    return ports;
  }

  private Path cut(Path capture, String filter, TlsSecrets secrets) throws IOException {
    var known = new Knowledge(Knowledge.none().psk(), secrets);
    Filter chosen = filter(filter);
    var selection = new Selection();
    read(capture, new Decoder(known)).forEach(row -> selection.add(row, chosen.test(row)));
    Path cut = folder.resolve("cut.pcapng");
    try (Captures again = Captures.open(List.of(capture))) {
      OriginalCapture.write(cut, again, selection, secrets);
    }
    return cut;
  }

  private static Filter filter(String text) {
    return ((Filter.Parsed.Good) Filter.parse(text)).filter();
  }

  private static List<String> chosen(Path capture, String filter) throws IOException {
    return rows(capture, filter(filter));
  }

  /// The rows without the numbers of their frames, which are others in a cut.
  private static List<String> rows(Path capture, Filter filter) throws IOException {
    return read(capture, new Decoder(Knowledge.none())).stream()
        .filter(filter)
        .map(
            it ->
                "%s %s > %s %s %s"
                    .formatted(
                        it.time(),
                        it.source(),
                        it.destination(),
                        it.content().protocol(),
                        it.content().info()))
        .toList();
  }

  private static List<Row> read(Path capture, Decoder decoder) throws IOException {
    List<Row> rows = new ArrayList<>();
    try (Captures captures = Captures.open(List.of(capture))) {
      for (var item = captures.next(); item.isPresent(); item = captures.next()) {
        rows.addAll(decoder.read(item.get()));
      }
    }
    rows.addAll(decoder.end());
    return rows;
  }

  private static List<CaptureItem.Frame> frames(Path capture) throws IOException {
    List<CaptureItem.Frame> frames = new ArrayList<>();
    try (var file = CaptureFile.open(capture)) {
      for (var item = file.next(); item.isPresent(); item = file.next()) {
        if (item.get() instanceof CaptureItem.Frame frame) frames.add(frame);
      }
    }
    return frames;
  }
}
