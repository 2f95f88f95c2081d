package ringfence.app.capture;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import ringfence.manage.ladder.Ladders;
import ringfence.trace.capture.Passed;
import ringfence.trace.decode.Row;
import ringfence.trace.live.Followed;
import ringfence.trace.live.LadderLog;
import ringfence.trace.live.LiveDrawing;
import ringfence.transport.Lookout;
import ringfence.transport.StreamTap;
import ringfence.transport.WireTap;
import ringfence.transport.tls.KeyLog;

/// The ladders on a product's pages, of what passes at its sockets. From any thread.
public final class LiveLadders implements Ladders {
  static final Duration UNASKED = Duration.ofMinutes(1);
  static final int MOST = 16;

  private record Asked(Followed followed, Instant at) {}

  private record Kept(LadderLog.Now all, Followed followed) {
    List<Row> rows() {
      return all.of(followed);
    }
  }

  private final Lookout lookout;
  private final boolean always;
  private final InstantSource clock;
  private final WireTap tap = this::said;
  private final StreamTap streamTap = passed -> passed(Capture.passed(passed));
  private final KeyLog keyLog = line -> passed(new Passed.Secrets(line));
  private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
  private final Map<String, Asked> asked = new LinkedHashMap<>();
  private Optional<LadderLog> log = Optional.empty();

  private LiveLadders(Lookout lookout, boolean always, InstantSource clock) {
    this.lookout = lookout;
    this.always = always;
    this.clock = clock;
  }

  /// Those of a product of few links: what was said from now on is there when somebody asks.
  public static LiveLadders always(Lookout lookout) {
    var ladders = new LiveLadders(lookout, true, InstantSource.system());
    ladders.begin(LadderLog.ofFew());
    return ladders;
  }

  /// Those of a product of many links: they begin with the first question and end when nobody has
  /// asked for a minute, so that nobody pays when nobody looks.
  public static LiveLadders onDemand(Lookout lookout, InstantSource clock) {
    return new LiveLadders(lookout, false, clock);
  }

  @Override
  public String since() {
    return always
        ? "What was said by and to a user, in a call, or with a host is drawn here: the last of it,"
            + " and what comes."
        : "What is said by and to a user, in a call, or with a host is drawn here from the moment"
            + " somebody asks for it until nobody has looked for a minute.";
  }

  @Override
  public String style() {
    return LiveDrawing.style();
  }

  @Override
  public void watch(Runnable changed) {
    watchers.add(changed);
  }

  @Override
  public Optional<Drawn> ask(String subject) {
    return kept(subject).map(Kept::rows).map(LiveDrawing::new);
  }

  /// What is kept now: whose it is, is found out when those who speak wait for it no longer.
  private synchronized Optional<Kept> kept(String subject) {
    Instant now = clock.instant();
    forgetUnasked(now);
    Asked before = asked.get(subject);
    if (before == null && asked.size() == MOST) return Optional.empty();
    Followed followed = before == null ? Followed.of(subject) : before.followed();
    asked.put(subject, new Asked(followed, now));
    if (log.isEmpty()) begin(LadderLog.ofMany(this::isAskedFor));
    return log.map(it -> new Kept(it.now(), followed));
  }

  private void begin(LadderLog empty) {
    log = Optional.of(empty);
    lookout.tap(tap);
    lookout.tapStreams(streamTap);
    lookout.keyLog(keyLog);
  }

  private boolean isAskedFor(Row said) {
    return asked.values().stream().anyMatch(it -> it.followed().isNamedIn(said));
  }

  private void said(WireTap.Observed seen) {
    var it = Capture.observed(seen);
    boolean grown =
        seen.kind() == WireTap.Kind.SIP
            ? grows(log -> log.said(it))
            : Capture.datagram(it).filter(media -> grows(log -> log.passed(media))).isPresent();
    if (grown) watchers.forEach(Runnable::run);
  }

  private void passed(Passed passed) {
    if (grows(log -> log.passed(passed))) watchers.forEach(Runnable::run);
  }

  /// Whether somebody looks at what has another row now.
  private synchronized boolean grows(Predicate<LadderLog> adding) {
    forgetUnasked(clock.instant());
    return log.isPresent() && adding.test(log.get()) && !asked.isEmpty();
  }

  private void forgetUnasked(Instant now) {
    asked.values().removeIf(it -> !now.isBefore(it.at().plus(UNASKED)));
    if (!asked.isEmpty() || always || log.isEmpty()) return;
    log = Optional.empty();
    lookout.untap(tap);
    lookout.untapStreams(streamTap);
    lookout.forget(keyLog);
  }
}
