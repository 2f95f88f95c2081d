package ringfence.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A PostgreSQL of its own with an empty database `ringfence`, where the user `ringfence` has the
/// password `secret`. The server refuses to run as root, so it runs as `postgres` where we do.
final class PostgreSql implements AutoCloseable {
  static final int PORT = 15_432;

  private final Path folder;
  private final String address;
  private Peer process;

  private PostgreSql(Path folder, String address) {
    this.folder = folder;
    this.address = address;
    this.process = launch();
  }

  static PostgreSql start(Ground ground, int host) {
    try {
      Path folder = Files.createTempDirectory("ringfence-postgresql");
      Path password = Files.writeString(folder.resolve("password"), "secret\n");
      Peer.run(folder, List.of("chmod", "a+rx", folder.toString()));
      Peer.run(folder, List.of("chmod", "a+r", password.toString()));
      Path data = folder.resolve("data");
      Files.createDirectory(data);
      if (isRoot()) Peer.run(folder, List.of("chown", "postgres", data.toString()));
      Peer.run(
          folder,
          asPostgres(
              "initdb",
              "--pgdata=" + data,
              "--username=ringfence",
              "--auth=scram-sha-256",
              "--pwfile=" + password));
      var server = new PostgreSql(folder, ground.address(host));
      server.ask("CREATE DATABASE ringfence", "postgres");
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Peer launch() {
    Peer server =
        Peer.start(
            "postgres",
            folder,
            asPostgres(
                "postgres",
                "-D",
                folder.resolve("data").toString(),
                "-h",
                address,
                "-p",
                Integer.toString(PORT),
                "-k",
                ""));
    return server.ready("database system is ready to accept connections");
  }

  private static List<String> asPostgres(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    }
    command.add(programs().resolve(program).toString());
    command.addAll(List.of(arguments));
    return command;
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  /// Where Debian keeps them, the newest first.
  private static Path programs() {
    try (var versions = Files.list(Path.of("/usr/lib/postgresql"))) {
      return versions.max(Comparator.naturalOrder()).orElseThrow().resolve("bin");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return "jdbc:postgresql://" + address + ":" + PORT + "/ringfence";
  }

  /// What `psql` answers to a statement, one line a row.
  String ask(String sql, String database) {
    String where =
        "host=%s port=%d user=ringfence password=secret dbname=%s"
            .formatted(address, PORT, database);
    return Peer.run(folder, List.of("psql", "-At", "-c", sql, where));
  }

  /// Ends it at once, as a crash does.
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
