package ringfence.proxy.defence;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipUri;

/// Whether anything new is begun: not while the proxy drains, and not when it runs short of
/// something. What belongs to a call that is up, and a call for help, always goes on.
public final class Capacity {
  private static final Set<Method> BEGINNING =
      Set.of(
          Method.INVITE,
          Method.SUBSCRIBE,
          Method.REGISTER,
          Method.OPTIONS,
          Method.MESSAGE,
          Method.PUBLISH,
          Method.REFER);

  /// A shortage ends when what was short is down to so much of its limit.
  private static final double RELIEVED = 0.9;

  /// Of what there is, how much may be used.
  ///
  /// @param heapPercent of the heap that live objects may take, as the last collection found them
  /// @param unsent octets that wait for peers who do not read, all together
  /// @param underWay forwarded requests
  public record Limits(int heapPercent, long unsent, int underWay) {}

  /// What is used.
  public record Use(int heapPercent, long unsent, int underWay) {}

  private Limits limits;
  private Set<String> emergencyNumbers;
  private boolean draining;
  private Optional<String> shortage = Optional.empty();

  public Capacity(Limits limits, Set<String> emergencyNumbers) {
    this.limits = limits;
    this.emergencyNumbers = Set.copyOf(emergencyNumbers);
  }

  /// Plenty of everything.
  public static Capacity plenty() {
    var limits = new Limits(85, Long.MAX_VALUE, Integer.MAX_VALUE);
    return new Capacity(limits, Set.of("112", "911"));
  }

  /// Goes on with other limits.
  void takeUp(Limits other, Set<String> numbers) {
    limits = other;
    emergencyNumbers = Set.copyOf(numbers);
  }

  /// Takes note of what is used; the result is what has become short, or nothing while all is well.
  public Optional<String> look(Use use) {
    double part = shortage.isPresent() ? RELIEVED : 1;
    shortage =
        over(use.heapPercent(), limits.heapPercent(), part, "memory")
            .or(() -> over(use.unsent(), limits.unsent(), part, "room for what peers do not read"))
            .or(() -> over(use.underWay(), limits.underWay(), part, "requests under way"));
    return shortage;
  }

  private static Optional<String> over(long used, long limit, double part, String what) {
    boolean over = used >= limit * part;
    return over ? Optional.of(what + ": " + used + " of " + limit) : Optional.empty();
  }

  /// What is short now.
  public Optional<String> shortage() {
    return shortage;
  }

  /// Begins nothing new from now on, or begins again.
  public void drain(boolean yes) {
    draining = yes;
  }

  public boolean isDraining() {
    return draining;
  }

  /// Why a request is not served now, if it is not.
  ///
  /// @param known whether it comes over a flow on which a user of ours is registered
  public Optional<String> refusal(SipRequest request, BooleanSupplier known) {
    if (!draining && shortage.isEmpty()) return Optional.empty();
    boolean begins = request.to().tag().isEmpty() && BEGINNING.contains(request.method());
    if (!begins || isForHelp(request)) return Optional.empty();
    if (draining) return Optional.of("this server is drained, or about to stop");
    // Who is registered may stay so: to be reached costs no more than before.
    boolean refresh = request.is(Method.REGISTER) && known.getAsBoolean();
    return refresh ? Optional.empty() : shortage.map(_ -> "this server is short of resources");
  }

  private boolean isForHelp(SipRequest request) {
    return request.uri() instanceof SipUri sip
        && sip.userText().filter(emergencyNumbers::contains).isPresent();
  }

  /// How long to wait before asking again: RFC 3261 21.5.4, not the same for everybody.
  public static Duration retryAfter(SipRequest request) {
    return Duration.ofSeconds(10 + Math.floorMod(request.callId().hashCode(), 20));
  }
}
