package ringfence.proxy.location;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import ringfence.manage.event.Report;
import ringfence.proxy.log.NodeEvents;
import ringfence.proxy.store.Database;
import ringfence.proxy.store.Migrations;

/// Bindings in one SQLite file. A thread of its own writes them: all that came while it waited for
/// the disk goes into one transaction, so that a thousand registrations a second cost no more waits
/// than the disk has time for. What it cannot write it keeps and tries again with the next.
public final class BindingFile implements BindingStore {
  private static final String KEEP =
      "INSERT INTO registration (aor, bindings) VALUES (?, ?)"
          + " ON CONFLICT (aor) DO UPDATE SET bindings = excluded.bindings";
  private static final String DROP = "DELETE FROM registration WHERE aor = ?";

  private sealed interface Step {
    /// @param bindings as text, empty where there are none any more
    record Keep(AddressOfRecord aor, String bindings) implements Step {}

    record Tell(CompletableFuture<Boolean> written) implements Step {}

    record Stop() implements Step {}
  }

  private final Connection connection;
  private final Consumer<Report> told;
  private final BlockingQueue<Step> steps = new LinkedBlockingQueue<>();
  private final Map<AddressOfRecord, String> unwritten = new LinkedHashMap<>();
  private final Thread writer;

  private BindingFile(Connection connection, Consumer<Report> told) {
    this.connection = connection;
    this.told = told;
    this.writer = Thread.ofPlatform().name("registrations").start(this::write);
  }

  /// Opens or makes the file. One that cannot be read is put aside as `NAME.broken`: users register
  /// again within the hour, a proxy that does not start helps nobody.
  ///
  /// @param told hears, on the writer's thread, when the disk fails
  public static BindingFile open(Path file, Consumer<Report> told) {
    try {
      return new BindingFile(start(file), told);
    } catch (SQLException e) {
      if (!isBroken(e)) throw new UncheckedIOException(new IOException(e.getMessage(), e));
      told.accept(
          NodeEvents.REGISTRATIONS_BROKEN
              .report()
              .about(file.toString())
              .with("cause", String.valueOf(e.getMessage())));
      return openAnew(file, told);
    }
  }

  private static BindingFile openAnew(Path file, Consumer<Report> told) {
    Path aside = file.resolveSibling(file.getFileName() + ".broken");
    try {
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
      for (String beside : List.of("-wal", "-shm")) {
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + beside));
      }
      return new BindingFile(start(file), told);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new UncheckedIOException(new IOException(e.getMessage(), e));
    }
  }

  private static Connection start(Path file) throws SQLException {
    var database = new Database.File(file);
    Connection connection = database.open();
    try {
      Migrations.REGISTRATIONS.apply(database, connection);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static boolean isBroken(SQLException e) {
    return e instanceof SQLiteException sqlite
        && (sqlite.getResultCode() == SQLiteErrorCode.SQLITE_NOTADB
            || sqlite.getResultCode() == SQLiteErrorCode.SQLITE_CORRUPT);
  }

  @Override
  public List<Binding> load() {
    List<Binding> kept = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT aor, bindings FROM registration")) {
      while (rows.next()) {
        kept.addAll(BindingText.read(AddressOfRecord.parse(rows.getString(1)), rows.getString(2)));
      }
      return kept;
    } catch (SQLException e) {
      throw new UncheckedIOException(new IOException(e.getMessage(), e));
    }
  }

  @Override
  public void keep(AddressOfRecord aor, List<Binding> current) {
    steps.add(new Step.Keep(aor, BindingText.write(current)));
  }

  @Override
  public CompletableFuture<Boolean> written() {
    var written = new CompletableFuture<Boolean>();
    steps.add(new Step.Tell(written));
    return written;
  }

  private void write() {
    boolean going = true;
    List<Step> batch = new ArrayList<>();
    while (going) {
      try {
        batch.add(steps.take());
      } catch (InterruptedException _) {
        return;
      }
      steps.drainTo(batch);
      going = batch.stream().noneMatch(Step.Stop.class::isInstance);
      perform(batch);
      batch.clear();
    }
  }

  private void perform(List<Step> batch) {
    List<CompletableFuture<Boolean>> waiting = new ArrayList<>();
    for (Step step : batch) {
      switch (step) {
        case Step.Keep(var aor, var bindings) -> unwritten.put(aor, bindings);
        case Step.Tell(var written) -> waiting.add(written);
        case Step.Stop _ -> {}
      }
    }
    boolean written = unwritten.isEmpty() || commit();
    waiting.forEach(each -> each.complete(written));
  }

  private boolean commit() {
    try {
      Database.transact(connection, this::change);
      unwritten.clear();
      return true;
    } catch (SQLException e) {
      told.accept(
          NodeEvents.REGISTRATIONS_UNWRITTEN
              .report()
              .with("waiting", Integer.toString(unwritten.size()))
              .with("cause", String.valueOf(e.getMessage())));
      return false;
    }
  }

  private int change(Connection changed) throws SQLException {
    try (PreparedStatement keep = changed.prepareStatement(KEEP);
        PreparedStatement drop = changed.prepareStatement(DROP)) {
      for (var each : unwritten.entrySet()) {
        boolean gone = each.getValue().isEmpty();
        PreparedStatement one = gone ? drop : keep;
        one.setString(1, each.getKey().toString());
        if (!gone) one.setString(2, each.getValue());
        one.addBatch();
      }
      drop.executeBatch();
      keep.executeBatch();
      return unwritten.size();
    }
  }

  /// Writes what is left, and closes the file.
  @Override
  public void close() {
    steps.add(new Step.Stop());
    try {
      writer.join();
      connection.close();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (SQLException e) {
      throw new UncheckedIOException(new IOException(e.getMessage(), e));
    }
  }
}
