package ringfence.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// Captures that a running adapter and a running proxy write of themselves: in rings, and on
/// occasions. tshark and `ringfence trace` open them.
class CaptureIT {
  private static final int HOST = 11;
  private static final Duration SECOND = Duration.ofSeconds(1);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  private Ground ground;
  private Ringfence ringfence;
  private InetSocketAddress server;

  @BeforeEach
  void prepare() {
    ground = new Ground(folder);
    ringfence = new Ringfence(ground, Authority.ours());
    server = ground.at(HOST, Ringfence.PROXY_PORT);
  }

  @Test
  void each_file_of_a_ring_opens_by_itself_and_all_of_them_as_one() throws Exception {
    String ring = "--capture-secrets --capture-ring-seconds 2 --capture-ring-files 20";
    try (var proxy = ringfence.proxyWithPages(HOST, options("proxy.pcapng", ring));
        var caller = ringfence.adapterWith(30, "100", server, options("unit.pcapng", ring));
        var callee = ringfence.adapter(12, "101", server)) {
      caller.isReady();
      callee.isReady();
      proxy.goOn(SECOND.multipliedBy(3));
      call(caller, callee);
    }
    for (String name : List.of("proxy_", "unit_")) {
      List<Path> files = files(name);
      assertThat(files).as(name).hasSizeGreaterThan(1);
      assertThat(traced(files)).filteredOn(it -> it.contains("Request: REGISTER")).isNotEmpty();
      List<Path> last = List.of(files.getLast());
      assertThat(tshark(last.getFirst()).frames("sip")).as(name).anyMatch(it -> it.contains("BYE"));
      assertThat(traced(last)).as(name).anyMatch(it -> it.contains("Request: BYE"));
      assertThat(sipRows(last)).isEqualTo(tshark(last.getFirst()).startLines().size());
      Path whole = ground.file("whole.pcapng");
      List<String> merge = new ArrayList<>(List.of("mergecap", "-w", whole.toString()));
      files.forEach(file -> merge.add(file.toString()));
      Peer.run(folder, merge);
      // what is repeated is told once
      assertThat(sipRows(files)).isEqualTo(tshark(whole).startLines().size());
    }
  }

  @Test
  void a_ring_by_size_turns_while_a_call_lasts_and_its_last_file_opens_by_itself()
      throws Exception {
    String ring = "--capture-secrets --capture-ring-size 60 --capture-ring-files 20";
    try (var proxy = ringfence.proxyWithPages(HOST);
        var caller = ringfence.adapterWith(30, "100", server, options("unit.pcapng", ring));
        var callee = ringfence.adapter(12, "101", server)) {
      caller.isReady();
      callee.isReady();
      caller.dial("101");
      callee.answer();
      caller.is("Talking");
      proxy.goOn(SECOND.multipliedBy(5));
      caller.hangUp();
      callee.hangUp();
    }
    List<Path> files = files("unit_");
    assertThat(files).hasSizeBetween(3, 20);
    for (Path file : files) assertThat(Files.size(file)).isLessThan(60_000 + 5_000);
    assertThat(tshark(files.get(1)).frames("rtp")).isNotEmpty();
    assertThat(tshark(files.getLast()).frames("sip"))
        .anyMatch(it -> it.contains("REGISTER"))
        .anyMatch(it -> it.contains("INVITE sip:101"))
        .anyMatch(it -> it.contains("BYE"));
    List<Path> last = List.of(files.getLast());
    assertThat(sipRows(last)).isEqualTo(tshark(files.getLast()).startLines().size());
  }

  @Test
  void a_capture_begins_with_a_call_to_a_number_and_ends_with_a_lost_link() throws Exception {
    String occasions = "--capture-secrets --capture-start call:101 --capture-stop down";
    Path file = ground.file("unit.pcapng");
    try (var proxy = ringfence.proxyWithPages(HOST);
        var caller = ringfence.adapterWith(30, "100", server, options("unit.pcapng", occasions));
        var callee = ringfence.adapter(12, "101", server)) {
      caller.isReady();
      callee.isReady();
      assertThat(tshark(file).frames("ip")).isEmpty();
      call(caller, callee);
      proxy.terminate();
      caller.unusable();
    }
    assertThat(tshark(file).frames("sip"))
        .anyMatch(it -> it.contains("REGISTER"))
        .anyMatch(it -> it.contains("INVITE sip:101"))
        .anyMatch(it -> it.contains("BYE"));
    assertThat(tshark(file).frames("rtp")).isNotEmpty();
    assertThat(sipRows(List.of(file))).isEqualTo(tshark(file).startLines().size());
  }

  @Test
  void a_capture_begins_when_the_Ready_light_comes_on() throws Exception {
    Path file = ground.file("unit.pcapng");
    String[] options = options("unit.pcapng", "--capture-secrets --capture-start ready");
    try (var _ = ringfence.proxy(HOST);
        var unit = ringfence.adapterWith(30, "100", server, options)) {
      unit.isReady();
    }
    assertThat(tshark(file).frames("sip")).anyMatch(it -> it.contains("REGISTER"));
  }

  private static void call(Adapter caller, Adapter callee) {
    caller.dial("101");
    callee.answer();
    caller.is("Talking");
    callee.is("Talking");
    caller.hangUp();
    callee.hangUp();
  }

  private String[] options(String file, String more) {
    List<String> all = new ArrayList<>(List.of("--capture", ground.file(file).toString()));
    all.addAll(List.of(more.split(" ")));
    return all.toArray(String[]::new);
  }

  private List<Path> files(String name) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(it -> it.getFileName().toString().startsWith(name)).sorted().toList();
    }
  }

  private Tshark tshark(Path file) {
    return new Tshark(ground, file, Ringfence.PROXY_PORT);
  }

  private long sipRows(List<Path> files) {
    return traced(files).stream().filter(row -> row.matches(".* (Request|Status): .*")).count();
  }

  private List<String> traced(List<Path> files) {
    List<String> arguments = new ArrayList<>(List.of("trace"));
    files.forEach(file -> arguments.add(file.toString()));
    return ringfence.run(arguments).lines().toList();
  }
}
