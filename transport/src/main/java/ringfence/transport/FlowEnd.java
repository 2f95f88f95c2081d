package ringfence.transport;

/// Why a connection ended.
///
/// @param text a sentence for a person
public record FlowEnd(Cause cause, String text) {
  public enum Cause {
    /// The peer closed it.
    PEER,
    /// We were told to.
    OURS,
    /// Nothing went over it for its idle lifetime.
    IDLE,
    /// The peer answered no ping in time.
    NO_PONG,
    /// The peer does not read what we send.
    SLOW_READER,
    /// The peer sent what is not SIP, or too much, or too slowly.
    BROKEN,
    /// It made room for others: too many connections had not said anything yet.
    CROWDED,
    /// TLS failed on it, perhaps by an alert of the peer.
    TLS,
    /// The socket failed.
    ERROR
  }

  @Override
  public String toString() {
    return cause + ": " + text;
  }
}
