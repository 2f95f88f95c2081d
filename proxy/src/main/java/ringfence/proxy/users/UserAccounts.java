package ringfence.proxy.users;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import ringfence.manage.setting.Settings;
import ringfence.proxy.location.AddressOfRecord;
import ringfence.proxy.routing.RoutingSettings;
import ringfence.proxy.store.Database;
import ringfence.proxy.tls.ListenerSettings;

/// The users of the proxy's database as people change them. A change is on the disk when the method
/// that makes it returns; a running proxy follows. From any thread.
public final class UserAccounts {
  private final Supplier<Settings> settings;
  private final Path folder;

  /// What came of a change.
  public sealed interface Outcome {
    /// It is stored.
    record Changed(AddressOfRecord user) implements Outcome {}

    /// Nothing was changed.
    ///
    /// @param reason a sentence
    record Unchanged(String reason) implements Outcome {}
  }

  @FunctionalInterface
  private interface Change {
    boolean make(UserStore store, AddressOfRecord user) throws SQLException;
  }

  /// @param folder what relative file names in the settings are relative to
  public UserAccounts(Supplier<Settings> settings, Path folder) {
    this.settings = settings;
    this.folder = folder;
  }

  /// Where these settings keep users; empty when nowhere.
  public static Optional<Database> database(Settings settings, Path folder) {
    String data = settings.get(ListenerSettings.DATA);
    return UserSettings.database(
        settings, data.isEmpty() ? Optional.empty() : Optional.of(folder.resolve(data)));
  }

  /// The user whom a person means by `NAME` or `NAME@DOMAIN`: without domain of the one domain of
  /// the settings. Empty when it is none.
  public static Optional<AddressOfRecord> user(String text, Settings settings) {
    String name = text.startsWith("sip:") ? text.substring(4) : text;
    int at = name.lastIndexOf('@');
    List<String> domains = settings.get(RoutingSettings.DOMAIN);
    if (at < 0 && domains.size() != 1) return Optional.empty();
    String user = at < 0 ? name : name.substring(0, at);
    String domain = at < 0 ? domains.getFirst() : name.substring(at + 1);
    // A colon would end the user in what a digest is made of, RFC 7616 3.4.2.
    boolean named =
        user.matches("[^\\s\\p{Cntrl}:@\"<>]+") && domain.matches("[^\\s\\p{Cntrl}\"<>]+");
    return named ? Optional.of(new AddressOfRecord(user, domain)) : Optional.empty();
  }

  /// Adds a user.
  ///
  /// @param password UTF-8, wiped
  public Outcome add(String user, byte[] password) {
    return change(
        user,
        (store, address) -> store.add(StoredUser.of(address, password)),
        password,
        "There is a user %s already.");
  }

  /// Gives a user another password.
  ///
  /// @param password UTF-8, wiped
  public Outcome replace(String user, byte[] password) {
    return change(
        user,
        (store, address) -> store.replace(StoredUser.of(address, password)),
        password,
        "The database has no user %s.");
  }

  public Outcome remove(String user) {
    return change(user, UserStore::remove, new byte[0], "The database has no user %s.");
  }

  private Outcome change(String user, Change change, byte[] password, String refusal) {
    Settings now = settings.get();
    Optional<AddressOfRecord> address = user(user, now);
    Optional<Database> database = database(now, folder);
    try {
      if (address.isEmpty()) {
        return new Outcome.Unchanged(user + " is no user: name it as 100@example.com.");
      }
      if (database.isEmpty()) {
        return new Outcome.Unchanged("The settings name neither a data folder nor a database.");
      }
      return change(database.get(), change, address.get(), refusal);
    } finally {
      Arrays.fill(password, (byte) 0);
    }
  }

  private static Outcome change(
      Database database, Change change, AddressOfRecord user, String refusal) {
    try (UserStore store = UserStore.open(database)) {
      return change.make(store, user)
          ? new Outcome.Changed(user)
          : new Outcome.Unchanged(refusal.formatted(user));
    } catch (SQLException e) {
      return new Outcome.Unchanged("The database of users is away: " + e.getMessage());
    }
  }
}
