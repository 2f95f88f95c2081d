package ringfence.proxy.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Brings the tables of a database to what this version needs: numbered SQL files, each applied
/// once and in order, in one transaction; which were, stands in the table `migration`. A file that
/// was released is never changed.
public final class Migrations {
  /// The tables of users.
  public static final Migrations USERS = new Migrations(List.of("0001-users.sql"));

  /// The table of registrations.
  public static final Migrations REGISTRATIONS = new Migrations(List.of("0001-registrations.sql"));

  private final List<String> files;

  private Migrations(List<String> files) {
    this.files = files;
  }

  /// Applies what is missing.
  public void apply(Database database, Connection connection) throws SQLException {
    Database.transact(connection, each -> applied(database, each));
  }

  private boolean applied(Database database, Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      database.lock(statement);
      statement.execute("CREATE TABLE IF NOT EXISTS migration (name VARCHAR(100) PRIMARY KEY)");
      Set<String> applied = names(statement);
      for (String file : files) {
        if (applied.contains(file)) continue;
        run(read(file), statement);
        record(file, connection);
      }
      return true;
    }
  }

  private static void run(String commands, Statement statement) throws SQLException {
    for (String command : commands.split(";\\s*\\n", -1)) {
      if (!command.isBlank()) statement.execute(command);
    }
  }

  private static Set<String> names(Statement statement) throws SQLException {
    Set<String> names = new HashSet<>();
    try (ResultSet rows = statement.executeQuery("SELECT name FROM migration")) {
      while (rows.next()) names.add(rows.getString(1));
    }
    return names;
  }

  private static void record(String file, Connection connection) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO migration (name) VALUES (?)")) {
      insert.setString(1, file);
      insert.executeUpdate();
    }
  }

  private static String read(String file) {
    try (InputStream in = Migrations.class.getResourceAsStream(file)) {
      if (in == null) throw new IllegalStateException("no " + file);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
