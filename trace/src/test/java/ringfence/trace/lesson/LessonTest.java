package ringfence.trace.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ringfence.trace.capture.Captures;
import ringfence.trace.decode.Content;
import ringfence.trace.decode.Decoder;
import ringfence.trace.decode.Knowledge;
import ringfence.trace.decode.Row;
import ringfence.trace.export.Showing;
import ringfence.trace.tls.HandshakeLayout;
import ringfence.trace.tls.Span;
import ringfence.trace.tls.TlsEvent;

class LessonTest {
  private static final Path CAPTURES = Path.of("src/test/resources/ringfence/trace");

  @Test
  void a_handshake_of_the_seeds_time_and_its_octets() throws IOException {
    List<Step> steps = lesson(rows(CAPTURES.resolve("tls/tls10-rsa-cbc.pcap")));
    assertThat(steps)
        .extracting(Step::title)
        .containsExactly(
            Stage.CONNECT.title(),
            Stage.CLIENT_HELLO.title(),
            Stage.SERVER_HELLO.title(),
            Stage.CERTIFICATE.title(),
            Stage.CHECK.title(),
            Stage.HELLO_DONE.title(),
            Stage.CLIENT_KEY.title(),
            Stage.CHANGE_CIPHER.title(),
            Stage.FINISHED.title());
    assertThat(steps.get(2).spans())
        .contains(new Span(2, "0035", "cipher_suite", "TLS_RSA_WITH_AES_256_CBC_SHA"));
    assertThat(steps.get(4).words())
        .contains("Name: for DNS:rsa.example.com, IP:127.0.0.1; the client went to 127.0.0.1.")
        .anyMatch(it -> it.startsWith("Time: valid from") && it.endsWith("and so it was then."));
  }

  @Test
  void a_registration_in_TLS_13_as_it_was_before_it_was_encrypted() throws IOException {
    List<Step> steps = lesson(rows(CAPTURES.resolve("decode/registration-tls13.pcap")));
    assertThat(steps)
        .extracting(Step::title)
        .containsSubsequence(
            Stage.CLIENT_HELLO.title(),
            Stage.SERVER_HELLO_13.title(),
            Stage.SERVER_EXTENSIONS.title(),
            Stage.CERTIFICATE.title(),
            Stage.CHECK.title(),
            Stage.PROOF.title(),
            Stage.FINISHED.title(),
            Stage.REGISTER.title(),
            Stage.CHALLENGE.title(),
            Stage.CREDENTIALS.title(),
            Stage.REGISTERED.title());
    var page = new StringBuilder();
    LessonPage.write(page, "registration", steps, new Showing.Plain());
    assertThat(page)
        .contains("REGISTER sip:127.97.41.11:5062 SIP/2.0", "id=\"glossary\"")
        .contains("Frame " + steps.getFirst().row().number() + ", ")
        .doesNotContain("no key log");
  }

  @Test
  void a_session_that_goes_on_has_no_certificate_to_check() throws IOException {
    List<Row> rows = rows(CAPTURES.resolve("tls/tls13-ticket.pcap"));
    int second = rows.getLast().tcpStream().orElseThrow();
    List<Step> steps =
        lesson(rows.stream().filter(it -> it.tcpStream().orElseThrow() == second).toList());
    assertThat(steps)
        .extracting(Step::title)
        .containsExactly(
            Stage.CONNECT.title(),
            Stage.CLIENT_HELLO.title(),
            Stage.SERVER_HELLO_13.title(),
            Stage.RESUMED.title(),
            Stage.CHANGE_CIPHER.title(),
            Stage.SERVER_EXTENSIONS.title(),
            Stage.FINISHED.title());
  }

  @ParameterizedTest
  @MethodSource("captures")
  void the_spans_cover_each_handshake_message_without_a_gap(Path capture) throws IOException {
    List<TlsEvent.Handshake> handshakes = handshakes(rows(capture));
    assertThat(handshakes).isNotEmpty();
    for (TlsEvent.Handshake handshake : handshakes) {
      List<Span> spans = HandshakeLayout.of(handshake);
      String octets = String.join("", spans.stream().map(Span::hex).toList());
      assertThat(octets).isEqualTo(handshake.octets().hex());
      assertThat(spans).extracting(Span::name).doesNotContain("not read");
    }
  }

  @Test
  void a_client_offers_lists_where_a_server_chooses() throws IOException {
    List<TlsEvent.Handshake> hellos =
        handshakes(rows(CAPTURES.resolve("tls/tls13-aes128.pcap"))).stream().limit(2).toList();
    assertThat(value(hellos.getFirst(), "supported_versions")).startsWith("TLS 1.3");
    assertThat(value(hellos.getLast(), "supported_versions")).isEqualTo("TLS 1.3");
    String chosen = value(hellos.getLast(), "key_share");
    assertThat(chosen).isNotEmpty().doesNotContain("0x");
    assertThat(value(hellos.getFirst(), "key_share")).contains(chosen);
  }

  private static String value(TlsEvent.Handshake hello, String extension) {
    return HandshakeLayout.of(hello).stream()
        .filter(it -> it.name().equals("extension " + extension))
        .map(Span::value)
        .findFirst()
        .orElseThrow();
  }

  static Stream<Path> captures() throws IOException {
    return Files.list(CAPTURES.resolve("tls")).filter(it -> it.toString().endsWith(".pcap"));
  }

  private static List<TlsEvent.Handshake> handshakes(List<Row> rows) {
    return rows.stream()
        .flatMap(
            row -> row.content() instanceof Content.Tls tls ? tls.events().stream() : Stream.of())
        .filter(TlsEvent.Handshake.class::isInstance)
        .map(TlsEvent.Handshake.class::cast)
        .toList();
  }

  private static List<Step> lesson(List<Row> rows) {
    var lesson = new Lesson();
    rows.forEach(lesson::add);
    return lesson.steps();
  }

  private static List<Row> rows(Path capture) throws IOException {
    var known = Knowledge.none();
    Path keys = Path.of(capture.toString().replace(".pcap", ".keys"));
    if (Files.exists(keys)) known.tls().addKeyLog(Files.readString(keys));
    var decoder = new Decoder(known);
    List<Row> rows = new ArrayList<>();
    try (Captures captures = Captures.open(List.of(capture))) {
      for (var item = captures.next(); item.isPresent(); item = captures.next()) {
        rows.addAll(decoder.read(item.get()));
      }
    }
    rows.addAll(decoder.end());
    return rows;
  }
}
