package ringfence.manage.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a browser sends: cookies, its fetch headers, forms with the token of their page.
final class Browser implements AutoCloseable {
  private static final Pattern TOKEN =
      Pattern.compile("<meta name=\"csrf\" content=\"([\\w-]*)\">");

  private final String uri;
  private final HttpClient client;
  private String token = "";

  Browser(int port) {
    this("http://127.0.0.1:" + port + "/", HttpClient.newBuilder());
  }

  Browser(String uri, HttpClient.Builder client) {
    this.uri = uri;
    this.client = client.cookieHandler(new CookieManager()).followRedirects(Redirect.NEVER).build();
  }

  /// Opens a page and remembers the token of its forms.
  HttpResponse<String> open(String path) throws Exception {
    var answer = send(request(path).header("Accept", "text/html").GET());
    Matcher found = TOKEN.matcher(answer.body());
    if (found.find()) token = found.group(1);
    return answer;
  }

  /// Submits fields, given by name and value in turn, with the token of the last page.
  HttpResponse<String> submit(String path, String... fields) throws Exception {
    return send(form(path, "csrf=" + token, fields));
  }

  HttpResponse<String> submitWithoutToken(String path, String... fields) throws Exception {
    return send(form(path, "x=y", fields));
  }

  /// Submits a form with a file named `ca.crt`.
  HttpResponse<String> upload(String path, String title, String type, String file)
      throws Exception {
    var body =
        part("csrf\"", token)
            + part("transfer\"", title)
            + part("type\"", type)
            + part("file\"; filename=\"C:\\certificates\\ca.crt\"", file)
            + "--edge--\r\n";
    return send(
        request(path)
            .header("Accept", "text/html")
            .header("Content-Type", "multipart/form-data; boundary=edge")
            .POST(BodyPublishers.ofString(body)));
  }

  private static String part(String name, String value) {
    return "--edge\r\nContent-Disposition: form-data; name=\"" + name + "\r\n\r\n" + value + "\r\n";
  }

  private HttpRequest.Builder form(String path, String first, String... fields) {
    var body = new StringBuilder(first);
    for (int i = 0; i < fields.length; i += 2) {
      body.append('&').append(encoded(fields[i])).append('=').append(encoded(fields[i + 1]));
    }
    return request(path)
        .header("Accept", "text/html")
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(body.toString()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /// A request of a script in a page.
  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(uri + path.replaceFirst("^/", "")))
        .header("Sec-Fetch-Site", "same-origin")
        .timeout(Duration.ofSeconds(60));
  }

  /// What a path streams, line by line.
  BufferedReader stream(String path) throws Exception {
    var answer = client.send(request(path).build(), BodyHandlers.ofInputStream());
    return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @Override
  public void close() {
    client.close();
  }
}
