package ringfence.app.product;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import ringfence.app.option.ExitCode;

/// `ringfence health`: asks a running proxy how it is, for a container that has no shell and no
/// curl. The exit code is the answer.
@Command(
    name = "health",
    description = "Asks a running proxy whether it is well, or ready.",
    footer = {"", "Example: ringfence health http://127.0.0.1:8080/ready"})
public final class HealthCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  @Parameters(paramLabel = "URL", description = "of /health or /ready")
  private URI url;

  @Override
  public Integer call() throws InterruptedException {
    try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      var request = HttpRequest.newBuilder(url).timeout(PATIENCE).build();
      int status = client.send(request, BodyHandlers.discarding()).statusCode();
      return status == 200 ? ExitCode.DONE : ExitCode.FAILED;
    } catch (IOException _) {
      return ExitCode.FAILED;
    }
  }
}
