package ringfence.adapter.gateway;

import java.time.Instant;

/// Something that became of a link.
///
/// @param status what the link was from then on
/// @param cause why, in a sentence for a person
public record LinkTransition(Instant at, PersistentLink.Status status, String cause) {}
