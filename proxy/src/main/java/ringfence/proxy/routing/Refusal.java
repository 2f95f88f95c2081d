package ringfence.proxy.routing;

import java.util.List;
import ringfence.sip.message.StatusCode;

/// Why the proxy answers a request itself.
///
/// @param why a sentence for the Warning header and the log
/// @param unsupported option tags of a 420
record Refusal(StatusCode status, String why, List<String> unsupported) {
  static Refusal of(StatusCode status, String why) {
    return new Refusal(status, why, List.of());
  }
}
