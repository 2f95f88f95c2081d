package ringfence.trace.capture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ringfence.testkit.Clause;

class RingFilesTest {
  private static final Instant T = Instant.parse("2026-11-26T17:00:00Z");
  private static final InetSocketAddress UNIT = new InetSocketAddress("127.0.120.30", 16000);
  private static final InetSocketAddress PROXY = new InetSocketAddress("127.0.120.11", 5062);

  @TempDir Path folder;

  private Instant now = T;

  @Test
  void the_newest_files_are_kept_under_the_names_of_dumpcap() throws IOException {
    var plan = new RingFiles.Plan(Optional.empty(), Optional.of(Duration.ofSeconds(60)), 2);
    try (var ring = new RingFiles(folder.resolve("call.pcapng"), plan, () -> now)) {
      for (int minute = 0; minute < 4; minute++) {
        now = T.plusSeconds(60L * minute);
        ring.write(octets("minute " + minute));
      }
    }
    assertThat(names())
        .containsExactly("call_00003_20261126170200.pcapng", "call_00004_20261126170300.pcapng");
    var last = CaptureReader.read(Files.readAllBytes(folder.resolve(names().getLast())));
    assertThat(last).hasSize(1);
    assertThat(last.getFirst().text()).isEqualTo("minute 3");
    // the connection goes on where it was: "minute 0", 1 and 2 before it
    assertThat(last.getFirst().transport().getInt(4)).isEqualTo(2_000_000 + 3 * 8);
  }

  @Test
  void no_file_is_larger_than_its_size_and_one_packet() throws IOException {
    var plan = new RingFiles.Plan(Optional.of(2000L), Optional.empty(), 3);
    try (var ring = new RingFiles(folder.resolve("call"), plan, () -> now)) {
      for (int i = 0; i < 100; i++) ring.write(octets("x".repeat(500)));
    }
    assertThat(names()).hasSize(3).allMatch(name -> name.startsWith("call_000"));
    for (String name : names()) {
      assertThat(Files.size(folder.resolve(name))).isBetween(500L, 2000L + 700);
    }
  }

  @Test
  void a_host_may_have_a_link_to_itself() throws IOException {
    var plan = new RingFiles.Plan(Optional.of(2000L), Optional.empty(), 3);
    try (var ring = new RingFiles(folder.resolve("call"), plan, () -> now)) {
      ring.write(new Passed.Opened(now, UNIT, UNIT, true));
      for (int i = 0; i < 10; i++) {
        ring.write(new Passed.Octets(now, UNIT, UNIT, "x".repeat(500).getBytes(US_ASCII)));
      }
      ring.write(new Passed.Closed(now, UNIT, UNIT, false));
    }
    assertThat(names()).hasSize(3);
  }

  @Test
  @Clause("RFC 8446 5.3")
  void a_later_file_begins_with_all_that_passed_on_the_links_that_are_up() throws IOException {
    var plan = new RingFiles.Plan(Optional.empty(), Optional.of(Duration.ofSeconds(60)), 9);
    var other = new InetSocketAddress("127.0.120.12", 16000);
    try (var ring = new RingFiles(folder.resolve("call.pcapng"), plan, () -> now)) {
      ring.write(new Passed.Opened(now, UNIT, PROXY, true));
      ring.write(new Passed.Secrets("CLIENT_RANDOM " + "07".repeat(32) + " 01"));
      ring.write(new Passed.Octets(now, UNIT, PROXY, hello()));
      ring.write(new Passed.Opened(now, other, PROXY, false));
      ring.write(new Passed.Closed(now, other, PROXY, false));
      ring.write(new Passed.Datagram(now, UNIT, PROXY, new byte[20]));
      now = T.plusSeconds(60);
      ring.write(octets("later"));
    }
    var first = read(names().getFirst());
    var last = read(names().getLast());
    // three packets of TCP and the hello, as they were; nothing of what is over
    assertThat(last).hasSize(5);
    assertThat(last.subList(0, 4)).isEqualTo(first.subList(0, 4));
    assertThat(last.getLast()).endsWith(HexFormat.of().formatHex("later".getBytes(US_ASCII)));
    assertThat(Files.readString(folder.resolve(names().getLast()), ISO_8859_1))
        .contains("CLIENT_RANDOM 0707", "repeated from an earlier file");
  }

  @Test
  void what_is_repeated_leaves_half_of_a_file_for_what_is_new() throws IOException {
    var plan = new RingFiles.Plan(Optional.of(10_000L), Optional.empty(), 99);
    try (var ring = new RingFiles(folder.resolve("call"), plan, () -> now)) {
      ring.write(new Passed.Opened(now, UNIT, PROXY, true));
      for (int i = 0; i < 100; i++) ring.write(octets("x".repeat(500)));
    }
    assertThat(names()).hasSizeLessThan(15);
    for (String name : names()) assertThat(Files.size(folder.resolve(name))).isLessThan(11_000);
  }

  /// The times and the octets of the packets, without their comments.
  private List<String> read(String name) throws IOException {
    return CaptureReader.read(Files.readAllBytes(folder.resolve(name))).stream()
        .map(packet -> packet.time() + " " + HexFormat.of().formatHex(packet.bytes()))
        .toList();
  }

  /// A ClientHello whose random is all sevens.
  private static byte[] hello() {
    byte[] hello = new byte[60];
    hello[0] = 22;
    hello[5] = 1;
    Arrays.fill(hello, 11, 43, (byte) 7);
    return hello;
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private Passed octets(String text) {
    return new Passed.Octets(now, UNIT, PROXY, text.getBytes(US_ASCII));
  }
}
