package ringfence.app.product;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import ringfence.app.certificate.CertificateFiles;
import ringfence.app.option.PasswordInput;
import ringfence.app.option.Unusable;
import ringfence.manage.certificate.TrustContext;
import ringfence.manage.json.Json;
import ringfence.manage.json.Json.JsonObject;
import ringfence.manage.json.Json.JsonText;
import ringfence.manage.json.JsonParser;

/// The pages of an adapter or proxy that runs, as a program asks them: by REST, see `docs/rest.md`.
final class ProductPages {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Parameters(
      index = "0",
      paramLabel = "URL",
      description = "where the pages of the adapter or proxy are")
  private URI url;

  @Option(
      names = "--user",
      description = "an Admin of it; on its own host, before there is one, none")
  private Optional<String> user;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "the password is its first line; otherwise it is asked for")
  private Optional<Path> passwordFile;

  @Option(names = "--ca", description = "a file of authorities to trust; may be repeated")
  private List<Path> ca = new ArrayList<>();

  JsonObject get(String path) throws IOException, InterruptedException, Unusable {
    return send(request(path).GET());
  }

  JsonObject post(String path, Json body) throws IOException, InterruptedException, Unusable {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString())));
  }

  private HttpRequest.Builder request(String path) throws IOException, Unusable {
    HttpRequest.Builder request;
    try {
      request = HttpRequest.newBuilder(url.resolve(path)).timeout(PATIENCE);
    } catch (IllegalArgumentException _) {
      throw new Unusable(url + " is not http://HOST:PORT or https://HOST:PORT");
    }
    return user.isPresent() ? request.header("Authorization", basic(user.get())) : request;
  }

  /// A name and a password, RFC 7617 section 2.
  private String basic(String name) throws IOException, Unusable {
    if (url.getScheme().equals("http")
        && !InetAddress.getByName(url.getHost()).isLoopbackAddress()) {
      throw new Unusable("a password goes to another host by https only");
    }
    byte[] password = PasswordInput.read(passwordFile);
    byte[] before = (name + ":").getBytes(StandardCharsets.UTF_8);
    byte[] pair =
        ByteBuffer.allocate(before.length + password.length).put(before).put(password).array();
    try {
      return "Basic " + Base64.getEncoder().encodeToString(pair);
    } finally {
      Arrays.fill(password, (byte) 0);
      Arrays.fill(pair, (byte) 0);
    }
  }

  private JsonObject send(HttpRequest.Builder request)
      throws IOException, InterruptedException, Unusable {
    var builder = HttpClient.newBuilder().connectTimeout(PATIENCE);
    if (!ca.isEmpty()) builder.sslContext(TrustContext.of(CertificateFiles.readAll(ca)));
    try (var client = builder.build()) {
      return answer(client.send(request.build(), BodyHandlers.ofString()));
    }
  }

  private static JsonObject answer(HttpResponse<String> response) throws IOException {
    if (response.statusCode() == 401) {
      throw new IOException("it asks who you are, or takes that password for none of its users");
    }
    if (!(JsonParser.parse(response.body())
        instanceof JsonParser.Outcome.Value(JsonObject answer))) {
      throw new IOException(
          "what answers there with " + response.statusCode() + " is none of ours");
    }
    if (response.statusCode() == 200) return answer;
    // RFC 9457 3.1.4: "a human-readable explanation specific to this occurrence of the problem"
    throw new IOException(
        answer.members().get("detail") instanceof JsonText(String detail)
            ? detail
            : "it answers " + response.statusCode());
  }
}
