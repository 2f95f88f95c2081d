package ringfence.transport;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import ringfence.sip.transaction.Flow;

/// What is known about one connection at the moment of asking.
///
/// @param outgoing whether we opened it
/// @param bytesIn of SIP, as its parser sees it
/// @param roundTrip of the last ping of ours that was answered
public record FlowFacts(
    Flow flow,
    boolean outgoing,
    Instant openedAt,
    Instant lastIn,
    Instant lastOut,
    long bytesIn,
    long bytesOut,
    Optional<TlsSession> tls,
    Optional<Duration> roundTrip) {}
