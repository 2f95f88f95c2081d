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
    OpenSipsFile file = read(resource("mitel-ta7100-annex.cfg"));
    assertThat(file.settings())
        .extracting(Assignment::name, Assignment::value)
        .containsExactly(
            tuple("listen", "tls:192.168.120.11:5062"),
            tuple("verify_server", "no"),
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
        "listen =web:192.168.120.11:5062|1|tls:",
        "socket=tls:10.0.0.1:99999 as 1.2.3.4|1|65535",
        "modparam(\"tls_mgm\", \"tls_method\", \"[d]SSLv2\")|1|TLSv1_2",
        "modparam(\"tls_mgm\", \"verify_cert\", \"perhaps\")|1|yes, no",
        "modparam(\"registrar\", \"max_expires\", \"long\")|1|seconds",
        "listen=tls:10.0.0.1:99999|1|65535",
        "tls_method=SSLv3|1|TLSv1_2",
        "tls_verify_client=perhaps|1|yes, no",
        "tcp_connection_lifetime=two minutes|1|seconds",
        "tls_certificate=|1|name = value",
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
    assertThat(refused("/* one\ntwo\nthree */\nlisten = tls:\n").line()).isEqualTo(4);
  }

  @Test
  void known_parameters_without_counterpart_are_warned_about() {
    assertThat(read("children=4\nfork=yes\ndebug=3\n").warnings())
        .extracting(OpenSipsFile.Warning::line)
        .containsExactly(1, 2, 3);
  }

  @Test
  void every_line_that_is_not_taken_over_is_listed_with_its_number_and_why() throws IOException {
    OpenSipsFile file = read(resource("opensips-3.cfg"));
    assertThat(file.warnings())
        .extracting(warning -> warning.line() + ": " + warning.text())
        .containsExactlyElementsOf(resource("opensips-3.warnings").lines().toList());
    assertThat(file.settings())
        .extracting(it -> it.line() + ": " + it.name() + " = " + it.value())
        .containsExactlyInAnyOrderElementsOf(resource("opensips-3.settings").lines().toList());
  }

  @Test
  void the_TLS_domains_of_2_x_are_named_before_a_colon() {
    OpenSipsFile file =
        read(
            """
            listen=tls:10.0.0.1:5061
            listen=tls:10.0.0.1:5071
            modparam("tls_mgm", "tls_method", "TLSv1_2")
            modparam("tls_mgm", "server_domain", "sv=10.0.0.1:5071")
            modparam("tls_mgm", "certificate", "sv:/etc/sv.pem")
            modparam("tls_mgm", "private_key", "sv:/etc/sv.key")
            modparam("tls_mgm", "ca_list", "sv:/etc/ca.pem")
            modparam("tls_mgm", "client_domain", "cl=10.0.0.9:5061")
            modparam("tls_mgm", "certificate", "cl:/etc/cl.pem")
            modparam("tls_mgm", "certificate", "/etc/all.pem")
            """);
    assertThat(file.settings())
        .extracting(Assignment::name, Assignment::value)
        .containsExactlyInAnyOrder(
            tuple("listen", "tls:10.0.0.1:5061"),
            tuple("listener[name=sv].address", "tls:10.0.0.1:5071"),
            tuple("tls_min", "TLSv1.2"),
            tuple("listener[name=sv].certificate", "/etc/sv.pem"),
            tuple("listener[name=sv].private_key", "/etc/sv.key"),
            tuple("listener[name=sv].ca_list", "/etc/ca.pem"),
            tuple("client_certificate", "/etc/cl.pem"),
            tuple("certificate", "/etc/all.pem"));
    assertThat(file.warnings()).isEmpty();
  }

  @Test
  void a_slip_of_the_pen_is_asked_about() {
    assertThat(read("tls_certifcate=\"/a\"\n").warnings())
        .singleElement()
        .satisfies(it -> assertThat(it.text()).contains("is tls_certificate meant?"));
  }

  @Test
  void a_route_is_one_entry_with_its_lines_whatever_is_in_it() {
    OpenSipsFile file =
        read(
            """
            route{
              if (is_method("INVITE")) { xlog("a } in quotes\\n"); }
              listen=tls:10.0.0.1
            }
            failure_route[missed] {
            }
            tcp_connection_lifetime=7200
            route[never_closed]
            {
            """);
    assertThat(file.warnings()).extracting(OpenSipsFile.Warning::line).containsExactly(1, 5, 8);
    assertThat(file.warnings().getFirst().text()).startsWith("route (lines 1 to 4)");
    assertThat(file.settings())
        .extracting(Assignment::name)
        .containsExactly("tcp_connection_lifetime");
  }

  private String resource(String name) throws IOException {
    try (var in = getClass().getResourceAsStream("/opensips/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
