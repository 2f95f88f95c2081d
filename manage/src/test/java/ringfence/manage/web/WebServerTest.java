package ringfence.manage.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import ringfence.manage.access.Aaa;
import ringfence.manage.access.Access;
import ringfence.manage.event.EventLog;
import ringfence.manage.json.Json;
import ringfence.manage.setting.Settings;
import ringfence.testkit.Clause;

class WebServerTest {
  private static final InetSocketAddress ANYWHERE = new InetSocketAddress("127.0.0.1", 0);

  private final HttpClient client = HttpClient.newHttpClient();
  private final Page status =
      Page.of("System", "Status", () -> List.of(Part.Facts.of("Unit").fact("State", "Ready")));
  private final Page links = Page.of("SIP", "Servers", List::of);
  private final Site site = Site.of("Test unit", status, links);
  private final Routes routes =
      new Routes()
          .site(site)
          .get("/calls/{id}/ladder", request -> Reply.text(200, "ladder of " + request.part("id")))
          .get("/search", request -> Reply.text(200, request.field("q").orElse("nothing")))
          .get("/status.json", _ -> Reply.json(Json.object().put("ok", true)))
          .get("/file", _ -> Reply.download("text/plain", new byte[] {'x'}, "a\"b/../c.txt"))
          .get(
              "/broken",
              _ -> {
                throw new IllegalStateException("a secret detail");
              })
          .post(
              "/call",
              request -> Reply.see("/calls/" + request.field("to").orElse("?") + "/ladder"))
          .post("/echo", request -> Reply.text(200, request.bodyText()));
  private WebServer web;

  @BeforeEach
  void start() throws IOException {
    web = WebServer.start(ANYWHERE, routes);
  }

  @AfterEach
  void stop() {
    web.close();
    client.close();
  }

  @Test
  void pages_stand_at_their_paths_and_the_first_in_front() throws Exception {
    var front = get("");
    assertThat(front.statusCode()).isEqualTo(200);
    assertThat(front.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(front.body()).contains("<h1>Status</h1>", "Ready", "Test unit");
    assertThat(get("system/status").body()).isEqualTo(front.body());
    assertThat(get("sip/servers").body()).contains("<h1>Servers</h1>");
    assertThat(get("style/style.css").body()).contains("prefers-color-scheme: dark");
    assertThat(get("style/live.js").headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/javascript");
  }

  @Test
  void every_answer_forbids_script_in_the_page_and_frames_around_it() throws Exception {
    for (String path : List.of("", "nowhere", "broken", "status.json", "%zz", "style/style.css")) {
      var headers =
          request(builder("").uri(URI.create(web.uri() + path.replace("%zz", "a%2Fb")))).headers();
      assertThat(headers.firstValue("Content-Security-Policy").orElse(path))
          .startsWith("default-src 'none'; style-src 'self'; script-src 'self'")
          .contains("frame-ancestors 'none'");
      assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(headers.firstValue("Cache-Control")).contains("no-store");
      assertThat(headers.firstValue("Server")).isEmpty();
    }
  }

  @Test
  @Clause("RFC 9110 15")
  void a_route_answers_for_its_method_and_pattern_only() throws Exception {
    assertThat(get("calls/7f/ladder").body()).isEqualTo("ladder of 7f\n");
    assertThat(get("calls//ladder").statusCode()).isIn(400, 404);
    assertThat(get("calls/7f").statusCode()).isEqualTo(404);
    assertThat(get("search?q=a+b%26c&q=d").body()).isEqualTo("a b&c\n");
    assertThat(get("status.json").body()).isEqualTo("{\"ok\":true}\n");
    var wrong = request(builder("status.json").POST(BodyPublishers.ofString("")));
    assertThat(wrong.statusCode()).isEqualTo(405);
    assertThat(wrong.headers().firstValue("Allow")).contains("GET");
    var head = request(builder("status.json").method("HEAD", BodyPublishers.noBody()));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(get("file").headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"a_b_.._c.txt\"");
  }

  @Test
  void a_form_is_read_and_answered_with_see_other() throws Exception {
    var answer =
        request(
            builder("call")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("to=101&x=%C3%A4")));
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location")).contains("/calls/101/ladder");
  }

  @Test
  void a_page_that_fails_says_so_without_its_inside() throws Exception {
    var answer = get("broken");
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).doesNotContain("secret").doesNotContain("Exception");
  }

  @Test
  void a_page_of_another_site_cannot_change_anything() throws Exception {
    String own = "http://127.0.0.1:" + web.address().getPort();
    assertThat(post("Origin", "http://evil.test").statusCode()).isEqualTo(403);
    assertThat(post("Origin", "null").statusCode()).isEqualTo(403);
    assertThat(post("Origin", own + "0").statusCode()).isEqualTo(403);
    assertThat(post("Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);
    assertThat(post("Sec-Fetch-Site", "same-site").statusCode()).isEqualTo(403);
    // of this site, and still without the token of a form
    assertThat(post("Origin", own).statusCode()).isEqualTo(403);
    assertThat(post("Sec-Fetch-Site", "same-origin").statusCode()).isEqualTo(403);
    assertThat(post("X-Client", "curl").statusCode()).isEqualTo(200);
  }

  @Test
  void a_page_of_this_site_shows_the_token_of_its_form() throws Exception {
    var token =
        Pattern.compile("<meta name=\"csrf\" content=\"([\\w-]{43})\">").matcher(get("").body());
    assertThat(token.find()).isTrue();
    var echo =
        builder("echo")
            .header("Sec-Fetch-Site", "same-origin")
            .header("X-CSRF-Token", token.group(1))
            .POST(BodyPublishers.ofString("x"));
    assertThat(request(echo).statusCode()).isEqualTo(200);
    var field =
        builder("echo")
            .header("Sec-Fetch-Site", "same-origin")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("a=b&csrf=" + token.group(1)));
    assertThat(request(field).statusCode()).isEqualTo(200);
  }

  @Test
  void a_body_over_a_mebibyte_is_refused() throws Exception {
    byte[] most = new byte[RequestHandler.MOST_BODY_BYTES];
    assertThat(request(builder("echo").POST(BodyPublishers.ofByteArray(most))).statusCode())
        .isEqualTo(200);
    byte[] more = new byte[RequestHandler.MOST_BODY_BYTES + 1];
    assertThat(request(builder("echo").POST(BodyPublishers.ofByteArray(more))).statusCode())
        .isEqualTo(413);
  }

  @Test
  void a_change_reaches_everyone_who_listens() throws Exception {
    try (var first = listen();
        var second = listen()) {
      site.changed();
      site.changes().publish("note", "one\ntwo");
      for (var stream : List.of(first, second)) {
        assertThat(frame(stream)).isEqualTo("event: changed\ndata:\n");
        assertThat(frame(stream)).isEqualTo("event: note\ndata: one\ndata: two\n");
      }
    }
  }

  @Test
  void closing_the_server_ends_its_streams_at_once() throws Exception {
    try (var stream = listen()) {
      long start = System.nanoTime();
      web.close();
      assertThatThrownBy(
              () -> {
                while (stream.readLine() != null) assertThat(stream.ready()).isNotNull();
                throw new IOException("the end");
              })
          .isInstanceOf(IOException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }
    assertThat(site.changes().listeners()).isZero();
  }

  @Test
  void an_address_that_others_reach_needs_an_account() throws Exception {
    var everywhere = new InetSocketAddress("0.0.0.0", 0);
    assertThatThrownBy(() -> WebServer.start(everywhere, routes))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "0.0.0.0:0 can be reached from other hosts: set a password for the web pages first");

    var settings = Settings.of(Aaa.DECLARATIONS);
    var clock = InstantSource.system();
    var access = new Access(() -> settings, clock, new SecureRandom(), new EventLog(10, clock));
    try (var guarded = WebServer.start(everywhere, routes, access, Set.of("unit.lan"))) {
      var uri = URI.create("http://127.0.0.1:" + guarded.address().getPort() + "/status.json");
      var refused = request(HttpRequest.newBuilder(uri));
      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(refused.headers().firstValue("WWW-Authenticate"))
          .contains("Basic realm=\"Ringfence\", charset=\"UTF-8\"");
    }
  }

  @Test
  void a_taken_port_is_told_in_one_sentence() {
    assertThatThrownBy(() -> WebServer.start(web.address(), routes))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "cannot serve on 127.0.0.1:" + web.address().getPort() + ": Address already in use");
  }

  private BufferedReader listen() throws Exception {
    var answer = client.send(builder("events").build(), BodyHandlers.ofInputStream());
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
    var reader = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    assertThat(frame(reader)).isEqualTo(": listening\n");
    return reader;
  }

  /// The lines up to an empty one.
  private static String frame(BufferedReader stream) throws IOException {
    var frame = new StringBuilder();
    for (String line = stream.readLine(); !line.isEmpty(); line = stream.readLine()) {
      frame.append(line).append('\n');
    }
    return frame.toString();
  }

  private HttpResponse<String> post(String header, String value) throws Exception {
    return request(builder("echo").header(header, value).POST(BodyPublishers.ofString("x")));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return request(builder(path));
  }

  private HttpRequest.Builder builder(String path) {
    return HttpRequest.newBuilder(URI.create(web.uri() + path)).timeout(Duration.ofSeconds(60));
  }

  private HttpResponse<String> request(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
