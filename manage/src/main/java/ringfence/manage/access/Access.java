package ringfence.manage.access;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import ringfence.manage.access.Accounts.Account;
import ringfence.manage.event.EventLog;
import ringfence.manage.setting.Settings;

/// Lets people in: by name and password with a session after it, or by HTTP Basic (RFC 7617) with
/// each request. Wrong passwords are tried one at a time, cost the same whether the name exists or
/// not, and lock the account when they are too many. Callable from any thread.
public final class Access {
  /// What a name and a password prove.
  public sealed interface Verdict {}

  public record Granted(User user) implements Verdict {}

  public record Denied() implements Verdict {}

  /// Nobody gets in by this name for the time that remains, not even with the right password.
  public record Locked(Duration remaining) implements Verdict {}

  /// Too many are guessing at once; the right password may try again.
  public record Busy() implements Verdict {}

  /// Someone with a session.
  ///
  /// @param csrf what each of the session's forms must carry
  public record Visitor(User user, String csrf) {}

  /// Where someone stands who wants to come in.
  ///
  /// @param means what it is done by: `page`, `HTTP Basic`, `SSH`
  public record Entrance(String means, InetAddress from) {}

  /// The account of the factory, in force until there is a user.
  public static final String FACTORY_NAME = "admin";

  /// Its password, which everybody knows.
  public static final String FACTORY_PASSWORD = "administrator";

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Supplier<Settings> settings;
  private final InstantSource clock;
  private final EventLog events;
  private final Sessions sessions;
  private final Proven proven;
  private final Semaphore oneGuess = new Semaphore(1, true);
  private final Lockout known = new Lockout();
  private final Lockout unknown = new Lockout();

  /// `settings` gives those that are stored now, so that a new password counts at once. Who comes
  /// and who is refused is told to `events`.
  public Access(
      Supplier<Settings> settings, InstantSource clock, SecureRandom chance, EventLog events) {
    this.settings = settings;
    this.clock = clock;
    this.events = events;
    this.sessions = new Sessions(chance);
    this.proven = new Proven(chance);
  }

  /// Whether only the account of the factory exists, whose password everybody knows.
  public boolean isFactory() {
    return accounts().factory();
  }

  /// Tries a name and a password; as slow as the hash.
  public Verdict signIn(String name, String password, Entrance entrance) {
    Verdict verdict = oneAtATime(name, password);
    boolean granted = verdict instanceof Granted;
    var what = granted ? AccessEvents.SIGNED_IN : AccessEvents.REFUSED;
    String from = entrance.from().getHostAddress();
    events.report(what.report(name, entrance.means(), from));
    return verdict;
  }

  private Verdict oneAtATime(String name, String password) {
    try {
      if (!oneGuess.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) return new Busy();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Busy();
    }
    try {
      return guess(accounts(), name, password);
    } finally {
      oneGuess.release();
    }
  }

  private Verdict guess(Accounts accounts, String name, String password) {
    Optional<Account> account = accounts.named(name);
    Lockout lockout = account.isPresent() ? known : unknown;
    Duration locked = lockout.remaining(name, limits(), clock.instant());
    if (locked.isPositive()) return new Locked(locked);
    boolean right = account.orElse(Accounts.NOBODY).password().matches(password.toCharArray());
    if (account.isPresent() && right) {
      known.succeeded(name);
      return new Granted(account.get().user());
    }
    lockout.failed(name, limits(), clock.instant());
    return new Denied();
  }

  private Lockout.Limits limits() {
    Settings now = settings.get();
    int most = now.get(Aaa.LOCK_ENABLE) ? now.get(Aaa.LOCK_FAILURES) : Integer.MAX_VALUE;
    return new Lockout.Limits(most, now.get(Aaa.LOCK_PERIOD));
  }

  /// Checks the value of an `Authorization` header from `client`. What was proven once from an
  /// address is remembered for that address, so that only the first request pays for the hash and
  /// nobody else's wrong guesses lock a client out.
  public Verdict basic(String authorization, InetAddress client) {
    return BasicCredentials.parse(authorization)
        .map(credentials -> basic(credentials, client))
        .orElseGet(Denied::new);
  }

  private Verdict basic(BasicCredentials credentials, InetAddress client) {
    var before = accounts().named(credentials.name());
    if (before.isPresent() && proven.has(credentials, client, before.get())) {
      return new Granted(before.get().user());
    }
    var entrance = new Entrance("HTTP Basic", client);
    Verdict verdict = signIn(credentials.name(), credentials.password(), entrance);
    if (verdict instanceof Granted && before.isPresent()) {
      proven.remember(credentials, client, before.get());
    }
    return verdict;
  }

  /// What someone who was let in by this name may do now; nothing when the account is gone.
  public Optional<Role> role(String name) {
    return accounts().named(name).map(it -> it.user().role());
  }

  /// Starts a session of a user who was let in; the token goes into a cookie.
  public Optional<String> start(User user) {
    return accounts().named(user.name()).map(it -> sessions.start(it, clock.instant()));
  }

  /// Whose session a token is, unless it is over or the account has changed its password since.
  ///
  /// @param byPerson false where a page only keeps itself fresh, which keeps no session alive
  public Optional<Visitor> visitor(String token, boolean byPerson) {
    var idle = Duration.ofMinutes(settings.get().get(Aaa.INACTIVITY_TIME_OUT));
    return sessions
        .find(token, new Sessions.Use(byPerson, idle), clock.instant())
        .flatMap(this::visitor);
  }

  private Optional<Visitor> visitor(Sessions.SignedIn session) {
    return accounts()
        .named(session.account().user().name())
        .filter(now -> now.password().equals(session.account().password()))
        .map(now -> new Visitor(now.user(), session.csrf()));
  }

  /// Ends a session.
  public void end(String token) {
    sessions.end(token);
  }

  private Accounts accounts() {
    return Accounts.of(settings.get());
  }
}
