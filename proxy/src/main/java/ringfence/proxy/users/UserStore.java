package ringfence.proxy.users;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import ringfence.proxy.location.AddressOfRecord;
import ringfence.proxy.store.Database;
import ringfence.proxy.store.Migrations;

/// The users in a database. A change is on the disk when the method that makes it returns, and it
/// counts up a number by which who follows the users sees that something changed. For one thread.
public final class UserStore implements AutoCloseable {
  private final Connection connection;

  private UserStore(Connection connection) {
    this.connection = connection;
  }

  /// Opens the database and brings its tables up to date.
  public static UserStore open(Database database) throws SQLException {
    Connection connection = database.open();
    try {
      Migrations.USERS.apply(database, connection);
      return new UserStore(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /// Every user, by domain and name.
  public List<StoredUser> list() throws SQLException {
    List<StoredUser> users = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT name, domain, ha1_md5, ha1_sha256 FROM subscriber"
                    + " ORDER BY domain, name")) {
      while (rows.next()) {
        var address = new AddressOfRecord(rows.getString(1), rows.getString(2));
        users.add(new StoredUser(address, rows.getString(3), rows.getString(4)));
      }
    }
    return users;
  }

  /// The number of changes so far.
  public long changes() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT number FROM subscriber_change")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /// Adds a user; false when there is one of that address.
  public boolean add(StoredUser user) throws SQLException {
    return change(
        "INSERT INTO subscriber (ha1_md5, ha1_sha256, name, domain) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (name, domain) DO NOTHING",
        user.ha1Md5(),
        user.ha1Sha256(),
        user.address());
  }

  /// Gives a user another password; false when there is no such user.
  public boolean replace(StoredUser user) throws SQLException {
    return change(
        "UPDATE subscriber SET ha1_md5 = ?, ha1_sha256 = ? WHERE name = ? AND domain = ?",
        user.ha1Md5(),
        user.ha1Sha256(),
        user.address());
  }

  /// Takes a user away; false when there is none.
  public boolean remove(AddressOfRecord address) throws SQLException {
    return Database.transact(
        connection,
        each -> {
          try (PreparedStatement delete =
              each.prepareStatement("DELETE FROM subscriber WHERE name = ? AND domain = ?")) {
            delete.setString(1, address.user());
            delete.setString(2, address.host());
            return counted(each, delete.executeUpdate());
          }
        });
  }

  private boolean change(String command, String md5, String sha256, AddressOfRecord address)
      throws SQLException {
    return Database.transact(
        connection,
        each -> {
          try (PreparedStatement statement = each.prepareStatement(command)) {
            statement.setString(1, md5);
            statement.setString(2, sha256);
            statement.setString(3, address.user());
            statement.setString(4, address.host());
            return counted(each, statement.executeUpdate());
          }
        });
  }

  private static boolean counted(Connection connection, int rows) throws SQLException {
    if (rows == 0) return false;
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("UPDATE subscriber_change SET number = number + 1");
    }
    return true;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
