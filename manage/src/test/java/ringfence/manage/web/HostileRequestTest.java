package ringfence.manage.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HostileRequestTest {
  private WebServer web;

  @BeforeEach
  void start() throws IOException {
    var routes =
        new Routes().get("/", _ -> Reply.text(200, "home")).post("/", _ -> Reply.text(200, "done"));
    web = WebServer.start(new InetSocketAddress("127.0.0.1", 0), routes);
  }

  @AfterEach
  void stop() {
    web.close();
  }

  @Test
  void only_our_own_names_are_hosts() throws IOException {
    int port = web.address().getPort();
    for (String host :
        List.of("127.0.0.1:" + port, "localhost", "LOCALHOST:1", "[::1]:8080", "10.0.0.7")) {
      assertThat(answer("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n"))
          .as(host)
          .startsWith("HTTP/1.1 200");
    }
    for (String host : List.of("evil.test", "127.0.0.1.evil.test", "localhost.evil.test:80")) {
      assertThat(answer("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n"))
          .as(host)
          .startsWith("HTTP/1.1 421");
    }
  }

  @Test
  void an_absolute_target_does_not_get_round_the_host() throws IOException {
    assertThat(answer("GET http://evil.test/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"))
        .doesNotStartWith("HTTP/1.1 200");
    assertThat(answer("GET http://127.0.0.1/ HTTP/1.1\r\nHost: evil.test\r\n\r\n"))
        .doesNotStartWith("HTTP/1.1 200");
  }

  @Test
  void oversized_and_broken_requests_are_refused_with_our_headers() throws IOException {
    String large = "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(40_000) + "\r\n\r\n";
    assertThat(answer(large)).startsWith("HTTP/1.1 431").contains("Content-Security-Policy");
    String many = "GET / HTTP/1.1\r\nHost: localhost\r\n" + "X: y\r\n".repeat(20_000) + "\r\n";
    assertThat(answer(many)).startsWith("HTTP/1.1 431");
    assertThat(answer("GET /" + "a".repeat(40_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .startsWith("HTTP/1.1 4");
    for (String wrong :
        List.of(
            "GET / HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            "GET /../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET /%2e%2e/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET /%00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\nx",
            "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
            "nonsense\r\n\r\n")) {
      assertThat(answer(wrong)).as(wrong).startsWith("HTTP/1.1 4");
    }
  }

  @Test
  void a_body_that_claims_to_be_endless_is_cut() throws IOException {
    String head = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999999\r\n\r\n";
    assertThat(answer(head + "x".repeat(RequestHandler.MOST_BODY_BYTES + 10_000)))
        .startsWith("HTTP/1.1 413");
  }

  @Test
  void noise_does_not_stop_the_server() throws IOException {
    var chance = new Random(3);
    byte[] good =
        "POST /?a=b HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\na=b"
            .getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < 300; i++) {
      byte[] noise = good.clone();
      for (int k = chance.nextInt(4); k >= 0; k--)
        noise[chance.nextInt(noise.length)] = (byte) chance.nextInt();
      try (var socket = connect()) {
        socket.getOutputStream().write(noise);
      }
    }
    assertThat(answer("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")).startsWith("HTTP/1.1 200");
  }

  @Test
  void a_torn_or_endless_multipart_is_refused_and_never_fails() throws IOException {
    String head = "--e\r\nContent-Disposition: form-data; name=\"a\"";
    for (String body :
        List.of(
            "",
            "--e",
            head,
            head + "\r\n\r\nx",
            head + "\r\n\r\nx\r\n--e",
            head + "; filename=\"" + "x".repeat(20_000) + "\"\r\n\r\nx\r\n--e--\r\n",
            (head + "\r\n\r\nx\r\n").repeat(501) + "--e--\r\n",
            head + "\r\nX: " + "y".repeat(20_000) + "\r\n\r\nx\r\n--e--\r\n")) {
      assertThat(answer(multipart("boundary=e", body)))
          .as(body.substring(0, Math.min(80, body.length())))
          .startsWith("HTTP/1.1 400");
    }
    assertThat(answer(multipart("", head + "\r\n\r\nx\r\n--e--\r\n"))).startsWith("HTTP/1.1 400");
    assertThat(answer(multipart("boundary=e", head + "\r\n\r\nx\r\n--e--\r\n")))
        .startsWith("HTTP/1.1 200");
  }

  @Test
  void noise_in_a_multipart_does_not_stop_the_server() throws IOException {
    var chance = new Random(7578);
    String good =
        "--e\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.crt\"\r\n"
            + "Content-Type: text/plain\r\n\r\nabc\r\n--e--\r\n";
    for (int i = 0; i < 300; i++) {
      var noise = new StringBuilder(good);
      for (int k = chance.nextInt(4); k >= 0; k--) {
        noise.setCharAt(chance.nextInt(noise.length()), (char) chance.nextInt(256));
      }
      assertThat(answer(multipart("boundary=e", noise.toString())))
          .matches(text -> text.startsWith("HTTP/1.1 200") || text.startsWith("HTTP/1.1 400"));
    }
  }

  private static String multipart(String boundary, String body) {
    return "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; "
        + boundary
        + "\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  @Test
  void cookies_and_credentials_of_any_form_are_only_wrong() throws IOException {
    var clock = InstantSource.system();
    try (var site = SampleSite.everywhere(clock)) {
      for (String header :
          List.of(
              "Cookie: ringfence-session=",
              "Cookie: ringfence-session=" + "x".repeat(8000),
              "Cookie: =;;=;ringfence-session",
              "Cookie: ringfence-session=a; ringfence-session=b",
              "Authorization: Basic",
              "Authorization: Basic ====",
              "Authorization: Basic " + "QQ".repeat(4000),
              "Authorization: Basic Og==",
              "Authorization: Bearer x")) {
        String request = "GET /sip/transport HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n\r\n";
        assertThat(answer(site.web, request)).as(header).startsWith("HTTP/1.1 401");
      }
    }
  }

  @Test
  void a_path_with_a_row_of_any_form_finds_nothing() throws IOException {
    try (var site = SampleSite.here(InstantSource.system())) {
      for (String row : List.of("%5D", "a%22b", "%0A", "..", "%2e%2e", "a%2Fb", "%FF", ";x", "%")) {
        String path = "/api/settings/SipEp.Gateway/" + row;
        for (String method : List.of("GET", "DELETE", "PATCH")) {
          String request =
              method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n";
          assertThat(answer(site.web, request)).as(method + row).startsWith("HTTP/1.1 4");
        }
      }
      assertThat(site.configuration.stored().rows(SampleSite.GATEWAY))
          .containsExactly("default", "OpenSIPS");
    }
  }

  /// What comes back until the server closes or has sent a whole answer.
  private String answer(String request) throws IOException {
    return answer(web, request);
  }

  private static String answer(WebServer server, String request) throws IOException {
    try (var socket = new Socket("127.0.0.1", server.address().getPort())) {
      socket.setSoTimeout(60_000);
      try {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      } catch (SocketException _) {
        // refused before it was all sent
      }
      byte[] bytes = new byte[8192];
      int length = Math.max(0, socket.getInputStream().read(bytes));
      return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }
  }

  private Socket connect() throws IOException {
    return new Socket(web.address().getAddress(), web.address().getPort());
  }
}
