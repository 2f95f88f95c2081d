package ringfence.adapter.pages;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;

/// What a browser does with one page: opens it, presses its buttons, follows where it is sent.
final class PageBrowser implements AutoCloseable {
  private static final Pattern TOKEN =
      Pattern.compile("<meta name=\"csrf\" content=\"([\\w-]*)\">");

  private final HttpClient client;
  private final URI page;
  private String token = "";

  PageBrowser(HttpClient client, String page) {
    this.client = client;
    this.page = URI.create(page);
  }

  String open() throws Exception {
    var answer = send(request(page).GET());
    var found = TOKEN.matcher(answer.body());
    if (found.find()) token = found.group(1);
    return answer.body();
  }

  /// Submits fields, given by name and value in turn; the result is the page that comes of it.
  String submit(String... fields) throws Exception {
    open();
    var body = new StringBuilder("csrf=" + token);
    for (int i = 0; i < fields.length; i += 2) {
      body.append('&').append(encoded(fields[i])).append('=').append(encoded(fields[i + 1]));
    }
    var type = "application/x-www-form-urlencoded";
    return follow(
        request(page).header("Content-Type", type).POST(BodyPublishers.ofString(body.toString())));
  }

  /// Uploads a file by the form of that title.
  String upload(String title, String type, String name, byte[] octets) throws Exception {
    open();
    String before =
        part("csrf\"", token)
            + part("transfer\"", title)
            + part("type\"", type)
            + "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
            + name
            + "\"\r\n\r\n";
    var body =
        BodyPublishers.concat(
            BodyPublishers.ofString(before),
            BodyPublishers.ofByteArray(octets),
            BodyPublishers.ofString("\r\n--edge--\r\n"));
    var form = "multipart/form-data; boundary=edge";
    return follow(request(page).header("Content-Type", form).POST(body));
  }

  private String follow(HttpRequest.Builder request) throws Exception {
    var answer = send(request);
    if (answer.statusCode() != 303) return answer.body();
    var next = page.resolve(answer.headers().firstValue("Location").orElseThrow());
    return send(request(next).GET()).body();
  }

  private static HttpRequest.Builder request(URI uri) {
    return HttpRequest.newBuilder(uri)
        .header("Sec-Fetch-Site", "same-origin")
        .header("Accept", "text/html")
        .timeout(Duration.ofSeconds(60));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static String part(String name, String value) {
    return "--edge\r\nContent-Disposition: form-data; name=\"" + name + "\r\n\r\n" + value + "\r\n";
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    client.close();
  }
}
