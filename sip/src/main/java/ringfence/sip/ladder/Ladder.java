package ringfence.sip.ladder;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import ringfence.sip.message.SipMessage;

/// The one text form of a call flow: a line for each message or event, with its time in
/// milliseconds from the start.
///
/// ```
///     0 ms  INVITE ->
///   180 ms  <- 180 INVITE
/// 32000 ms  TU <- timeout
/// ```
public final class Ladder {
  private final Instant start;
  private final List<Rung> rungs = new ArrayList<>();

  /// An empty ladder whose time starts at `start`.
  public Ladder(Instant start) {
    this.start = start;
  }

  public void sent(Instant at, SipMessage message) {
    rungs.add(Rung.sent(since(at), message));
  }

  public void received(Instant at, SipMessage message) {
    rungs.add(Rung.received(since(at), message));
  }

  /// What the transaction user hears: `TU <- timeout`.
  public void told(Instant at, String news) {
    note(at, "TU <- " + news);
  }

  /// A line of its own words.
  public void note(Instant at, String text) {
    rungs.add(new Rung(since(at), text));
  }

  /// A message from one named party to another.
  public void between(Instant at, String from, String to, SipMessage message) {
    rungs.add(Rung.between(since(at), from, to, message));
  }

  private Duration since(Instant at) {
    return Duration.between(start, at);
  }

  public List<Rung> rungs() {
    return List.copyOf(rungs);
  }

  @Override
  public String toString() {
    return rungs.stream().map(Rung::toString).collect(Collectors.joining("\n"));
  }
}
