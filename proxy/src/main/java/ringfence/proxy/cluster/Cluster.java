package ringfence.proxy.cluster;

import io.lettuce.core.ScanCursor;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import ringfence.manage.event.Report;
import ringfence.proxy.cluster.Presence.Member;
import ringfence.proxy.log.NodeEvents;
import ringfence.transport.Loop;

/// This node's part in a proxy of several: reads what Redis holds, follows what the others write,
/// writes what changes here, and says that it is there.
///
/// A break of any kind ends the session with Redis; the next one begins by reading everything. In
/// between the node serves what it knows.
///
/// Owned by the proxy's loop.
final class Cluster implements AutoCloseable {
  private static final Duration BEAT = Duration.ofMillis(300);
  private static final Duration AGAIN = Duration.ofMillis(500);
  private static final String NOT_ASKED = "not asked yet";
  private static final Duration SWEEP = Duration.ofMinutes(1);

  /// How long an answer waits for Redis before it goes without.
  static final Duration PATIENCE = Duration.ofMillis(500);

  private sealed interface State {
    record Away(Instant since, String cause) implements State {}

    /// @param known the keys of the records that Redis has
    record Reading(RedisSession session, Instant since, Set<String> known) implements State {}

    record Shared(RedisSession session, Instant since) implements State {}
  }

  private final Member self;
  private final Redis redis;
  private final Loop loop;
  private final Consumer<Report> told;
  private final Presence presence;
  private final Outbox outbox;
  private final List<Shared> shared;
  private State state;
  private Instant twinTold = Instant.MIN;
  private boolean slow;
  private boolean closed;

  /// What the parts of a node that are shared have in common.
  record Common(Presence presence, Outbox outbox, Consumer<Report> told) {}

  /// @param shared every kind of fact that is shared
  Cluster(Member self, Redis redis, Loop loop, Common common, List<Shared> shared) {
    this.self = self;
    this.redis = redis;
    this.loop = loop;
    this.presence = common.presence();
    this.outbox = common.outbox();
    this.told = common.told();
    this.shared = List.copyOf(shared);
    this.state = new State.Away(loop.now(), NOT_ASKED);
  }

  void start() {
    connect();
    loop.every(BEAT, this::beat);
    loop.every(SWEEP, () -> shared.forEach(Shared::elapse));
  }

  /// Sends what has come into the outbox. Completes with whether Redis took what `taken` waits for:
  /// false at once while Redis is away, or after [#PATIENCE], and then it is written when it
  /// returns.
  CompletableFuture<Boolean> send(CompletableFuture<Boolean> taken) {
    flush();
    if (state instanceof State.Away) return CompletableFuture.completedFuture(false);
    var answer = taken.copy().completeOnTimeout(false, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    loop.then(answer, this::answered);
    return answer;
  }

  private void answered(boolean taken) {
    if (!taken && !slow && !(state instanceof State.Away)) {
      told.accept(
          NodeEvents.REDIS_SLOW
              .report()
              .about(self.name())
              .with("waiting", Integer.toString(outbox.size())));
    }
    slow = !taken;
  }

  private void connect() {
    if (closed) return;
    var _ =
        redis
            .open()
            .whenComplete(
                (session, failure) ->
                    loop.post(
                        () -> {
                          if (failure == null) opened(session);
                          else lost(failure);
                        }));
  }

  private void opened(RedisSession session) {
    if (closed) {
      session.close();
      return;
    }
    Set<String> known = new HashSet<>();
    state = new State.Reading(session, loop.now(), known);
    presence.resumed(loop.now());
    beat();
    // What is written while the records are read comes after this place of the stream.
    during(
        session,
        session.position(),
        position -> read(session, position, ScanCursor.INITIAL, known));
  }

  private void read(RedisSession session, String position, ScanCursor from, Set<String> known) {
    during(
        session,
        session.records(from),
        page -> {
          page.records().forEach(said -> known.add(said.key()));
          page.records().forEach(this::merge);
          if (page.next().isFinished()) shared(session, position, known);
          else read(session, position, page.next(), known);
        });
  }

  private void shared(RedisSession session, String position, Set<String> known) {
    state = new State.Shared(session, loop.now());
    shared.forEach(part -> part.restore(known));
    told.accept(
        NodeEvents.SHARED
            .report()
            .about(self.name())
            .with("records", Integer.toString(known.size()))
            .with("waiting", Integer.toString(outbox.size())));
    flush();
    follow(session, position);
  }

  private void follow(RedisSession session, String position) {
    during(
        session,
        session.follow(position),
        news -> {
          news.records().forEach(this::merge);
          flush();
          follow(session, news.position());
        });
  }

  private void merge(SharedRecord said) {
    if (said.isExpired(loop.now())) return;
    shared.forEach(part -> part.merge(said));
  }

  private void flush() {
    Optional<RedisSession> session = session();
    if (session.isEmpty()) return;
    for (SharedRecord fact : outbox.next()) {
      during(
          session.get(),
          session.get().write(fact, loop.now()),
          later -> {
            outbox.taken(fact);
            later.ifPresent(this::merge);
            if (outbox.size() > 0) flush();
          });
    }
  }

  /// Says that this node is there, and takes along what nobody waits for.
  private void beat() {
    flush();
    session().ifPresent(session -> during(session, session.beat(self), this::heard));
  }

  private void heard(RedisSession.Roll roll) {
    boolean another = !roll.held().isEmpty() && !roll.held().equals(self.life());
    if (another && state instanceof State.Shared) twin();
    for (Member node : presence.heard(roll.members(), loop.now())) {
      Report report = (node.up() ? NodeEvents.NODE_UP : NodeEvents.NODE_DOWN).report();
      told.accept(report.about(node.name()).with("peer", node.link().toString()));
      shared.forEach(part -> part.changed(node));
    }
  }

  /// Both say at every beat that they are there: it is told once a minute.
  private void twin() {
    if (loop.now().isBefore(twinTold.plus(SWEEP))) return;
    twinTold = loop.now();
    told.accept(NodeEvents.SAME_NAME.report().about(self.name()));
  }

  /// Gives what comes of a question of `session` to `next`, as long as it is the session.
  private <T> void during(RedisSession session, CompletableFuture<T> answer, Consumer<T> next) {
    var _ =
        answer.whenComplete(
            (value, failure) ->
                loop.post(
                    () -> {
                      if (session().filter(session::equals).isEmpty()) return;
                      if (failure == null) next.accept(value);
                      else lost(failure);
                    }));
  }

  private Optional<RedisSession> session() {
    return switch (state) {
      case State.Away _ -> Optional.empty();
      case State.Reading(var session, _, _) -> Optional.of(session);
      case State.Shared(var session, _) -> Optional.of(session);
    };
  }

  private void lost(Throwable failure) {
    if (closed) return;
    session().ifPresent(RedisSession::close);
    boolean news = !(state instanceof State.Away away) || away.cause().equals(NOT_ASKED);
    String cause = cause(failure);
    Instant since = state instanceof State.Away(var before, _) ? before : loop.now();
    state = new State.Away(since, cause);
    outbox.interrupted();
    if (news) {
      told.accept(NodeEvents.REDIS_AWAY.report().about(self.name()).with("cause", cause));
    }
    loop.after(AGAIN, this::connect);
  }

  private static String cause(Throwable failure) {
    Throwable inner = failure;
    while (inner instanceof CompletionException && inner.getCause() != null) {
      inner = inner.getCause();
    }
    return String.valueOf(inner.getMessage());
  }

  /// How the nodes are, seen from here.
  ///
  /// @param isLinked whether a link to a node is up
  ClusterStatus status(Predicate<String> isLinked) {
    List<ClusterStatus.Other> others =
        presence.members().stream()
            .map(
                it ->
                    new ClusterStatus.Other(
                        it.name(), it.link().toString(), it.up(), isLinked.test(it.name())))
            .toList();
    return switch (state) {
      case State.Away(var since, var cause) ->
          status(ClusterStatus.Redis.AWAY, since, cause, others);
      case State.Reading(_, var since, _) -> status(ClusterStatus.Redis.READING, since, "", others);
      case State.Shared(_, var since) -> status(ClusterStatus.Redis.SHARED, since, "", others);
    };
  }

  private ClusterStatus status(
      ClusterStatus.Redis redis, Instant since, String cause, List<ClusterStatus.Other> others) {
    return new ClusterStatus(self.name(), redis, since, cause, others, outbox.size());
  }

  /// Tells the other nodes that this one goes, and waits for the end of what the way to Redis is
  /// made of. Not on the loop.
  @Override
  public void close() {
    var left = new CompletableFuture<Boolean>();
    loop.post(() -> leave(left));
    left.completeOnTimeout(false, Redis.PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    redis.close();
  }

  private void leave(CompletableFuture<Boolean> left) {
    closed = true;
    if (session().isEmpty()) {
      left.complete(false);
      return;
    }
    var _ =
        session()
            .get()
            .beat(self.gone())
            .whenComplete((_, failure) -> left.complete(failure == null));
  }
}
