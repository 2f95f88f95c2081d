package ringfence.trace.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private Passed octets(String text) {
    return new Passed.Octets(now, UNIT, PROXY, text.getBytes(StandardCharsets.US_ASCII));
  }
}
