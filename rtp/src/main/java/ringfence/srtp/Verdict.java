package ringfence.srtp;

/// What became of a packet that was to be protected or unprotected, RFC 3711 section 3.3.
///
/// Only ACCEPTED changes the packet or any state.
public enum Verdict {
  /// Done: the buffer's limit is the packet's new end.
  ACCEPTED,
  /// The tag does not hold, or the key that the packet names is not ours.
  FORGED,
  /// Its index was seen before, or is too old to tell; of a sender: its keystream was used before.
  REPLAYED,
  /// Not a packet of its protocol, or too short to carry a tag.
  MALFORMED,
  /// The master key has protected as many packets as it may.
  KEY_EXPIRED,
  /// Of one more source than the session keeps state for.
  TOO_MANY_SOURCES
}
