package ringfence.proxy.opensips;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import ringfence.proxy.opensips.OpenSipsFile.Reading;

/// Whatever a file holds, reading it ends with a value.
class OpenSipsFileFuzzTest {
  private static final List<String> PIECES =
      List.of(
          "listen",
          "=",
          "tls:",
          "udp:",
          "10.0.0.1",
          ":5061",
          "\n",
          "\r\n",
          "\r",
          " ",
          "\t",
          "#",
          "//",
          "/*",
          "*/",
          "\"",
          "”",
          "tls_method",
          "TLSv1",
          "-",
          "_2",
          "tls_certificate",
          "0",
          "1",
          "yes",
          "disable_tls",
          "tcp_connection_lifetime",
          "999999999999",
          ";",
          "{",
          "}",
          "\\",
          "\u0000",
          "[::1]",
          "é",
          "\uD800",
          "alias",
          "tls_ca_list",
          "'",
          "socket=tls:10.0.0.1:5061 as 1.2.3.4:5061",
          " as ",
          "modparam(\"tls_mgm\",\"",
          "modparam(",
          ",",
          ")",
          "server_domain\",\"",
          "client_domain\",\"",
          "match_ip_address\",\"",
          "match_sip_domain\",\"",
          "certificate\",\"",
          "verify_cert\",\"",
          "[d]",
          "d:",
          "d=10.0.0.1:5061",
          "10.0.0.1:5061",
          "route",
          "failure_route[x]",
          "loadmodule \"x.so\"");

  @Test
  void pieces_in_any_order_are_read_or_refused_with_a_line_of_the_file() {
    var chance = new Random(11);
    for (int i = 0; i < 30_000; i++) {
      var text = new StringBuilder();
      int pieces = chance.nextInt(25);
      for (int j = 0; j < pieces; j++) text.append(PIECES.get(chance.nextInt(PIECES.size())));
      check(text.toString());
    }
  }

  @Test
  void noise_is_read_or_refused() {
    var chance = new Random(12);
    for (int i = 0; i < 10_000; i++) {
      var text = new StringBuilder();
      int length = chance.nextInt(80);
      for (int j = 0; j < length; j++) text.append((char) chance.nextInt(0x250));
      check(text.toString());
    }
  }

  @Test
  void a_long_line_takes_no_long_time() {
    long start = System.nanoTime();
    check("listen=" + "a.".repeat(200_000) + ":");
    check("/*" + "*".repeat(300_000));
    check("a=" + "\"".repeat(300_000));
    check("modparam(" + "(".repeat(300_000));
    check("route" + "[".repeat(300_000));
    check("route {\n" + "{}\n".repeat(100_000));
    assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
  }

  private static void check(String text) {
    switch (OpenSipsFile.read("f", text)) {
      case Reading.Read(var file) ->
          assertThat(file.settings()).allSatisfy(s -> assertThat(s.value()).isNotEmpty());
      case Reading.Refused refused ->
          assertThat(refused.line()).isBetween(1, (int) text.lines().count() + 1);
    }
  }
}
