package ringfence.proxy.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.sqlite.SQLiteConfig;
import ringfence.manage.setting.Secret;

/// Where tables are kept. What is committed to either kind is on the disk, as far as the disk tells
/// the truth.
public sealed interface Database {
  /// An SQLite file, made when it is not there. Several processes may use it at once.
  record File(Path path) implements Database {}

  /// A PostgreSQL database.
  ///
  /// @param url as in `jdbc:postgresql://db.example.com/ringfence`
  record Server(String url, String user, Secret password) implements Database {}

  /// Opens a connection, which belongs to one thread.
  default Connection open() throws SQLException {
    return switch (this) {
      case File(var path) -> open(path);
      case Server server -> open(server);
    };
  }

  private static Connection open(Path path) throws SQLException {
    try {
      Path folder = path.toAbsolutePath().getParent();
      if (folder != null) Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    makeForItsOwner(path);
    var config = new SQLiteConfig();
    // One writer and many readers at once, and each commit waits for the disk.
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setBusyTimeout(5000);
    return org.sqlite.JDBC.createConnection("jdbc:sqlite:" + path, config.toProperties());
  }

  /// The hashes in it are as good as the passwords. SQLite gives its other files the same rights.
  private static void makeForItsOwner(Path path) {
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (!posix || Files.exists(path)) return;
    try {
      Files.createFile(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      // made by root for a service, it is that service's, as its folder is
      Files.setOwner(path, Files.getOwner(path.toAbsolutePath().getParent()));
    } catch (IOException _) {
      return; // another was first, the folder is not ours, or SQLite says why there can be no file
    }
  }

  private static Connection open(Server server) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", server.user());
    properties.setProperty(
        "password", server.password().use(bytes -> new String(bytes, StandardCharsets.UTF_8)));
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("socketTimeout", "10");
    properties.setProperty("tcpKeepAlive", "true");
    return DriverManager.getConnection(server.url(), properties);
  }

  /// What is done in one transaction.
  @FunctionalInterface
  interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  /// Does all of `work` or nothing of it; what it did is on the disk when this returns.
  static <T> T transact(Connection connection, Work<T> work) throws SQLException {
    connection.setAutoCommit(false);
    try {
      T result = work.run(connection);
      connection.commit();
      return result;
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  /// Keeps two processes from changing the tables at once; until the end of the transaction.
  default void lock(Statement statement) throws SQLException {
    // SQLite: a transaction that begins to write has the file for itself.
    if (this instanceof Server) statement.execute("SELECT pg_advisory_xact_lock(7263)");
  }
}
