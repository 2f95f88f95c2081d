package ringfence.manage.time;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// An SNTP client without I/O, RFC 4330 and RFC 5905 section 14. It asks the servers of its plan
/// one after the other until one answers; a round in which none does is gone through twice more
/// before the plan's error period begins, since a packet may be lost. All times are by the clock
/// that is to be corrected.
public final class SntpClient {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  // RFC 4330 10: "A client MUST NOT under any conditions use a poll interval less than 15 seconds"
  private static final Duration LEAST_INTERVAL = Duration.ofSeconds(16);
  private static final int PASSES = 3;

  /// What the client wants done, or has found out.
  public sealed interface Output {
    /// Find the server and send it [#question].
    record Ask(NtpServer server) implements Output {}

    /// The server said so: `offset` is to be added to the clock.
    record Synchronised(NtpServer server, Duration offset) implements Output {}

    /// No server gave the time; they are asked again after the error period.
    ///
    /// @param reason what is wrong with each, without a full stop
    record Failed(String reason) implements Output {}
  }

  /// A server that is being asked.
  private record Turn(int pass, int index) {}

  private sealed interface State {
    Instant deadline();

    record Resting(Instant deadline) implements State {}

    /// All were asked in this pass, in vain.
    record BetweenPasses(int pass, Instant deadline) implements State {}

    record Looking(Turn turn, Instant deadline) implements State {}

    record Asking(Turn turn, SntpExchange exchange) implements State {
      @Override
      public Instant deadline() {
        return exchange.sentAt().plus(PATIENCE);
      }
    }
  }

  private final SntpPlan plan;
  private final RandomGenerator chance;
  private final Set<NtpServer> refusing = new HashSet<>();
  private final Set<NtpServer> spared = new HashSet<>();
  private final Map<NtpServer, String> reasons = new LinkedHashMap<>();
  private State state;

  /// Asks for the first time at `now`.
  public SntpClient(SntpPlan plan, RandomGenerator chance, Instant now) {
    this.plan = plan;
    this.chance = chance;
    this.state = new State.Resting(now);
  }

  /// When [#elapse] next has something to do; never without servers.
  public Optional<Instant> deadline() {
    return plan.servers().isEmpty() ? Optional.empty() : Optional.of(state.deadline());
  }

  public List<Output> elapse(Instant now) {
    if (plan.servers().isEmpty() || now.isBefore(state.deadline())) return List.of();
    return switch (state) {
      case State.Resting _ -> begin(now);
      case State.BetweenPasses(int pass, _) -> ask(new Turn(pass + 1, 0), now);
      case State.Looking(Turn turn, _) -> next(turn, "its address is not found", now);
      case State.Asking(Turn turn, _) -> next(turn, "it does not answer", now);
    };
  }

  /// The datagram for the server of the last [Output.Ask], to be sent at once.
  public byte[] question(Instant now) {
    if (!(state instanceof State.Looking(Turn turn, _))) throw new IllegalStateException();
    var exchange = new SntpExchange(chance.nextLong(), now);
    state = new State.Asking(turn, exchange);
    return exchange.request();
  }

  /// A datagram came from where the question was sent.
  public List<Output> receive(ByteBuffer octets, Instant now) {
    if (!(state instanceof State.Asking(Turn turn, SntpExchange exchange))) return List.of();
    return switch (exchange.answer(octets, now)) {
      case SntpExchange.Answer.Foreign _ -> List.of();
      case SntpExchange.Answer.Unusable(_, String reason) -> next(turn, reason, now);
      case SntpExchange.Answer.KissOfDeath(String code) -> kissed(turn, code, now);
      case SntpExchange.Answer.Time(Duration offset, _, _) -> {
        state = new State.Resting(now.plus(plan.period()));
        yield List.of(new Output.Synchronised(server(turn), offset));
      }
    };
  }

  /// The question could not be sent.
  ///
  /// @param reason without a full stop
  public List<Output> failed(String reason, Instant now) {
    return switch (state) {
      case State.Looking(Turn turn, _) -> next(turn, reason, now);
      case State.Asking(Turn turn, _) -> next(turn, reason, now);
      case State.Resting _, State.BetweenPasses _ -> List.of();
    };
  }

  private List<Output> kissed(Turn turn, String code, Instant now) {
    // RFC 5905 7.4: "For kiss codes DENY and RSTR, the client MUST demobilize any associations to
    // that server and stop sending packets to that server"
    boolean forGood = code.equals("DENY") || code.equals("RSTR");
    // and RATE: "MUST immediately reduce its polling interval to that server"
    (forGood ? refusing : spared).add(server(turn));
    return next(turn, "it refuses to be asked (" + code + ")", now);
  }

  private List<Output> begin(Instant now) {
    spared.clear();
    reasons.clear();
    return ask(new Turn(1, 0), now);
  }

  private List<Output> next(Turn turn, String reason, Instant now) {
    reasons.put(server(turn), reason);
    return ask(new Turn(turn.pass(), turn.index() + 1), now);
  }

  private List<Output> ask(Turn first, Instant now) {
    for (int i = first.index(); i < plan.servers().size(); i++) {
      var turn = new Turn(first.pass(), i);
      if (mayBeAsked(server(turn))) {
        state = new State.Looking(turn, now.plus(PATIENCE));
        return List.of(new Output.Ask(server(turn)));
      }
    }
    return passOver(first.pass(), now);
  }

  private List<Output> passOver(int pass, Instant now) {
    if (pass < PASSES && plan.servers().stream().anyMatch(this::mayBeAsked)) {
      state = new State.BetweenPasses(pass, now.plus(LEAST_INTERVAL));
      return List.of();
    }
    state = new State.Resting(now.plus(plan.onError()));
    return List.of(new Output.Failed(reason()));
  }

  private boolean mayBeAsked(NtpServer server) {
    return !refusing.contains(server) && !spared.contains(server);
  }

  private String reason() {
    if (reasons.isEmpty()) return "every server refuses to be asked";
    return reasons.entrySet().stream()
        .map(it -> it.getKey() + ": " + it.getValue())
        .collect(Collectors.joining("; "));
  }

  private NtpServer server(Turn turn) {
    return plan.servers().get(turn.index());
  }
}
