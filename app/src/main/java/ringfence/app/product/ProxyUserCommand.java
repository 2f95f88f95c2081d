package ringfence.app.product;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import ringfence.app.option.ExitCode;
import ringfence.app.option.PasswordInput;
import ringfence.app.option.Unusable;
import ringfence.manage.setting.Settings;
import ringfence.proxy.ProxySettings;
import ringfence.proxy.location.AddressOfRecord;
import ringfence.proxy.store.Database;
import ringfence.proxy.users.StoredUser;
import ringfence.proxy.users.UserAccounts;
import ringfence.proxy.users.UserStore;

/// `ringfence proxy user`: the users in the proxy's database. A running proxy sees a change within
/// a second or two. Passwords are never given on the command line, where others could read them.
@Command(
    name = "user",
    description = "The users of the proxy; a running proxy sees a change within two seconds.",
    footer = {"", "Example: ringfence proxy user add proxy.conf 100@example.com"})
final class ProxyUserCommand {
  @Spec private CommandSpec spec;

  @Command(name = "add", description = "add a user")
  int add(@Mixin WithPassword given) throws Exception {
    return change(given, UserStore::add, "there is already a ");
  }

  @Command(name = "password", description = "give a user another password")
  int password(@Mixin WithPassword given) throws Exception {
    return change(given, UserStore::replace, "there is no ");
  }

  @Command(name = "remove", description = "take a user away, and what is registered for it")
  int remove(
      @Parameters(paramLabel = "SETTINGS", description = "the settings file") Path file,
      @Parameters(paramLabel = "USER", description = "NAME or NAME@DOMAIN") String name)
      throws Exception {
    Settings settings = settings(file);
    AddressOfRecord address = address(name, settings);
    try (UserStore store = open(file, settings)) {
      if (store.remove(address)) return ExitCode.DONE;
    }
    return failed("there is no " + address);
  }

  @Command(name = "list", description = "list the users; nothing of their passwords is shown")
  int list(@Parameters(paramLabel = "SETTINGS", description = "the settings file") Path file)
      throws Exception {
    try (UserStore store = open(file, settings(file))) {
      for (StoredUser user : store.list()) spec.commandLine().getOut().println(user.address());
    }
    return ExitCode.DONE;
  }

  /// Whom a command is about, and where the password comes from.
  static final class WithPassword {
    @Parameters(index = "0", paramLabel = "SETTINGS", description = "the settings file")
    private Path file;

    @Parameters(index = "1", paramLabel = "USER", description = "NAME or NAME@DOMAIN")
    private String name;

    @Option(
        names = "--password-file",
        paramLabel = "FILE",
        description = "the password is its first line; otherwise it is asked for")
    private Optional<Path> passwordFile;
  }

  @FunctionalInterface
  private interface Change {
    boolean make(UserStore store, StoredUser user) throws SQLException;
  }

  private int change(WithPassword given, Change change, String refusal) throws Exception {
    Settings settings = settings(given.file);
    AddressOfRecord address = address(given.name, settings);
    byte[] password = PasswordInput.read(given.passwordFile);
    try (UserStore store = open(given.file, settings)) {
      if (change.make(store, StoredUser.of(address, password))) return ExitCode.DONE;
    } finally {
      Arrays.fill(password, (byte) 0);
    }
    return failed(refusal + address);
  }

  private int failed(String sentence) {
    spec.commandLine().getErr().println("ringfence proxy user: " + sentence);
    return ExitCode.FAILED;
  }

  private static Settings settings(Path file) throws Unusable {
    return switch (ProxySettings.read(file)) {
      case ProxySettings.Reading.Read(var settings, _) -> settings;
      case ProxySettings.Reading.Refused(var refusals) -> throw new Unusable(refusals);
    };
  }

  private static UserStore open(Path file, Settings settings) throws SQLException, Unusable {
    Optional<Database> database =
        UserAccounts.database(settings, file.toAbsolutePath().resolveSibling(""));
    if (database.isEmpty()) {
      throw new Unusable("the settings name neither a data folder nor a user_database");
    }
    return UserStore.open(database.get());
  }

  /// A name without domain is of the one domain of the settings.
  private static AddressOfRecord address(String name, Settings settings) throws Unusable {
    return UserAccounts.user(name, settings)
        .orElseThrow(() -> new Unusable("name the user and the domain, as in 100@example.com"));
  }
}
