package ringfence.proxy.location;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ringfence.sip.message.NameAddr;
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
/// @param device which device this is, where it says so
/// @param path the Path of the REGISTER, RFC 3327: what a request takes as its Route, in this order
public record Binding(
    AddressOfRecord aor,
    Uri contact,
    Parameters parameters,
    int q,
    String callId,
    long cseq,
    Instant expires,
    Reach reach,
    String userAgent,
    Device device,
    List<NameAddr> path) {
  public Binding {
    path = List.copyOf(path);
  }

  /// A binding of a device that says nothing of itself and came without Path.
  public Binding(
      AddressOfRecord aor,
      Uri contact,
      Parameters parameters,
      int q,
      String callId,
      long cseq,
      Instant expires,
      Reach reach,
      String userAgent) {
    this(
        aor,
        contact,
        parameters,
        q,
        callId,
        cseq,
        expires,
        reach,
        userAgent,
        Device.UNNAMED,
        List.of());
  }

  public Binding with(Reach other) {
    return new Binding(
        aor, contact, parameters, q, callId, cseq, expires, other, userAgent, device, path);
  }

  public Binding with(Device other) {
    return new Binding(
        aor, contact, parameters, q, callId, cseq, expires, reach, userAgent, other, path);
  }

  public Binding withPath(List<NameAddr> other) {
    return new Binding(
        aor, contact, parameters, q, callId, cseq, expires, reach, userAgent, device, other);
  }

  /// The value of `+sip.instance`, where the device gave one.
  public Optional<String> instance() {
    return device.instance();
  }

  public boolean isExpired(Instant now) {
    return !now.isBefore(expires);
  }

  /// Whether a request can be sent to the device now, over a flow of this node or of another.
  public boolean isLive() {
    return switch (reach) {
      case Reach.Live _, Reach.Elsewhere _ -> true;
      case Reach.Awaiting _ -> false;
    };
  }

  /// Whole seconds left, rounded up, never less than zero.
  public long secondsLeft(Instant now) {
    long millis = Math.max(0, Duration.between(now, expires).toMillis());
    return (millis + 999) / 1000;
  }
}
