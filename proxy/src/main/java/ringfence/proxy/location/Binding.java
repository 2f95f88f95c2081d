package ringfence.proxy.location;

import java.time.Duration;
import java.time.Instant;
import ringfence.sip.message.Parameters;
import ringfence.sip.message.Uri;

/// One contact of an address-of-record, RFC 3261 section 10.3 steps 7 and 8.
///
/// @param contact the URI as it came, byte for byte
/// @param parameters of the Contact beside `expires`, as they came (`q`, `+sip.instance`, …)
/// @param q preference in thousandths, 1000 is the highest and the default
/// @param cseq with `callId`, what an update must exceed
/// @param expires when the binding ends
/// @param userAgent the User-Agent of the REGISTER, or empty
public record Binding(
    AddressOfRecord aor,
    Uri contact,
    Parameters parameters,
    int q,
    String callId,
    long cseq,
    Instant expires,
    Reach reach,
    String userAgent) {

  public Binding with(Reach other) {
    return new Binding(aor, contact, parameters, q, callId, cseq, expires, other, userAgent);
  }

  public boolean isExpired(Instant now) {
    return !now.isBefore(expires);
  }

  /// Whether a request can be sent to the device now.
  public boolean isLive() {
    return reach instanceof Reach.Live;
  }

  /// Whole seconds left, rounded up, never less than zero.
  public long secondsLeft(Instant now) {
    long millis = Math.max(0, Duration.between(now, expires).toMillis());
    return (millis + 999) / 1000;
  }
}
