package ringfence.app.lab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import ringfence.adapter.call.MediaSecurity;
import ringfence.app.capture.Capture;
import ringfence.app.capture.CaptureOptions;
import ringfence.app.capture.HepOption;
import ringfence.app.option.Unusable;
import ringfence.sip.message.Transport;
import ringfence.trace.decode.Content;
import ringfence.trace.decode.Row;
import ringfence.trace.tls.TlsEvent;

/// The whole product on loopback: real sockets, real TLS, real time.
class LabTest {
  @TempDir private Path folder;

  private Capture capture() {
    var options = new CaptureOptions();
    new CommandLine(options).parseArgs("--capture", folder.resolve("lab.pcapng").toString());
    try {
      return options.open(true);
    } catch (Unusable e) {
      throw new AssertionError(e);
    }
  }

  private LabPlan plan(
      Transport transport,
      MediaSecurity.RtpMode mode,
      MediaSecurity.Keys keys,
      MediaSecurity.Suite suite) {
    var manner = new LabPlans.Manner(transport, mode, keys, suite);
    return LabPlans.captured(folder, manner, capture());
  }

  private static LabReport run(LabPlan plan) throws Exception {
    try (var lab = Lab.start(plan)) {
      return new LabRun(lab, plan, _ -> {}).run();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "TCP, SECURE, MIKEY, AES_CM_128_HMAC_SHA1_80",
    "TCP, SECURE_WITH_FALLBACK, SDES, AES_CM_128_HMAC_SHA1_80",
    "UDP, UNSECURE, MIKEY, AES_CM_128_HMAC_SHA1_80"
  })
  void a_call_is_placed_and_verified_over(
      String transport,
      MediaSecurity.RtpMode mode,
      MediaSecurity.Keys keys,
      MediaSecurity.Suite suite)
      throws Exception {
    LabReport report = run(plan(Transport.parse(transport), mode, keys, suite));
    assertThat(report.faults()).isEmpty();
    assertThat(folder.resolve("lab.pcapng")).isNotEmptyFile();
  }

  static Stream<Arguments> everyKeyManagementWithEverySuite() {
    return Arrays.stream(MediaSecurity.Keys.values())
        .flatMap(
            keys ->
                Arrays.stream(MediaSecurity.Suite.values())
                    .map(suite -> Arguments.of(keys, suite)));
  }

  @ParameterizedTest
  @MethodSource("everyKeyManagementWithEverySuite")
  void a_secure_call_is_verified_with(MediaSecurity.Keys keys, MediaSecurity.Suite suite)
      throws Exception {
    LabReport report = run(plan(Transport.TLS, MediaSecurity.RtpMode.SECURE, keys, suite));
    assertThat(report.faults()).isEmpty();
  }

  @Test
  void its_pages_draw_the_call_with_its_handshakes_and_media() throws Exception {
    LabPlan plan = LabPlans.secure(folder);
    try (var lab = Lab.start(plan)) {
      assertThat(new LabRun(lab, plan, _ -> {}).run().faults()).isEmpty();
      List<String> ladders = new ArrayList<>();
      for (URI page : lab.pages()) ladders.add(get(page.resolve("/api/ladder?of=100")));
      assertThat(ladders)
          .allSatisfy(it -> assertThat(it).contains("Client Hello", "INVITE sip:101@", "BYE"));
      assertThat(ladders.getFirst()).as("the proxy").doesNotContain("\"SRTP\"");
      assertThat(ladders.subList(1, 3)).allSatisfy(it -> assertThat(it).contains("\"SRTP\""));
    }
  }

  private static String get(URI page) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString()).body();
    }
  }

  @Test
  void what_it_captures_stands_in_the_order_of_time_and_opens() throws Exception {
    run(
        plan(
            Transport.TLS,
            MediaSecurity.RtpMode.SECURE,
            MediaSecurity.Keys.SDES,
            MediaSecurity.Suite.AES_CM_128_HMAC_SHA1_80));
    List<Row> rows = LabPlans.rows(folder.resolve("lab.pcapng"));
    assertThat(rows).isSortedAccordingTo(Comparator.comparing(Row::time));
    assertThat(rows.stream().map(row -> row.content().info()))
        .anyMatch(it -> it.startsWith("Request: REGISTER"))
        .anyMatch(it -> it.startsWith("Request: BYE"));
    assertThat(rows)
        .anyMatch(
            row ->
                row.content() instanceof Content.Rtp rtp
                    && rtp.security() == Content.Security.OPENED)
        .noneMatch(LabTest::isUnread);
  }

  private static boolean isUnread(Row row) {
    return row.content() instanceof Content.Tls(_, var events)
        && events.stream().anyMatch(TlsEvent.Encrypted.class::isInstance);
  }

  @Test
  void what_it_says_is_sent_to_a_capture_server() throws Exception {
    try (var server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout(10_000);
      var hep = new HepOption();
      new CommandLine(hep).parseArgs("--hep", "127.0.0.1:" + server.getLocalPort());
      run(LabPlans.sent(folder, hep));
      var packet = new DatagramPacket(new byte[65_535], 65_535);
      server.receive(packet);
      String text = new String(packet.getData(), 0, packet.getLength(), ISO_8859_1);
      assertThat(text).startsWith("HEP3").contains("REGISTER sip:");
    }
  }

  @Test
  void its_json_has_the_keys_that_were_promised() throws Exception {
    LabReport report =
        run(
            plan(
                Transport.TLS,
                MediaSecurity.RtpMode.SECURE_WITH_FALLBACK,
                MediaSecurity.Keys.MIKEY,
                MediaSecurity.Suite.AES_CM_128_HMAC_SHA1_80));
    assertThat(LabJson.of(report).toString())
        .startsWith("{\"ok\":true,")
        .contains(
            "\"registration\":\"Registered\"",
            "\"readyLed\":\"on\"",
            "\"gateway\":\"OpenSIPS\"",
            "\"status\":\"Up\"",
            "\"tlsVersion\":\"TLSv1.3\"",
            "\"messages\":[\"INVITE\",\"100\",\"180\",\"200\",\"ACK\",\"BYE\",\"200\"]",
            "\"security\":{\"profile\":\"RTP/SAVP\",\"keyManagement\":\"MIKEY\","
                + "\"suite\":\"AES_CM_128_HMAC_SHA1_80\"",
            "\"audio\":[{\"at\":\"101\",\"toneHz\":1000.0");
  }
}
