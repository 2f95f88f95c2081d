package ringfence.manage.backup;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import ringfence.manage.setting.Secret;

/// The HTTPS server that scripts come from.
///
/// @param host with its port, 0 for 443
/// @param user empty when the server asks for nobody
record ScriptSource(String host, String location, String user, Secret password, SSLContext tls) {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long MOST_OCTETS = 1 << 20;

  /// The lines of a script; an exception's message is a sentence without a full stop.
  List<String> fetch(String file) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(address(file)).timeout(PATIENCE).GET();
    if (!user.isEmpty()) request.header("Authorization", credentials());
    try (var client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            // a redirection could lead the password elsewhere
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(PATIENCE)
            .sslContext(tls)
            .build()) {
      var body = BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_OCTETS);
      var response = await(client.sendAsync(request.build(), body), client);
      if (response.statusCode() != 200) {
        throw new IOException("the server answered " + response.statusCode() + " for " + file);
      }
      return lines(response.body());
    }
  }

  /// The time of a request ends with its headers; this one with the whole body.
  private static HttpResponse<byte[]> await(
      CompletableFuture<HttpResponse<byte[]>> response, HttpClient client)
      throws IOException, InterruptedException {
    try {
      return response.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      throw new IOException("the server did not answer within " + PATIENCE.toSeconds() + " s");
    } catch (ExecutionException e) {
      throw new IOException("the script could not be fetched: " + reason(e), e);
    } finally {
      client.shutdownNow();
    }
  }

  private static String reason(ExecutionException e) {
    Throwable cause = e;
    for (Throwable next = e.getCause(); next != null; next = next.getCause()) cause = next;
    String message = cause.getMessage();
    return message == null ? cause.toString() : message;
  }

  private URI address(String file) throws IOException {
    String path = (location.isEmpty() ? "" : "/" + location) + "/" + file;
    String plainHost = host.replaceFirst(":0$", "");
    try {
      var named = new URI("https://" + plainHost);
      // this constructor quotes what a path may not hold
      return new URI(
          "https", null, named.getHost(), named.getPort(), path.replaceAll("/+", "/"), null, null);
    } catch (URISyntaxException e) {
      throw new IOException("this is no address: " + e.getMessage(), e);
    }
  }

  private String credentials() {
    return password.use(
        octets -> {
          byte[] name = (user + ":").getBytes(StandardCharsets.UTF_8);
          var both = ByteBuffer.allocate(name.length + octets.length).put(name).put(octets);
          return "Basic " + Base64.getEncoder().encodeToString(both.array());
        });
  }

  private static List<String> lines(byte[] body) throws IOException {
    try {
      var decoder = StandardCharsets.UTF_8.newDecoder();
      return decoder.decode(ByteBuffer.wrap(body)).toString().lines().toList();
    } catch (CharacterCodingException e) {
      throw new IOException("the script is not UTF-8 text", e);
    }
  }
}
