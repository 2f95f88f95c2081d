package ringfence.proxy.routing;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;

/// Counts of what has passed, by method and by class of answer; methods that nobody knows count as
/// one, so that strangers cannot fill the table.
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

  private final Map<String, Long> counts = new TreeMap<>();

  void count(SipRequest request) {
    String method = request.method().name();
    add("requests." + (KNOWN.contains(method) ? method : "other"));
  }

  void count(SipResponse response) {
    add("responses." + response.status().value() / 100 + "xx");
  }

  private void add(String name) {
    counts.merge(name, 1L, Long::sum);
  }

  /// The counts now.
  public Map<String, Long> counts() {
    return Map.copyOf(counts);
  }
}
