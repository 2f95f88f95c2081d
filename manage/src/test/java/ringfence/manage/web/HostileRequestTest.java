package ringfence.manage.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
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

  /// What comes back until the server closes or has sent a whole answer.
  private String answer(String request) throws IOException {
    try (var socket = connect()) {
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
