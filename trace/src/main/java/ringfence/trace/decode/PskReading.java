package ringfence.trace.decode;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ringfence.mikey.Csb;
import ringfence.mikey.MikeyMessage;
import ringfence.mikey.PreSharedKey;
import ringfence.mikey.PskResponder;
import ringfence.mikey.Received;
import ringfence.mikey.ReplayCache;
import ringfence.mikey.ResponderRules;
import ringfence.mikey.Timestamp;
import ringfence.rtcp.NtpTime;
import ringfence.rtp.Ssrc;

/// Reads a recorded MIKEY message under the pre-shared key as its receiver would have at the time
/// that the message itself names.
public final class PskReading {
  /// Keys in clear are looked at, not taken: a reader is told of them.
  private static final ResponderRules RULES =
      new ResponderRules(Duration.ofMinutes(5), true, List.of());

  private PskReading() {}

  /// What the receiver makes of the message.
  ///
  /// @param chosen the SSRCs of the streams that the message leaves open, in their order
  /// @param before the bundle that the message may be an update of
  public static Received receive(
      MikeyMessage message, PreSharedKey key, List<Ssrc> chosen, Optional<Csb> before) {
    try (var responder = new PskResponder(key, new ReplayCache(8), RULES)) {
      return responder.receive(message.write(), chosen, before, timeOf(message));
    }
  }

  private static Instant timeOf(MikeyMessage message) {
    return message.payloads().stream()
        .filter(Timestamp.class::isInstance)
        .map(Timestamp.class::cast)
        .filter(it -> it.kind() != Timestamp.Kind.COUNTER)
        .findFirst()
        .map(it -> new NtpTime(it.value()).toInstant())
        .orElse(Instant.EPOCH);
  }
}
