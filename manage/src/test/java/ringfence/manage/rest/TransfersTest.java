package ringfence.manage.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import ringfence.manage.web.SampleSite;

class TransfersTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private SampleSite site;

  @BeforeEach
  void start() throws IOException {
    site = SampleSite.here(InstantSource.system());
  }

  @AfterEach
  void stop() {
    client.close();
    site.close();
  }

  @Test
  void F26_a_program_takes_the_risk_of_plain_HTTP_or_is_refused() throws Exception {
    var refused = send(field("type", "Other") + file("x"));
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body())
        .contains("Certificate transfer is disabled because of unsecure HTTP access.")
        .contains("unsecure=yes");
    assertThat(site.transferred).isEmpty();

    var taken = send(field("type", "Other") + field("unsecure", "yes") + file("x"));
    assertThat(taken.body()).isEqualTo("{\"said\":[\"Took ca.crt.\"]}\n");
    assertThat(site.transferred).containsExactly("Other ca.crt (1 octets)");
  }

  @Test
  void what_the_page_would_refuse_is_refused_by_the_same_words() throws Exception {
    String risk = field("unsecure", "yes");
    var neither = send(field("type", "Neither") + risk + file("x"));
    assertThat(neither.statusCode()).isEqualTo(422);
    assertThat(neither.body()).contains("Choose a type: Other, Host.");
    assertThat(send(field("type", "Host") + risk).body()).contains("Choose a file first.");
    assertThat(send(field("type", "Host") + risk + file("x".repeat(2000))).body())
        .contains("Too long.");
    assertThat(site.transferred).isEmpty();
  }

  private static String field(String name, String value) {
    return "--part\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
        .formatted(name, value);
  }

  private static String file(String content) {
    return "--part\r\nContent-Disposition: form-data; name=\"file\"; filename=\"ca.crt\"\r\n"
        + "Content-Type: application/octet-stream\r\n\r\n"
        + content
        + "\r\n";
  }

  private HttpResponse<String> send(String parts) throws Exception {
    var uri = URI.create(site.web.uri() + "api/transfers/certificate");
    var request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "multipart/form-data; boundary=part")
            .POST(BodyPublishers.ofString(parts + "--part--\r\n"));
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
