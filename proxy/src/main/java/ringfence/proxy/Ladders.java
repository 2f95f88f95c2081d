package ringfence.proxy;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import ringfence.sip.message.Parsed;
import ringfence.sip.message.SipParser;
import ringfence.transport.WireTap;

/// The ladders that somebody looks at. One begins with the first question for it, is kept by each
/// question more, and ends by itself; the wire is tapped while there is one. On the proxy's loop.
final class Ladders implements WireTap {
  /// How often [#end] is due.
  static final Duration PERIOD = Duration.ofSeconds(10);

  static final Duration UNASKED = Duration.ofMinutes(1);
  static final int MOST = 16;

  private final Consumer<WireTap> tap;
  private final Consumer<WireTap> untap;
  private final SipParser parser = new SipParser();
  private final Map<String, LadderWatch> watches = new LinkedHashMap<>();

  /// @param tap begins to show every message, until `untap`
  Ladders(Consumer<WireTap> tap, Consumer<WireTap> untap) {
    this.tap = tap;
    this.untap = untap;
  }

  /// What was said by and to a user, or in a call, since somebody first asked; empty when as many
  /// ladders are drawn as may be.
  ///
  /// @param subject a user, with a domain or of every one, or a Call-ID
  Optional<String> ask(String subject, Instant now) {
    if (!watches.containsKey(subject)) {
      if (watches.size() == MOST) return Optional.empty();
      if (watches.isEmpty()) tap.accept(this);
      watches.put(subject, new LadderWatch(subject, now));
    }
    return Optional.of(watches.get(subject).ask(now));
  }

  /// Ends those for which nobody has asked for a minute.
  void end(Instant now) {
    if (watches.isEmpty()) return;
    watches.values().removeIf(watch -> !now.isBefore(watch.asked().plus(UNASKED)));
    if (watches.isEmpty()) untap.accept(this);
  }

  @Override
  public void observed(Observed observed) {
    if (observed.kind() != Kind.SIP) return;
    if (!(parser.parse(observed.bytes()) instanceof Parsed.Message(var message))) return;
    for (LadderWatch watch : watches.values()) watch.observed(observed, message);
  }
}
