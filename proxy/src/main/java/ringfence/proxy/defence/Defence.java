package ringfence.proxy.defence;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import ringfence.proxy.call.CallBook;
import ringfence.proxy.location.AddressOfRecord;
import ringfence.sip.message.Header;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.Transport;
import ringfence.sip.transaction.Flow;

/// What the proxy knows of sources, good and bad: the access list, the limits and the bans that
/// follow from them. A banned source gets no connection and no answer. Owned by the proxy's loop.
public final class Defence {
  private static final int SOURCES = 20_000;

  /// Why something was not done.
  public enum Count {
    /// By the access list.
    DENIED,
    /// From a banned source.
    BANNED,
    /// Beyond what a source may ask for.
    TOO_MANY_REQUESTS,
    /// Beyond the calls that a user or a source may have.
    TOO_MANY_CALLS,
    /// A wrong password.
    WRONG_PASSWORD,
    /// A password that was not even tried.
    NOT_TRIED
  }

  private AccessList access;
  private Limits limits;
  private final Capacity capacity;
  private final CallBook calls;
  private final Bans bans = new Bans();
  private Guesses guesses;
  private final Strangers strangers = new Strangers(SOURCES);
  private RateLimit<Network> requests;
  private final Map<Count, Long> counts = new EnumMap<>(Count.class);

  /// @param calls those under way, for the limits on them
  public Defence(AccessList access, Limits limits, Capacity capacity, CallBook calls) {
    this.access = access;
    this.limits = limits;
    this.capacity = capacity;
    this.calls = calls;
    this.guesses = new Guesses(limits);
    this.requests = requests(limits);
    for (Count count : Count.values()) counts.put(count, 0L);
  }

  private static RateLimit<Network> requests(Limits limits) {
    return new RateLimit<>(limits.requestsPerSecond() * 10, Duration.ofSeconds(10), SOURCES);
  }

  /// Goes on with another access list and other limits, which count anew; bans stay.
  void takeUp(AccessList list, Limits others) {
    access = list;
    if (others.equals(limits)) return;
    limits = others;
    guesses = new Guesses(others);
    requests = requests(others);
  }

  /// Lets everybody come and trusts nobody, with the usual limits.
  public static Defence standard() {
    return new Defence(AccessList.open(), Limits.usual(), Capacity.plenty(), new CallBook());
  }

  public Bans bans() {
    return bans;
  }

  public Capacity capacity() {
    return capacity;
  }

  public CallBook calls() {
    return calls;
  }

  /// How often each has happened.
  public Map<Count, Long> counts() {
    return Map.copyOf(counts);
  }

  private void count(Count what) {
    counts.merge(what, 1L, Long::sum);
  }

  /// Whether requests from there are forwarded without a digest, as those of a gateway that has no
  /// password are.
  public boolean trusts(InetAddress source) {
    return access.trusts(source);
  }

  /// Whether a connection or a datagram from there is taken.
  public boolean admits(InetAddress source, Instant now) {
    if (!access.admits(source)) {
      count(Count.DENIED);
      return false;
    }
    if (bans.of(source, now).isEmpty() || trusts(source)) return true;
    count(Count.BANNED);
    return false;
  }

  /// Whether a request is looked at, before anything is kept for it.
  public boolean hears(SipRequest request, Flow flow, Instant now) {
    if (!admits(address(flow), now)) return false;
    if (trusts(address(flow))) return true;
    String agent = request.headers().first(Header.USER_AGENT).orElse("");
    if (!Scanners.isOne(agent, limits.scannerAgents())) return true;
    ban(flow, "it calls itself " + agent, now);
    return false;
  }

  /// Counts a request; false when its source asks for more than it may.
  public boolean mayAsk(Flow flow, Instant now) {
    if (trusts(address(flow)) || requests.take(source(flow), now)) return true;
    count(Count.TOO_MANY_REQUESTS);
    return false;
  }

  /// Whether `caller` and its source may have the call that `request` begins, which is in the book
  /// already.
  public boolean mayCall(SipRequest request, AddressOfRecord caller, Flow flow) {
    if (!request.is(Method.INVITE) || request.to().tag().isPresent()) return true;
    boolean fits =
        fits(calls.of(caller), limits.callsPerUser())
            && fits(calls.from(address(flow)), limits.callsPerSource());
    if (!fits) count(Count.TOO_MANY_CALLS);
    return fits;
  }

  private static boolean fits(int calls, int most) {
    return most == 0 || calls <= most;
  }

  /// Whether a password for `account` from there is tried at all.
  public boolean mayProve(Flow flow, AddressOfRecord account, Instant now) {
    if (!guesses.isHeld(source(flow), account, now)) return true;
    count(Count.NOT_TRIED);
    return false;
  }

  /// Somebody there proved who they are.
  public void proved(Flow flow, AddressOfRecord account, Instant now) {
    guesses.right(source(flow), account, now);
  }

  /// A wrong password for `account`.
  public void wrongPassword(Flow flow, AddressOfRecord account, Instant now) {
    count(Count.WRONG_PASSWORD);
    var then = guesses.wrong(source(flow), account, now);
    if (then == Guesses.Consequence.BAN) ban(flow, "too many wrong passwords", now);
  }

  /// Somebody who proved nothing named a user that does not exist.
  public void strangerNamed(Flow flow, AddressOfRecord user, Instant now) {
    int named = strangers.named(source(flow), user.toString(), now);
    if (named < limits.strangers()) return;
    ban(flow, "it named " + named + " users that do not exist", now);
  }

  private void ban(Flow flow, String reason, Instant now) {
    // Anybody can write any address into a datagram: who proved a password loses nothing by one.
    boolean forgeable = flow.transport().equals(Transport.UDP);
    if (forgeable && guesses.isOffice(source(flow), now)) return;
    if (!trusts(address(flow))) ban(source(flow), reason, now);
  }

  /// Bans a source, as an operator may wish.
  public Ban ban(Network source, String reason, Instant now) {
    var ban = new Ban(source, reason, now, now.plus(limits.ban()));
    bans.add(ban, Bans.Origin.HERE);
    return ban;
  }

  /// Hears a source again and forgets what was held against it; false when it was not banned.
  public boolean lift(Network source) {
    guesses.forgive(source);
    strangers.forget(source);
    return bans.lift(source, Bans.Origin.HERE);
  }

  private static Network source(Flow flow) {
    return Network.ofSource(address(flow));
  }

  private static InetAddress address(Flow flow) {
    return flow.remote().getAddress();
  }
}
