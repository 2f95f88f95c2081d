package ringfence.interop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// `ringfence adapter` with a telephone at its first line, driven over HTTP as its user would.
final class Adapter implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration BETWEEN = Duration.ofMillis(100);

  private final Peer process;
  private final URI pages;
  private final URI line;
  private final URI status;
  private final Path heard;
  private final HttpClient http = HttpClient.newHttpClient();

  private Adapter(Peer process, URI pages, Path heard) {
    this.process = process;
    this.pages = pages;
    this.line = pages.resolve("api/lines/1/");
    this.status = pages.resolve("api/status");
    this.heard = heard;
  }

  static Adapter start(Peer process, InetSocketAddress web, Path heard) {
    return new Adapter(
        process.ready("pages and phones at"),
        URI.create("http://" + Ringfence.text(web) + "/"),
        heard);
  }

  /// Where its pages are.
  String pages() {
    return pages.toString();
  }

  /// Waits until the unit has said something that `regex` finds.
  void says(String regex) {
    process.await(regex);
  }

  /// Waits until the Ready light is on, with which every line can be used.
  void isReady() {
    await("\"readyLed\":\\s*\"on\"", UnaryOperator.identity());
  }

  /// Waits until the line is registered and may be used.
  void registered() {
    await("\"registration\":\\s*\"Registered\"");
    await("\"usable\":\\s*true");
  }

  /// Waits until the line may not be used.
  void unusable() {
    await("\"usable\":\\s*false");
  }

  /// Takes the receiver off and dials.
  void dial(String number) {
    post("off-hook", BodyPublishers.noBody());
    press(number);
  }

  /// Dials while the receiver is off.
  void press(String number) {
    post("press?keys=" + number + "%23", BodyPublishers.noBody());
  }

  /// Waits until the phone is in that state.
  void is(String state) {
    await("\"state\":\\s*\"" + state + "\"");
  }

  /// Waits for the bell and takes the receiver off.
  void answer() {
    is("Ringing");
    post("off-hook", BodyPublishers.noBody());
  }

  /// Waits until the call is up and secured, then says `sound` and records the other side.
  void talk(Path sound, String suite) {
    is("Talking");
    await("\"media\":\\s*\"[^\"]*" + suite);
    post("record", BodyPublishers.noBody());
    try {
      post("say", BodyPublishers.ofByteArray(Files.readAllBytes(sound)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// Puts the other party on hold, or takes it back, and waits until that is so.
  void flash(String state) {
    post("flash", BodyPublishers.noBody());
    is(state);
  }

  Sound heard() {
    byte[] wav = ask(HttpRequest.newBuilder(line.resolve("heard.wav")).build());
    try {
      return Sound.read(Files.write(heard, wav));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// Waits until a tone of `hertz` was heard for so many seconds.
  void hears(double hertz, double seconds) {
    Instant until = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(until)) {
      if (heard().secondsOf(hertz) >= seconds) return;
      process.goOn(BETWEEN);
    }
    throw process.failed("did not hear " + hertz + " Hz for " + seconds + " s");
  }

  void hangUp() {
    putDown();
    idle();
  }

  void putDown() {
    post("on-hook", BodyPublishers.noBody());
  }

  /// Waits until the line has no call.
  void idle() {
    await("\"media\":\\s*\"\"");
  }

  @Override
  public void close() {
    process.close();
    http.close();
  }

  /// Asks until the first line's status holds `regex`: a telephone has no other way to tell.
  private void await(String regex) {
    await(regex, Adapter::firstLine);
  }

  private void await(String regex, UnaryOperator<String> part) {
    Pattern wanted = Pattern.compile(regex);
    Instant until = Instant.now().plus(PATIENCE);
    String now = "";
    while (Instant.now().isBefore(until)) {
      now = new String(ask(HttpRequest.newBuilder(status).build()), StandardCharsets.UTF_8);
      if (wanted.matcher(part.apply(now)).find()) return;
      process.goOn(BETWEEN);
    }
    throw process.failed("has no " + regex + " in its status " + now);
  }

  private static String firstLine(String status) {
    int first = status.indexOf("\"endpoint\"");
    int second = status.indexOf("\"endpoint\"", first + 1);
    return second < 0 ? status : status.substring(first, second);
  }

  private void post(String action, HttpRequest.BodyPublisher body) {
    ask(HttpRequest.newBuilder(line.resolve(action)).POST(body).build());
  }

  private byte[] ask(HttpRequest request) {
    try {
      HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
      if (answer.statusCode() == 200) return answer.body();
      String text = new String(answer.body(), StandardCharsets.UTF_8);
      throw process.failed(request.uri() + ": " + answer.statusCode() + " " + text);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(request.uri() + " is not answered", e);
    }
  }
}
