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
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ringfence.app.Main;
import ringfence.rtp.RtpHeader;
import ringfence.rtp.SequenceNumber;
import ringfence.rtp.Ssrc;
import ringfence.trace.capture.Passed;
import ringfence.trace.capture.Recorder;

/// Every output of `trace --redact` and `diagnose --redact` of captures that hold what is nobody's
/// business: none says it, or there is none.
class RedactedOutputsTest {
  private static final Path CASES = Path.of("../trace/src/test/resources/ringfence/trace/cases");
  private static final Instant T = Instant.parse("2026-01-02T12:00:00Z");
  private static final InetSocketAddress HERE = new InetSocketAddress("192.0.2.30", 5004);
  private static final InetSocketAddress THERE = new InetSocketAddress("2001:db8::12", 5006);

  private static final String[] SECRETS = {
    "15112345",
    "30987654",
    "liddell",
    "alice",
    "bob",
    "carol",
    "example",
    "lunch",
    "4711",
    "192.0.2.30",
    "2001:db8",
    "84a4cc6f",
    "7587245234",
    "d0rmdmcm",
    "aqafgm0x",
    "8437-6376",
    "0815"
  };

  private static final String INVITE =
      """
      INVITE sip:+4915112345678;phone-context=example.com@gw.example.com;x-for=carol?Subject=lunch SIP/2.0
      Via: SIP/2.0/UDP 192.0.2.30:5004;branch=z9hG4bK7;x-user=alice
      From: "Alice Liddell" <sip:alice@example.com;day=carol>;tag=9;x-customer=4711
      To: Bob <tel:+4930987654;phone-context=example.com>
      Call-ID: 8437-6376@192.0.2.30
      CSeq: 1 INVITE
      Contact: <sip:alice@192.0.2.30:5004>;x-bob
      Authorization: Digest username="alice", realm="example.com", nonce="84a4cc6f", uri="sip:bob@example.com", response="7587245234b3434cc3412213e5f113a5"
      Subject: lunch with Carol
      P-Asserted-Identity: Alice <sip:+4915112345678@example.com>
      Content-Type: application/sdp
      Content-Length: %d

      """;

  private static final String SDP =
      """
      v=0
      o=alice 1 1 IN IP4 192.0.2.30
      s=lunch with Carol
      c=IN IP4 192.0.2.30
      t=0 0
      m=audio 5004 RTP/SAVP 8
      a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj
      a=key-mgmt:mikey AQAFgM0XflABAAAAAAAAAAAAAAsAyO
      """;

  private static final String BUSY =
      """
      SIP/2.0 486 Alice is out for lunch
      Via: SIP/2.0/UDP 192.0.2.30:5004;branch=z9hG4bK7
      From: <sip:alice@example.com>;tag=9
      To: <sip:bob@example.com>;tag=8
      Call-ID: 8437-6376@192.0.2.30
      CSeq: 1 INVITE
      Warning: 399 gw.example.com "Bob calls Carol"
      Content-Length: 0

      """;

  private static final String MESSAGE =
      """
      MESSAGE sip:bob@example.com SIP/2.0
      Via: SIP/2.0/UDP 192.0.2.30:5004;branch=z9hG4bK9
      From: <sip:alice@example.com>;tag=9
      To: <sip:bob@example.com>
      Call-ID: two@192.0.2.30
      CSeq: 1 MESSAGE
      Content-Type: text/plain
      Content-Length: 25

      Carol's account is 4711.
      """;

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();

  @Test
  void no_output_names_anybody_or_opens_anything() throws IOException {
    Path capture = folder.resolve("alice-4711.pcapng");
    try (var recorder = Recorder.to(capture)) {
      String body = SDP.replace("\n", "\r\n");
      recorder.record(said(INVITE.formatted(body.length()).replace("\n", "\r\n") + body));
      recorder.record(said(BUSY.replace("\n", "\r\n")));
      recorder.record(said(MESSAGE.replace("\n", "\r\n")));
      recorder.record(said("OPTIONS sip:carol@example.com SIP/2.0\r\nVia: alice\r\n\r\n"));
      for (int i = 0; i < 3; i++) recorder.record(packet(i));
      recorder.record(new Passed.Secrets("CLIENT_RANDOM 0815 0815"));
    }
    assertThat(everything(capture)).contains("invite", "486 busy here").doesNotContain(SECRETS);
  }

  static List<Path> library() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      return files.filter(it -> it.toString().endsWith(".pcapng")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("library")
  void nor_does_one_of_the_library(Path capture) throws IOException {
    assertThat(everything(capture))
        .doesNotContain("127.0.0.1", "192.0.2.", ".example", "cn=", ", o=", "inline:a", "@127")
        .doesNotContain("sip:10", "user 10", "@1");
  }

  private String everything(Path capture) throws IOException {
    Path page = folder.resolve("page.html");
    String file = capture.toString();
    assertThat(run("trace", file, "--html", page.toString())).isZero();
    for (String form : new String[] {"--ladder", "--json", "--streams"}) {
      assertThat(run("trace", file, form)).isZero();
    }
    run("diagnose", file);
    run("diagnose", file, "--json");
    for (String form :
        new String[] {"--write", "--write-clear", "--wav", "--lesson", "--handshake"}) {
      Path refused = folder.resolve("refused");
      assertThat(run("trace", file, form, refused.toString())).isEqualTo(2);
      assertThat(refused).doesNotExist();
    }
    return (out + Files.readString(page)).toLowerCase(Locale.ROOT);
  }

  private static Passed said(String text) {
    return new Passed.Datagram(T, HERE, THERE, text.getBytes(StandardCharsets.UTF_8));
  }

  private static Passed packet(int number) {
    var packet = ByteBuffer.allocate(12 + 160);
    new RtpHeader(false, 8, new SequenceNumber(number), 160L * number, new Ssrc(7)).write(packet);
    return new Passed.Datagram(T, HERE, THERE, packet.array());
  }

  private int run(String... arguments) {
    List<String> command = new ArrayList<>(List.of(arguments));
    command.add("--redact");
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(new StringWriter(), true))
        .execute(command.toArray(String[]::new));
  }
}
