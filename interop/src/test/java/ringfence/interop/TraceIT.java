package ringfence.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `ringfence trace` and tshark read the same captures: message by message, frame by frame, they
/// list the same.
class TraceIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern SIP_ROW =
      Pattern.compile(" *(\\d+) +\\S+ +\\S+ +\\S+ +SIP\\S* +(Request|Status): (.*)");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  private Ground ground;
  private Authority authority;
  private Ringfence ringfence;

  @BeforeEach
  void prepare() {
    ground = new Ground(folder);
    authority = Authority.ours();
    ringfence = new Ringfence(ground, authority);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tls", "udp"})
  void a_call_of_the_lab_is_listed_alike(String transport) {
    Path file = captured(transport);
    assertThat(startLines(file)).hasSizeGreaterThan(20).isEqualTo(tshark(file).startLines());
    assertThat(traced(file, "--streams"))
        .hasSize(2)
        .allMatch(it -> it.matches(".* PCMA  SRTP, \\d+ packets, 0\\.0 % lost.*"));
  }

  /// A call of the lab.
  private Path captured(String transport) {
    Path file = ground.file("call.pcapng");
    String network = ground.address(0).replaceFirst("\\.0$", "");
    var command = new ArrayList<>(List.of("lab", "--once", "--transport", transport));
    command.addAll(List.of("--keys", "sdes", "--network", network, "--capture", file.toString()));
    command.addAll(List.of("--data", ground.subfolder("lab").toString()));
    try (var lab = ringfence.start(command)) {
      lab.exit(PATIENCE); // its verdict on delays is not what is tried here
    }
    return file;
  }

  @Test
  void a_part_of_a_capture_is_read_alike_by_both_with_nothing_beside_it() {
    Path whole = captured("tls");
    String callId =
        tshark(whole)
            .values("sip.Method == \"INVITE\"", "sip.Call-ID")
            .getFirst()
            .split("\\|", -1)[0];
    Path part = ground.file("part.pcapng");
    String call = "call == " + callId;
    List<String> chosen = traced(whole, "-f", call, "--write", part.toString());
    assertThat(withoutNumbers(traced(part, "-f", call)))
        .hasSizeGreaterThan(100)
        .isEqualTo(withoutNumbers(chosen));
    assertThat(startLines(part)).hasSizeGreaterThan(8).isEqualTo(tshark(part).startLines());
    String inCall = "sip.Call-ID == \"" + callId + "\"";
    assertThat(tshark(part).values(inCall, "frame.time_epoch", "sip.CSeq"))
        .isEqualTo(tshark(whole).values(inCall, "frame.time_epoch", "sip.CSeq"));
    assertThat(tshark(part).values("rtp", "frame.time_epoch", "rtp.seq"))
        .hasSizeGreaterThan(50)
        .isEqualTo(tshark(whole).values("rtp", "frame.time_epoch", "rtp.seq"));
  }

  @Test
  void what_is_written_clear_is_plain_RTP_to_both() {
    Path whole = captured("tls");
    Path clear = ground.file("clear.pcapng");
    traced(whole, "--write-clear", clear.toString());
    assertThat(tshark(whole).frames("srtp.enc_payload")).isNotEmpty();
    assertThat(tshark(clear).frames("rtp")).hasSizeGreaterThan(50);
    assertThat(tshark(clear).frames("srtp.enc_payload || sdp.media contains \"SAVP\"")).isEmpty();
    assertThat(tshark(clear).frames("_ws.malformed")).isEmpty();
    assertThat(traced(clear, "--streams"))
        .hasSize(2)
        .allMatch(it -> it.matches(".* PCMA  RTP, \\d+ packets, 0\\.0 % lost.*"));
  }

  /// Time counts from the first row, and is the same in a part that begins with the same row.
  private static List<String> withoutNumbers(List<String> rows) {
    return rows.stream().map(it -> it.replaceFirst("^ *\\d+ ", "")).toList();
  }

  private Tshark tshark(Path file) {
    return new Tshark(ground, file, Ringfence.PROXY_PORT);
  }

  @Test
  void F81_F89_sniffed_TLS_is_listed_alike_with_the_key_log_of_the_unit() {
    InetSocketAddress proxy = ground.at(11, Ringfence.PROXY_PORT);
    Path sniffed = ground.file("sniffed.pcap");
    Path keyLog = ground.file("keys.log");
    try (var _ = ringfence.proxy(11);
        var tcpdump = Tcpdump.start(ground, sniffed, Ringfence.PROXY_PORT);
        var unit = ringfence.adapterWith(30, "100", proxy, "--key-log", keyLog.toString())) {
      unit.isReady();
      tcpdump.stop();
    }
    assertThat(traced(sniffed, "--filter", "sip")).isEmpty();
    assertThat(traced(sniffed))
        .anyMatch(it -> it.contains("Client Hello"))
        .anyMatch(it -> it.contains("no key log"));
    // the words of the vendor's notes, 3.1
    String filter = "(ip.addr ==" + ground.address(30) + ") & (ssl)";
    assertThat(startLines(sniffed, "--keylog", keyLog.toString(), "--filter", filter))
        .hasSizeGreaterThan(2)
        .isEqualTo(Tshark.sniffed(ground, sniffed, Ringfence.PROXY_PORT, keyLog).startLines());
  }

  @Test
  void a_call_of_baresip_through_Kamailio_is_listed_alike() {
    Path sniffed = ground.file("sniffed.pcap");
    Path keyLog = ground.file("keys.log");
    try (var kamailio = Kamailio.start(ground, 11, authority);
        var tcpdump = Tcpdump.start(ground, sniffed, kamailio.tls().getPort());
        var baresip = baresip(12, "100", kamailio.tls())) {
      baresip.registered();
      Path play = Sound.tone(440, 30).write(ground.file("play.wav"));
      var telephone =
          new Ringfence.Telephone(13, "200", kamailio.tls(), play, ground.file("heard.wav"));
      try (var calling =
          ringfence.call(telephone, "100", "--seconds", "2", "--key-log", keyLog.toString())) {
        assertThat(calling.exit(PATIENCE)).as(calling.text()).isZero();
      }
      tcpdump.stop();
      int port = kamailio.tls().getPort();
      assertThat(startLines(sniffed, "--keylog", keyLog.toString()))
          .hasSizeGreaterThan(8)
          .isEqualTo(Tshark.sniffed(ground, sniffed, port, keyLog).startLines());
    }
  }

  @Test
  void two_baresips_at_Kamailio_are_listed_alike_with_its_private_key() {
    Path sniffed = ground.file("sniffed.pcap");
    try (var kamailio = Kamailio.withRsaKeyTransport(ground, 11, authority);
        var tcpdump = Tcpdump.start(ground, sniffed, kamailio.tls().getPort());
        var caller = baresip(12, "100", kamailio.tls());
        var callee = baresip(13, "101", kamailio.tls())) {
      caller.registered();
      callee.registered();
      caller.dial("101");
      caller.talked(2);
      caller.hangUp();
      callee.hungUp();
      tcpdump.stop();
      String key = kamailio.key();
      int port = kamailio.tls().getPort();
      List<String> lines =
          startLines(sniffed, "--key", ground.address(11) + "," + port + ",sip," + key);
      assertThat(lines)
          .anyMatch(it -> it.contains("REGISTER sip:"))
          .filteredOn(it -> it.contains("INVITE sip:"))
          .hasSizeGreaterThan(1);
      assertThat(lines).isEqualTo(Tshark.sniffedWithKey(ground, sniffed, port, key).startLines());
    }
  }

  @Test
  void what_passes_an_interface_is_listed_as_it_comes() throws IOException {
    String options =
        """
        OPTIONS sip:a@127.0.0.1 SIP/2.0
        Via: SIP/2.0/UDP 127.0.0.1:5090;branch=z9hG4bKx
        From: <sip:a@127.0.0.1>;tag=1
        To: <sip:a@127.0.0.1>
        Call-ID: live
        CSeq: 1 OPTIONS
        Max-Forwards: 70
        Content-Length: 0

        """;
    byte[] octets = options.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    var command = List.of("trace", "--interface", "lo", "--seconds", "20", "-f", "call-id == live");
    try (var live = ringfence.start(command);
        var socket = new DatagramSocket()) {
      // dumpcap says "Capturing on" before its socket is open, and the file after
      live.await("File: -");
      socket.send(new DatagramPacket(octets, octets.length, ground.at(12, 5060)));
      live.await("SIP +Request: OPTIONS sip:a@127.0.0.1");
    }
  }

  private Baresip baresip(int host, String user, InetSocketAddress proxy) {
    var account = new Baresip.Account(host, user, Ringfence.text(proxy));
    return Baresip.start(ground, account, authority, Sound.tone(1000, 30));
  }

  /// The start lines of SIP messages behind the numbers of their frames, as tshark gives them.
  private List<String> startLines(Path file, String... options) {
    return traced(file, options).stream().flatMap(TraceIT::startLine).toList();
  }

  private static Stream<String> startLine(String row) {
    Matcher matcher = SIP_ROW.matcher(row);
    if (!matcher.matches()) return Stream.of();
    String said =
        matcher
            .group(3)
            .replaceFirst(", with session description.*", "")
            .replaceFirst(" \\(\\d+ bindings?\\)$", "");
    boolean request = matcher.group(2).equals("Request");
    return Stream.of(matcher.group(1) + " " + (request ? said + " SIP/2.0" : "SIP/2.0 " + said));
  }

  /// What `trace` prints of a file, without the heading.
  private List<String> traced(Path file, String... options) {
    List<String> arguments = new ArrayList<>(List.of("trace", file.toString()));
    arguments.addAll(List.of(options));
    return ringfence.run(arguments).lines().filter(it -> !it.strip().startsWith("No. ")).toList();
  }
}
