package ringfence.proxy.call;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import ringfence.proxy.location.AddressOfRecord;
import ringfence.sip.message.Header;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.SipUri;
import ringfence.sip.message.Uri;
import ringfence.sip.transaction.Flow;

/// The calls under way, learnt from what passes: an INVITE begins one, a final answer to it or to a
/// BYE ends it. A call whose ends both vanished is forgotten when its session expires (RFC 4028),
/// or after a day. Bounded, and owned by the proxy's loop.
public final class CallBook {
  private static final int MOST = 200_000;
  private static final Duration DAY = Duration.ofDays(1);

  private final SequencedMap<String, Call> byId = new LinkedHashMap<>();
  private final Map<String, Integer> byCaller = new HashMap<>();
  private final Map<InetAddress, Integer> bySource = new HashMap<>();
  private long begun;

  /// A request that came.
  public void heard(SipRequest request, Flow flow, Instant now) {
    boolean begins = request.is(Method.INVITE) && request.to().tag().isEmpty();
    if (!begins || byId.containsKey(request.callId())) return;
    if (byId.size() >= MOST) remove(byId.firstEntry().getKey());
    var remote = flow.remote();
    String over =
        flow.transport() + " " + remote.getAddress().getHostAddress() + ":" + remote.getPort();
    add(
        new Call(
            request.callId(),
            account(request.from().uri()),
            request.uri().toString(),
            remote.getAddress(),
            over,
            Call.State.CALLING,
            now,
            now.plus(DAY)));
  }

  /// A response that goes back.
  public void answered(SipResponse response, Instant now) {
    Call call = byId.get(response.callId());
    if (call == null) return;
    Method method = response.cseq().method();
    int status = response.status().value();
    boolean challenged = status == 401 || status == 407;
    if (method.equals(Method.BYE) && status >= 200 && !challenged) remove(call.callId());
    if (method.equals(Method.INVITE)) answered(call, response, now);
    if (method.equals(Method.UPDATE) && status < 300)
      put(call.with(call.state(), end(response, now)));
  }

  private void answered(Call call, SipResponse response, Instant now) {
    int status = response.status().value();
    boolean up = call.state() == Call.State.UP;
    if (status > 100 && status < 200 && !up) put(call.with(Call.State.RINGING, call.until()));
    if (status >= 200 && status < 300) {
      if (!up) begun++;
      put(call.with(Call.State.UP, end(response, now)));
    }
    if (status >= 300 && !up) remove(call.callId());
  }

  // RFC 4028 8.3: when a session expires, "the proxy MAY remove associated call state"
  private static Instant end(SipResponse response, Instant now) {
    return response
        .headers()
        .first(Header.SESSION_EXPIRES)
        .map(timer -> now.plus(timer.interval()))
        .orElse(now.plus(DAY));
  }

  /// Every call now, the oldest first.
  public List<Call> all(Instant now) {
    byId.values().stream()
        .filter(call -> call.until().isBefore(now))
        .map(Call::callId)
        .toList()
        .forEach(this::remove);
    return List.copyOf(byId.values());
  }

  /// How many there are.
  public int size() {
    return byId.size();
  }

  /// How many have been answered so far.
  public long begun() {
    return begun;
  }

  /// How many a user of ours has begun that are not over.
  public int of(AddressOfRecord caller) {
    return byCaller.getOrDefault(caller.toString(), 0);
  }

  /// How many were begun from there that are not over.
  public int from(InetAddress source) {
    return bySource.getOrDefault(source, 0);
  }

  private static String account(Uri from) {
    Optional<AddressOfRecord> aor =
        from instanceof SipUri sip ? AddressOfRecord.of(sip) : Optional.empty();
    return aor.map(AddressOfRecord::toString).orElseGet(from::toString);
  }

  private void add(Call call) {
    byId.put(call.callId(), call);
    byCaller.merge(call.caller(), 1, Integer::sum);
    bySource.merge(call.source(), 1, Integer::sum);
  }

  private void put(Call call) {
    byId.put(call.callId(), call);
  }

  private void remove(String callId) {
    Call call = byId.remove(callId);
    if (call == null) return;
    byCaller.computeIfPresent(call.caller(), (_, n) -> n > 1 ? n - 1 : null);
    bySource.computeIfPresent(call.source(), (_, n) -> n > 1 ? n - 1 : null);
  }
}
