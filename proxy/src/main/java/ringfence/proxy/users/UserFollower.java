package ringfence.proxy.users;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import ringfence.manage.event.Report;
import ringfence.proxy.log.NodeEvents;
import ringfence.proxy.store.Database;

/// Keeps what is known of users up to date with their database, on a thread of its own: it reads
/// the number of changes each second and, when it moved, the users. While the database is away,
/// what is known goes on being served. Whoever asks it to look has changed something and says so;
/// what it finds by itself came from another program, and it tells.
public final class UserFollower implements AutoCloseable {
  /// Why the follower looks.
  enum Why {
    ASKED,
    TIME
  }

  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final Duration MOST_WAITING = Duration.ofSeconds(5);

  private final Database database;
  private final Consumer<List<StoredUser>> users;
  private final Consumer<Report> told;
  private final BlockingQueue<CompletableFuture<Void>> asked = new LinkedBlockingQueue<>();
  private Optional<UserStore> store = Optional.empty();
  private Optional<Known> known = Optional.empty();
  private boolean away;
  private volatile boolean closed;
  private Thread thread = Thread.currentThread();

  /// The users as of a number of changes.
  private record Known(long changes, List<StoredUser> users) {}

  /// @param users is given all users when they changed, on this follower's thread
  /// @param told hears when the database goes away and is back, and what others changed in it
  public UserFollower(Database database, Consumer<List<StoredUser>> users, Consumer<Report> told) {
    this.database = database;
    this.users = users;
    this.told = told;
  }

  /// Reads the users once, here, and follows them from then on.
  public void start() {
    look(Why.TIME);
    thread = Thread.ofPlatform().name("users").daemon().start(this::follow);
  }

  /// Looks now, for someone who has changed something; done when what was found is given on, or
  /// when the database takes too long to wait for.
  public CompletableFuture<Void> lookNow() {
    var done = new CompletableFuture<Void>();
    asked.add(done);
    return done.completeOnTimeout(null, MOST_WAITING.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void follow() {
    try {
      while (!closed) {
        var someone = Optional.ofNullable(asked.poll(PERIOD.toMillis(), TimeUnit.MILLISECONDS));
        if (!closed) look(someone.isPresent() ? Why.ASKED : Why.TIME);
        someone.ifPresent(it -> it.complete(null));
      }
    } catch (InterruptedException _) {
      return;
    }
  }

  void look(Why why) {
    try {
      if (store.isEmpty()) store = Optional.of(UserStore.open(database));
      long changes = store.get().changes();
      if (known.isEmpty() || known.get().changes() != changes) {
        learn(new Known(changes, store.get().list()), why);
      }
      if (away) told.accept(NodeEvents.USERS_BACK.report());
      away = false;
    } catch (SQLException e) {
      drop();
      if (!away) {
        told.accept(NodeEvents.USERS_AWAY.report().with("cause", String.valueOf(e.getMessage())));
      }
      away = true;
    }
  }

  private void learn(Known now, Why why) {
    users.accept(now.users());
    if (why == Why.TIME && known.isPresent()) {
      told.accept(UserChanges.between(known.get().users(), now.users()).report());
    }
    known = Optional.of(now);
  }

  private void drop() {
    try {
      if (store.isPresent()) store.get().close();
    } catch (SQLException _) {
      return; // it was of no use any more
    } finally {
      store = Optional.empty();
    }
  }

  @Override
  public void close() {
    closed = true;
    var _ = lookNow();
    try {
      if (thread != Thread.currentThread()) thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    drop();
  }
}
