package ringfence.proxy.admin;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import ringfence.manage.access.Asker;
import ringfence.manage.access.Role;
import ringfence.manage.admin.Command;
import ringfence.manage.admin.Command.Result;
import ringfence.manage.event.Report;
import ringfence.manage.status.Cell;
import ringfence.manage.status.StatusTable;
import ringfence.manage.status.Tone;
import ringfence.manage.web.EntryForm;
import ringfence.proxy.ProxyServer;
import ringfence.proxy.ProxyStatus;
import ringfence.proxy.location.AddressOfRecord;
import ringfence.proxy.log.NodeEvents;
import ringfence.proxy.users.UserAccounts;
import ringfence.proxy.users.UserAccounts.Outcome;
import ringfence.proxy.users.Users;

/// The users of a proxy: who they are, whether their devices are registered, and what an
/// administrator does with them. Nothing of a password is ever shown.
public final class UserAdmin {
  public static final String USERS = "Proxy.Users";
  public static final String FIXED = "Proxy.FixedUsers";

  static final StatusTable.RowAction REMOVE =
      new StatusTable.RowAction("Proxy.User", "Name", "Remove", "Remove", Role.ADMIN);

  private final ProxyAdmin proxy;
  private final UserAccounts accounts;

  UserAdmin(ProxyAdmin proxy) {
    this.proxy = proxy;
    this.accounts = new UserAccounts(() -> proxy.configuration().inForce(), proxy.folder());
  }

  List<StatusTable> tables() {
    return List.of(
        table(USERS, "Users of the Database", Users::stored)
            .none("None. Users are kept there once the settings name a data folder.")
            .actions(REMOVE),
        table(FIXED, "Users of the Settings (Read-Only)", Users::fixed)
            .none("None. Settings or a subscribers file may name users besides."));
  }

  private StatusTable table(
      String name, String title, Function<Users, List<AddressOfRecord>> those) {
    return new StatusTable(name, title, List.of("User", "Registered"), () -> rows(those));
  }

  private List<List<Cell>> rows(Function<Users, List<AddressOfRecord>> those) {
    Map<String, List<ProxyStatus.Registration>> contacts =
        proxy.status().map(ProxyStatus::registrations).orElse(List.of()).stream()
            .collect(Collectors.groupingBy(ProxyStatus.Registration::user));
    return proxy.asked(it -> it.users().join()).map(those).orElse(List.of()).stream()
        .sorted(Comparator.comparing(AddressOfRecord::host).thenComparing(AddressOfRecord::user))
        .map(user -> row(user, contacts.getOrDefault(user.toString(), List.of())))
        .toList();
  }

  private static List<Cell> row(AddressOfRecord user, List<ProxyStatus.Registration> contacts) {
    return List.of(Cell.of(text(user)), registered(contacts));
  }

  private static Cell registered(List<ProxyStatus.Registration> contacts) {
    if (contacts.isEmpty()) return Cell.of("no");
    long reachable = contacts.stream().filter(ProxyStatus.Registration::reachable).count();
    if (reachable == 0) return new Cell("link lost", Tone.BAD);
    return new Cell(reachable == 1 ? "1 contact" : reachable + " contacts", Tone.GOOD);
  }

  Command remove() {
    return Command.asked(
        REMOVE,
        "Takes a user of the database away, and what is registered for it.",
        (user, asker) -> result(accounts.remove(user), "%s is removed.", asker));
  }

  /// The forms by which users get in, and get other passwords.
  public List<EntryForm> forms() {
    return List.of(
        EntryForm.asked(
                "Proxy.AddUser",
                "Add a User",
                (fields, asker) ->
                    result(accounts.add(user(fields), password(fields)), "%s is added.", asker))
            .entry("user", "User, as 100@example.com")
            .secret("password", "Password")
            .least(Role.ADMIN),
        EntryForm.asked(
                "Proxy.ChangePassword",
                "Change a Password",
                (fields, asker) ->
                    result(
                        accounts.replace(user(fields), password(fields)),
                        "%s has another password.",
                        asker))
            .entry("user", "User")
            .secret("password", "New password")
            .least(Role.ADMIN));
  }

  private static String user(Map<String, String> fields) {
    return fields.getOrDefault("user", "");
  }

  private static byte[] password(Map<String, String> fields) {
    return fields.getOrDefault("password", "").getBytes(StandardCharsets.UTF_8);
  }

  private Result result(Outcome outcome, String done, Asker asker) {
    return switch (outcome) {
      case Outcome.Unchanged(String reason) -> new Result.NotDone(reason);
      case Outcome.Changed(AddressOfRecord user) -> {
        proxy.asked(ProxyServer::lookAtUsers).ifPresent(CompletableFuture::join);
        String sentence = done.formatted(text(user));
        proxy.events().report(told(sentence, asker).about(text(user)));
        yield new Result.Done(sentence + unserved(user));
      }
    };
  }

  private static Report told(String sentence, Asker asker) {
    Report report = NodeEvents.USER_CHANGED.report(sentence).with("from", asker.from());
    return asker.user().name().isEmpty() ? report : report.with("by", asker.user().name());
  }

  /// The domains that a proxy serves are those it found at its start.
  private String unserved(AddressOfRecord user) {
    boolean served = proxy.status().map(it -> it.domains().contains(user.host())).orElse(true);
    return served ? "" : " Its domain is served after a restart of the proxy.";
  }

  private static String text(AddressOfRecord user) {
    return user.user() + "@" + user.host();
  }
}
