package ringfence.proxy.failure;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import ringfence.proxy.recent.Recent;
import ringfence.sip.message.Header;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.transaction.Flow;
import ringfence.sip.transaction.TransactionKey;

/// The last registrations and calls that failed, so that somebody who asks why finds what was said.
/// It forgets the oldest. Owned by the proxy's loop.
public final class FailureBook {
  static final int MOST = 200;
  private static final int MOST_WAITING = 2000;

  private final Deque<FailedRequest> failed = new ArrayDeque<>();
  private final Map<TransactionKey, Waiting> waiting = new Recent<>(MOST_WAITING);

  private record Waiting(SipRequest request, Instant at, Flow flow) {}

  /// A request that came.
  public void heard(SipRequest request, TransactionKey key, Flow flow, Instant now) {
    boolean begins = request.is(Method.INVITE) && request.to().tag().isEmpty();
    if (begins || request.is(Method.REGISTER)) waiting.put(key, new Waiting(request, now, flow));
  }

  /// A response that goes back.
  public void answered(TransactionKey key, SipResponse response, Instant now) {
    int status = response.status().value();
    if (status < 200) return;
    Waiting asked = waiting.remove(key);
    if (asked == null || status < 300 || isFirstChallenge(asked.request(), status)) return;
    failed.addLast(new FailedRequest(asked.request(), asked.at(), response, now, asked.flow()));
    if (failed.size() > MOST) failed.removeFirst();
  }

  // RFC 3261 22.2: a request without credentials is challenged as a rule
  private static boolean isFirstChallenge(SipRequest request, int status) {
    return (status == 401 && request.headers().first(Header.AUTHORIZATION).isEmpty())
        || (status == 407 && request.headers().first(Header.PROXY_AUTHORIZATION).isEmpty());
  }

  /// The latest first.
  public List<FailedRequest> all() {
    return new ArrayList<>(failed).reversed();
  }
}
