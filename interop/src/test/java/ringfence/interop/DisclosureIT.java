package ringfence.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// A capture gives nothing away; a disclosure what was asked for, to whom it was meant.
class DisclosureIT {
  private static final int HOST = 11;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String SOON = "SipEp.TransportFailbackInterval=5";

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

  @Test
  void one_account_is_disclosed_to_the_owner_of_a_key_and_a_capture_beside_it_stays_dark()
      throws Exception {
    InetSocketAddress server = ground.at(HOST, Ringfence.PROXY_PORT);
    Authority.Issued reader = authority.issueRsa("reader.example");
    Path capture = ground.file("proxy.pcapng");
    try (var proxy = ringfence.proxyWithPages(HOST, "--capture", capture.toString())) {
      proxy.await("pages at");
      String pem = Ground.read(reader.certificate()).replace("\n", "");
      assertThat(asked("100", pem)).contains("Disclosure 1 writes to");
      try (var _ = ringfence.adapter(30, "100", server);
          var other = ringfence.adapter(12, "101", server)) {
        other.isReady();
        proxy.await("100@.*registered|Registered.*100", PATIENCE);
      }
      assertThat(said("Disclosure.Disclosure.End/1", "")).contains("Disclosure 1 has ended");
      assertThat(proxy.text()).contains("local asked from 127.0.0.1 for the secrets of 100");
      proxy.await("Disclosure 1 of 100 has ended: local from 127.0.0.1 ended it");
    }
    assertThat(text(capture)).doesNotContain("SIP/2.0", "_SECRET", "CLIENT_RANDOM");
    assertThat(tshark(capture).frames("tls.handshake.type == 1")).hasSizeGreaterThan(1);
    assertThat(tshark(capture).frames("sip")).isEmpty();
    assertThat(opened(reader).frames("sip"))
        .anyMatch(it -> it.contains("REGISTER"))
        .anyMatch(it -> it.contains("200 OK"));
    assertThat(opened(reader).frames("tls.handshake.type == 1")).hasSize(1);
    assertThat(opened(reader).frames("ip.addr == " + ground.address(12))).isEmpty();
  }

  @Test
  void a_link_that_is_up_comes_again_to_be_disclosed_to_the_owner_of_an_EC_key() throws Exception {
    InetSocketAddress server = ground.at(HOST, Ringfence.PROXY_PORT);
    Authority.Issued reader = authority.issue("reader.example");
    try (var proxy = ringfence.proxyWithPages(HOST);
        var unit = ringfence.adapter(30, "100", server, SOON);
        var other = ringfence.adapter(12, "101", server, SOON)) {
      unit.isReady();
      other.isReady();
      String sealed = reader.certificate().toString();
      assertThat(disclose("begin", "100", "--minutes", "5", "--close", "--reader", sealed))
          .contains("Disclosure 1 writes to", "Links closed so that they come again: 1.");
      proxy.await("asked from 127.0.0.1 for the secrets of 100 for 5 minutes");
      proxy.awaitNext("A link is up", PATIENCE);
      unit.isReady();
      assertThat(disclose("list")).startsWith("1  100  local from 127.0.0.1");
      assertThat(disclose("end", "1")).contains("Disclosure 1 has ended");
    }
    assertThat(opened(reader).frames("sip"))
        .anyMatch(it -> it.contains("REGISTER"))
        .anyMatch(it -> it.contains("200 OK"));
    assertThat(opened(reader).frames("ip.addr == " + ground.address(12))).isEmpty();
  }

  private String disclose(String command, String... more) {
    var arguments = new ArrayList<>(List.of("disclose", command, ringfence.pages(HOST)));
    arguments.addAll(List.of(more));
    return ringfence.run(arguments);
  }

  /// The file of the first disclosure, opened by openssl.
  private Tshark opened(Authority.Issued reader) throws IOException {
    Path sealed;
    try (var files = Files.list(ground.file("disclosures"))) {
      sealed = files.findFirst().orElseThrow();
    }
    assertThat(text(sealed)).doesNotContain("SIP/2.0", "_SECRET");
    Path plain = ground.file("disclosed.pcapng");
    String options = "cms -decrypt -binary -inform DER";
    var command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(options.split(" ")));
    command.addAll(List.of("-in", sealed.toString(), "-out", plain.toString()));
    command.addAll(List.of("-inkey", reader.key().toString()));
    Peer.run(ground.folder(), command);
    return tshark(plain);
  }

  private Tshark tshark(Path file) {
    return new Tshark(ground, file, Ringfence.PROXY_PORT);
  }

  private String asked(String subject, String reader) throws Exception {
    String body =
        "{\"subject\":\"%s\",\"minutes\":\"5\",\"reader\":\"%s\"}".formatted(subject, reader);
    return said("Disclosure.Begin", body);
  }

  private String said(String command, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(ringfence.pages(HOST) + "/api/commands/" + command))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString()).body();
    }
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }
}
