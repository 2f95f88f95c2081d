package ringfence.adapter.call;

import java.time.Duration;
import java.util.Optional;
import ringfence.media.session.SessionStatistics;

/// One call as the pages and the commands show it.
///
/// @param outgoing whether we placed it
/// @param setup from the INVITE to its answer, once answered
/// @param media its packets and how they are secured, once the parties agreed
/// @param keysHeard the DTMF keys that the other party sent
public record CallStatus(
    String callId,
    boolean outgoing,
    String peer,
    Optional<Duration> setup,
    Optional<SessionStatistics> media,
    String keysHeard) {}
