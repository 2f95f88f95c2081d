package ringfence.proxy.routing;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;

/// Counts of what has passed one way, by method and by class of answer; methods that nobody knows
/// count as one, so that strangers cannot fill the table.
public final class Traffic {
  private static final Set<String> KNOWN =
      Set.of(
          "INVITE",
          "CANCEL",
          "BYE",
          "REGISTER",
          "OPTIONS",
          "INFO",
          "PRACK",
          "UPDATE",
          "REFER",
          "NOTIFY",
          "SUBSCRIBE",
          "MESSAGE",
          "PUBLISH");

  private final Map<String, LongAdder> requests = new HashMap<>();
  private final LongAdder others = new LongAdder();
  private final LongAdder[] responses = new LongAdder[7];

  public Traffic() {
    KNOWN.forEach(method -> requests.put(method, new LongAdder()));
    Arrays.setAll(responses, _ -> new LongAdder());
  }

  public void count(SipRequest request) {
    requests.getOrDefault(request.method().name(), others).increment();
  }

  public void count(SipResponse response) {
    responses[response.status().value() / 100].increment();
  }

  /// The counts now, of what was seen at all.
  public Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    requests.forEach((method, count) -> put(counts, "requests." + method, count));
    put(counts, "requests.other", others);
    for (int i = 1; i < responses.length; i++) put(counts, "responses." + i + "xx", responses[i]);
    return counts;
  }

  private static void put(Map<String, Long> counts, String name, LongAdder count) {
    if (count.sum() > 0) counts.put(name, count.sum());
  }
}
