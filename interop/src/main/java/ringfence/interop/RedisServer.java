package ringfence.interop;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Redis, kept in memory alone or with every write on disk.
final class RedisServer implements AutoCloseable {
  static final int PORT = 16_379;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Ground ground;
  private final String address;
  private final boolean onDisk;
  private Peer process;

  private RedisServer(Ground ground, String address, boolean onDisk) {
    this.ground = ground;
    this.address = address;
    this.onDisk = onDisk;
    this.process = launch();
  }

  static RedisServer start(Ground ground, int host, boolean onDisk) {
    return new RedisServer(ground, ground.address(host), onDisk);
  }

  private Peer launch() {
    Path folder = ground.subfolder("redis");
    Peer redis =
        Peer.start(
            "redis-server",
            folder,
            List.of(
                "redis-server",
                "--bind",
                address,
                "--port",
                Integer.toString(PORT),
                "--save",
                "",
                "--appendonly",
                onDisk ? "yes" : "no",
                "--appendfsync",
                "always"));
    return redis.ready("Ready to accept connections");
  }

  String uri() {
    return "redis://" + address + ":" + PORT + "/0";
  }

  /// What `redis-cli` says to a command.
  String ask(String... command) {
    var all = new ArrayList<>(List.of("redis-cli", "-h", address, "-p"));
    all.add(Integer.toString(PORT));
    all.addAll(List.of(command));
    return Peer.run(ground.folder(), all);
  }

  /// Every write of the nodes since it was started.
  String changes() {
    return ask("--raw", "xrange", "ringfence:changes", "-", "+");
  }

  /// Waits until a node has written `text`.
  void awaitChange(String text) {
    Instant until = Instant.now().plus(PATIENCE);
    while (!changes().contains(text)) {
      if (Instant.now().isAfter(until)) throw new AssertionError("no " + text + " in " + changes());
    }
  }

  /// Lets every write wait.
  void stall() {
    ask("client", "pause", Long.toString(PATIENCE.toMillis()), "write");
  }

  void goOn() {
    ask("client", "unpause");
  }

  /// Ends it without a warning; what it had in memory is gone.
  void kill() {
    process.kill();
  }

  void startAgain() {
    process = launch();
  }

  @Override
  public void close() {
    process.close();
  }
}
