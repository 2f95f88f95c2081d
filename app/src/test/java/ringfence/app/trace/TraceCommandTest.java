package ringfence.app.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ringfence.app.Main;
import ringfence.app.option.ExitCode;
import ringfence.manage.json.JsonParser;
import ringfence.media.codec.G711;
import ringfence.media.codec.WavFile;
import ringfence.rtp.RtpHeader;
import ringfence.rtp.SequenceNumber;
import ringfence.rtp.Ssrc;
import ringfence.trace.capture.Passed;
import ringfence.trace.capture.Recorder;

class TraceCommandTest {
  private static final Instant T = Instant.parse("2026-01-02T12:00:00Z");
  private static final InetSocketAddress HERE = new InetSocketAddress("192.0.2.30", 5004);
  private static final InetSocketAddress THERE = new InetSocketAddress("192.0.2.12", 5006);
  private static final String OPTIONS =
      """
      OPTIONS sip:101@192.0.2.12 SIP/2.0
      Via: SIP/2.0/UDP 192.0.2.30;branch=z9hG4bK1
      From: <sip:100@192.0.2.12>;tag=1
      To: <sip:101@192.0.2.12>
      Call-ID: one
      CSeq: 1 OPTIONS
      Content-Length: 0

      """
          .replace("\n", "\r\n");

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path capture;

  /// An OPTIONS and three packets of which the second does not come.
  @BeforeEach
  void record() throws IOException {
    capture = folder.resolve("call.pcapng");
    try (var recorder = Recorder.to(capture)) {
      recorder.record(datagram(OPTIONS.getBytes(StandardCharsets.US_ASCII)));
      for (int number : new int[] {0, 1, 3}) recorder.record(datagram(packet(number)));
    }
  }

  private static Passed datagram(byte[] octets) {
    return new Passed.Datagram(T, HERE, THERE, octets);
  }

  private static byte[] packet(int number) {
    var packet = ByteBuffer.allocate(12 + 160);
    new RtpHeader(false, 8, new SequenceNumber(number), 160L * number, new Ssrc(7)).write(packet);
    while (packet.hasRemaining()) packet.put(G711.PCMA.encode((short) 1000));
    return packet.array();
  }

  @Test
  void a_capture_is_listed_in_columns() {
    assertThat(run(capture.toString(), "-f", "sip or srtp")).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "   No.         Time  Source                 Destination            Protocol      "
                + " Info",
            "     1     0.000000  192.0.2.30:5004        192.0.2.12:5006        SIP           "
                + " Request: OPTIONS sip:101@192.0.2.12");
  }

  @Test
  void one_JSON_object_has_frames_calls_and_streams() {
    assertThat(run(capture.toString(), "--json")).isZero();
    assertThat(JsonParser.parse(out.toString())).isInstanceOf(JsonParser.Outcome.Value.class);
    assertThat(out.toString())
        .startsWith(
            "{\"frames\":[{\"number\":1,\"time\":\"2026-01-02T12:00:00Z\",\"source\":\"192.0.2.30:5004\",\"destination\":\"192.0.2.12:5006\",\"protocol\":\"SIP\",\"info\":\"Request:"
                + " OPTIONS sip:101@192.0.2.12\"}")
        .contains("\"calls\":[]", "\"ssrc\":\"0x00000007\"");
  }

  @Test
  void the_sound_is_where_the_timestamps_put_it() throws IOException {
    assertThat(run(capture.toString(), "--wav", folder.resolve("wav").toString())).isZero();
    Path file = folder.resolve("wav/192.0.2.30-5004-0x00000007.wav");
    short[] samples = ((WavFile.Samples) WavFile.read(Files.readAllBytes(file))).samples();
    // the first packet is not known to be RTP before the second
    assertThat(samples).hasSize(3 * 160);
    assertThat(samples[0]).isEqualTo(samples[2 * 160]).isBetween((short) 980, (short) 1020);
    assertThat(samples[160]).isZero();
  }

  @Test
  void what_was_read_is_written_as_a_capture_that_reads_the_same() {
    Path clear = folder.resolve("clear.pcapng");
    Path page = folder.resolve("page.html");
    assertThat(
            run(
                capture.toString(),
                "-f",
                "sip",
                "--write-clear",
                clear.toString(),
                "--html",
                page.toString()))
        .isZero();
    assertThat(page).content().contains("OPTIONS sip:101@192.0.2.12");
    String first = out.toString();
    out.getBuffer().setLength(0);
    assertThat(run(clear.toString())).isZero();
    assertThat(out.toString()).isEqualTo(first);
  }

  @Test
  void chosen_frames_are_written_as_they_were() {
    Path cut = folder.resolve("cut.pcapng");
    assertThat(run(capture.toString(), "-f", "udp && !sip", "--write", cut.toString())).isZero();
    out.getBuffer().setLength(0);
    assertThat(run(cut.toString(), "--streams")).isZero();
    String streams = out.toString();
    out.getBuffer().setLength(0);
    assertThat(run(capture.toString(), "--streams")).isZero();
    assertThat(streams).contains("0x00000007").isEqualTo(out.toString());
    assertThat(run(cut.toString(), "--write", cut.toString())).isEqualTo(2);
    assertThat(run("--interface", "lo", "--write", cut.toString())).isEqualTo(2);
    assertThat(run(capture.toString(), "--redact", "--write", cut.toString())).isEqualTo(2);
    assertThat(err.toString().lines().limit(2))
        .containsExactly(
            "ringfence trace: --write: " + cut + " is what is read",
            "ringfence trace: --write: not with --interface; --write-clear can");
  }

  @Test
  void redacted_output_names_nobody() {
    assertThat(run(capture.toString(), "--redact", "--ladder")).isZero();
    assertThat(out.toString())
        .isEqualTo(
            """
                       host1                                           host2
                0.000    |----------- OPTIONS sip:user1@host2 ---------->|
                0.000    |--------------- RTP PCMA begins -------------->|
            """);
    assertThat(run(capture.toString(), "--redact", "--wav", "x")).isEqualTo(2);
  }

  @Test
  void wrong_usage_is_one_line_and_exit_code_2() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "no capture");
    assertThat(run(text.toString())).isEqualTo(2);
    assertThat(run(folder.resolve("none").toString())).isEqualTo(2);
    assertThat(run()).isEqualTo(2);
    assertThat(run(capture.toString(), "--filter", "sip &&")).isEqualTo(2);
    assertThat(err.toString().lines())
        .containsExactly(
            "ringfence trace: " + text + ": neither pcap nor pcapng",
            "ringfence trace: " + folder.resolve("none") + ": no such file",
            "ringfence trace: give capture files, or --interface NAME",
            "ringfence trace: --filter: a field or a protocol is missing at the end");
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "--json --ladder # of --ladder, --streams and --json only one can stand in the list's place",
        "--ladder --streams # of --ladder, --streams and --json only one can stand in the list's"
            + " place",
        "--seconds 5 # --seconds: only with --interface; files are read to their end",
        "--interface lo # give capture files or --interface NAME, not both",
        "--key 192.0.2.11,65536,sip,k.pem # --key: 65536 is no port",
        "--key 192.0.2.11,99999999999999,sip,k.pem # --key: 99999999999999 is no port"
      })
  void options_that_make_no_sense_together_are_refused(String options, String why) {
    List<String> arguments = new ArrayList<>(List.of(options.split(" ")));
    arguments.addFirst(capture.toString());
    assertThat(run(arguments.toArray(String[]::new))).isEqualTo(ExitCode.USAGE);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).isEqualTo("ringfence trace: " + why + "\n");
  }

  @Test
  void a_live_list_takes_a_second_at_least() {
    assertThat(run("--interface", "lo", "--seconds", "0")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).isEqualTo("ringfence trace: --seconds: one or more\n");
  }

  @Test
  void a_key_log_without_secrets_is_warned_of() throws IOException {
    Path file = Files.writeString(folder.resolve("passwd"), "root:x:0:0:root:/root:/bin/bash\n");
    assertThat(run(capture.toString(), "--keylog", file.toString())).isZero();
    assertThat(err.toString())
        .isEqualTo(
            "warning: --keylog: no line of %s is a secret of TLS, as SSLKEYLOGFILE has them\n"
                .formatted(file));
    err.getBuffer().setLength(0);
    Files.writeString(file, "CLIENT_RANDOM %s %s\n".formatted("ab".repeat(32), "cd".repeat(48)));
    assertThat(run(capture.toString(), "--keylog", file.toString())).isZero();
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--write", "--write-clear", "--html", "--lesson", "--handshake"})
  void a_folder_that_is_not_there_is_told_before_anything_is_read(String option) {
    Path file = folder.resolve("none/file");
    String capture = "../trace/src/test/resources/ringfence/trace/tls/unknown-ca.pcap";
    assertThat(run(capture, option, file.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .isEqualTo("ringfence trace: " + file + ": there is no such folder\n");
  }

  private int run(String... arguments) {
    List<String> command = new ArrayList<>(List.of("trace"));
    command.addAll(List.of(arguments));
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(command.toArray(String[]::new));
  }
}
