package ringfence.app.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ringfence.adapter.unit.Unit;
import ringfence.app.Office;
import ringfence.app.capture.LiveLadders;
import ringfence.manage.web.WebServer;
import ringfence.proxy.admin.ProxyAdmin;
import ringfence.proxy.pages.ProxyPages;
import ringfence.transport.Lookout;

/// The page Ladder of a proxy, as a browser and a program ask for it.
class LadderPageTest {
  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private Office office;
  private ProxyAdmin proxy;
  private WebServer web;

  @BeforeEach
  void begin() throws Exception {
    office = Office.in(folder);
    proxy = office.admin(office.proxySettings());
    var lookout = new Lookout();
    proxy.proxy().orElseThrow().show(lookout);
    var ladders = LiveLadders.onDemand(lookout, InstantSource.system());
    var routes = ProxyPages.routes(proxy, Optional.of(ladders));
    web = WebServer.start(new InetSocketAddress("127.0.0.1", 0), routes, proxy.access(), Set.of());
  }

  @AfterEach
  void end() {
    web.close();
    proxy.close();
    office.close();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    String basic =
        Base64.getEncoder().encodeToString("admin:administrator".getBytes(StandardCharsets.UTF_8));
    var request =
        HttpRequest.newBuilder(URI.create(web.uri()).resolve(path))
            .header("Authorization", "Basic " + basic)
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  @Test
  void a_ladder_grows_for_whoever_asks() throws Exception {
    assertThat(get("/status/ladder").body())
        .contains("User, Call-ID or address", "from the moment", "href=\"/ladder.css\"");
    assertThat(get("/status/ladder?of=100").body()).contains("Nothing yet.");
    assertThat(proxy.status()).as("its loop looks by now").isPresent();
    try (Unit unit = office.unit("100", 30, office.unitSettings())) {
      Office.await(unit, it -> it.lines().getFirst().registration().equals("Registered"));
    }
    assertThat(get("/status/ladder?of=100").body())
        .contains("Client Hello", "<pre>", "Authorization: Digest", "200 OK (1 binding)");
    assertThat(get("/api/ladder?of=100").body())
        .contains("\"of\":\"100\"", "\"ladder\":\"", "\"info\":\"Client Hello");
    assertThat(get("/ladder.css").body()).contains(".ladder .arrow");
  }

  @Test
  void a_program_is_told_what_to_ask_for() throws Exception {
    assertThat(get("/api/ladder").statusCode()).isEqualTo(400);
    assertThat(get("/api/openapi.json").body()).contains("\"/api/ladder\"", "\"in\":\"query\"");
  }
}
