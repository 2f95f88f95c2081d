package ringfence.proxy.opensips;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ringfence.proxy.opensips.OpenSipsFile.Assignment;
import ringfence.proxy.opensips.OpenSipsFile.Reading;

class OpenSipsFileTest {
  private static OpenSipsFile read(String text) {
    return switch (OpenSipsFile.read("opensips.cfg", text)) {
      case Reading.Read(var file) -> file;
      case Reading.Refused refused -> throw new AssertionError(refused);
    };
  }

  private static Reading.Refused refused(String text) {
    return (Reading.Refused) OpenSipsFile.read("opensips.cfg", text);
  }

  @Test
  void the_annex_of_the_note_is_read_as_it_stands() throws IOException {
    String text;
    try (var in = getClass().getResourceAsStream("/opensips/mitel-ta7100-annex.cfg")) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    OpenSipsFile file = read(text);
    assertThat(file.settings())
        .extracting(Assignment::name, Assignment::value)
        .containsExactly(
            tuple("listen", "tls:192.168.120.11:5062"),
            tuple("verify_client", "no"),
            tuple("require_client_certificate", "no"),
            tuple("tls_min", "TLSv1"),
            tuple("certificate", "/home/user/opensips/etc/opensips/cert.pem"),
            tuple("private_key", "/home/user/opensips/etc/opensips/privkey.pem"));
    assertThat(file.settings().getFirst().line()).isEqualTo(6);
  }

  @Test
  void the_two_constants_of_the_note_have_their_run_time_names() {
    OpenSipsFile file = read("tcp_connection_lifetime=12000\ntcp_child_timeout = 0\n");
    assertThat(file.last("tcp_connection_lifetime")).contains("12000");
    assertThat(file.warnings()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "listen=tls:10.0.0.1:5062|tls:10.0.0.1:5062",
        "listen = tls : 10.0.0.1 : 5062|tls:10.0.0.1:5062",
        "listen=TLS:10.0.0.1|tls:10.0.0.1:5061",
        "listen=10.0.0.1|udp:10.0.0.1:5060",
        "listen=10.0.0.1:5080|udp:10.0.0.1:5080",
        "listen=tcp:sip.example.com:5080|tcp:sip.example.com:5080",
        "listen=udp:*:5060|udp:0.0.0.0:5060",
        "listen=tls:[2001:db8::1]:5061|tls:[2001:db8::1]:5061",
      })
  void a_listener_may_be_written_in_many_ways(String line, String listen) {
    assertThat(read(line).all("listen")).containsExactly(listen);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tls_certificate=\"/a b/c.pem\"|/a b/c.pem",
        "tls_certificate = “/a/c.pem”|/a/c.pem",
        "tls_certificate=\"/a/c.pem\"; # said twice|/a/c.pem",
        "tls_certificate=/a/c.pem // old|/a/c.pem",
        "tls_certificate=\"/a/#1.pem\"|/a/#1.pem",
        "/* here */ tls_certificate=/a/c.pem|/a/c.pem",
      })
  void quotes_and_comments_are_read_as_they_are_meant(String line, String value) {
    assertThat(read(line).last("certificate")).contains(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TLSv1|TLSv1",
        "tlsv1|TLSv1",
        "TLSv1_1|TLSv1.1",
        "TLSv1_2|TLSv1.2",
        "TLSv1_2-TLSv1_3|TLSv1.2",
        "SSLv23|TLSv1.2",
        "TLSany|TLSv1.2",
      })
  void a_method_becomes_the_lowest_version(String method, String least) {
    assertThat(read("tls_method=" + method).last("tls_min")).contains(least);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "listen =ws:192.168.120.11:5062|1|tls:",
        "listen=tls:10.0.0.1:99999|1|65535",
        "tls_method=SSLv3|1|TLSv1_2",
        "tls_verify_client=perhaps|1|yes, no",
        "tcp_connection_lifetime=two minutes|1|seconds",
        "tls_certifcate=\"/a\"|1|tls_certificate",
        "tls_certificate=|1|name = value",
        "loadmodule \"sl.so\"|1|routing script",
        "route {|1|routing script",
      })
  void a_wrong_line_is_refused_with_its_number_and_what_is_allowed(
      String text, int line, String allowed) {
    Reading.Refused refused = refused("\n\n" + text + "\n");
    assertThat(refused.line()).isEqualTo(line + 2);
    assertThat(refused.allowed()).contains(allowed);
    assertThat(refused)
        .hasToString(
            "opensips.cfg:3: " + refused.given() + " (allowed: " + refused.allowed() + ")");
  }

  @Test
  void the_misread_letters_of_the_scanned_note_are_taken_for_tls_with_a_warning() {
    OpenSipsFile file = read("listen =1s:192.168.120.11:5062");
    assertThat(file.all("listen")).containsExactly("tls:192.168.120.11:5062");
    assertThat(file.warnings())
        .singleElement()
        .hasToString("Warning[line=1, text=1s: is read as tls:]");
  }

  @Test
  void a_tls_listener_beside_disabled_TLS_is_refused() {
    Reading.Refused refused = refused("disable_tls=1\nlisten=udp:10.0.0.1\nlisten=tls:10.0.0.1\n");
    assertThat(refused.line()).isEqualTo(3);
  }

  @Test
  void a_block_comment_keeps_the_numbers_of_the_lines_below() {
    assertThat(refused("/* one\ntwo\nthree */\nnonsense = 1\n").line()).isEqualTo(4);
  }

  @Test
  void known_parameters_without_counterpart_are_warned_about() {
    assertThat(read("children=4\nfork=yes\ndebug=3\n").warnings())
        .extracting(OpenSipsFile.Warning::line)
        .containsExactly(1, 2, 3);
  }
}
