package ringfence.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A process that a test starts, reads line by line and ends by its id.
final class Peer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String name;
  private final Process process;
  private final BlockingQueue<Optional<String>> arriving = new LinkedBlockingQueue<>();
  private final List<String> lines = new ArrayList<>();
  private boolean ended;

  private Peer(String name, Process process) {
    this.name = name;
    this.process = process;
    Thread.ofVirtual().name(name).start(this::read);
  }

  /// Starts `command` in `folder`; a program that is not installed fails the test.
  static Peer start(String name, Path folder, List<String> command) {
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().put("RINGFENCE_HOME", folder.resolve("home").toString());
    try {
      return new Peer(name, builder.start());
    } catch (IOException e) {
      throw new AssertionError(command.getFirst() + " does not start: is it installed?", e);
    }
  }

  /// Runs a command to its end and gives what it wrote; its exit code must be 0.
  static String run(Path folder, List<String> command) {
    try (Peer peer = start(command.getFirst(), folder, command)) {
      int exit = peer.exit(PATIENCE);
      if (exit != 0) throw peer.failed("ended with " + exit);
      return peer.text();
    }
  }

  /// This process, once it has said by a line with `regex` that it is ready; one that does not say
  /// so is ended.
  Peer ready(String regex) {
    try {
      await(regex);
      return this;
    } catch (AssertionError e) {
      close();
      throw e;
    }
  }

  /// Waits until a line of the output, early or late, holds `regex`.
  Matcher await(String regex) {
    return await(regex, PATIENCE);
  }

  Matcher await(String regex, Duration patience) {
    Pattern wanted = Pattern.compile(regex);
    for (String line : lines) {
      Matcher found = wanted.matcher(line);
      if (found.find()) return found;
    }
    Instant until = Instant.now().plus(patience);
    while (!ended) {
      Optional<String> line = next(until);
      if (line.isEmpty()) throw failed((ended ? "ended" : "is silent") + " without " + regex);
      Matcher found = wanted.matcher(line.get());
      if (found.find()) return found;
    }
    throw failed("ended without " + regex);
  }

  /// Waits for a line that nobody has waited over yet.
  Matcher awaitNext(String regex, Duration patience) {
    Pattern wanted = Pattern.compile(regex);
    Instant until = Instant.now().plus(patience);
    while (true) {
      Optional<String> line = next(until);
      if (line.isEmpty()) throw failed((ended ? "ended" : "is silent") + " without new " + regex);
      Matcher found = wanted.matcher(line.get());
      if (found.find()) return found;
    }
  }

  /// Lets it work for a while; it must not end meanwhile.
  void goOn(Duration time) {
    try {
      if (process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) throw failed("has ended");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// Waits for the end of the process and gives its exit code.
  int exit(Duration patience) {
    Instant until = Instant.now().plus(patience);
    while (!ended) {
      if (next(until).isEmpty() && !ended) throw failed("does not end");
    }
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// Asks it to end.
  void terminate() {
    process.destroy();
  }

  /// Ends it without a warning, as `kill -9` does.
  void kill() {
    process.destroyForcibly();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) throw failed("does not end");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  boolean alive() {
    return process.isAlive();
  }

  /// All that the process wrote so far.
  String text() {
    return String.join("\n", lines);
  }

  AssertionError failed(String what) {
    int from = Math.max(0, lines.size() - 120);
    return new AssertionError(
        name + " " + what + "\n" + String.join("\n", lines.subList(from, lines.size())));
  }

  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
    }
    children.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
  }

  /// The next line; nothing when time is up or the output has ended.
  private Optional<String> next(Instant until) {
    try {
      long left = Duration.between(Instant.now(), until).toMillis();
      Optional<String> line = arriving.poll(Math.max(0, left), TimeUnit.MILLISECONDS);
      if (line == null) return Optional.empty();
      line.ifPresentOrElse(lines::add, () -> ended = true);
      return line;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void read() {
    try (BufferedReader reader = process.inputReader(StandardCharsets.ISO_8859_1)) {
      reader.lines().forEach(line -> arriving.add(Optional.of(line)));
    } catch (IOException | UncheckedIOException e) {
      arriving.add(Optional.of("(the output broke off: " + e.getMessage() + ")"));
    }
    arriving.add(Optional.empty());
  }
}
