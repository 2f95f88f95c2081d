package ringfence.mikey;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ringfence.rtp.Ssrc;

/// The Responder of the pre-shared key exchange, RFC 3830 section 3.1.
public final class PskResponder implements AutoCloseable {
  private final PreSharedKey key;
  private final ReplayCache replays;
  private final ResponderRules rules;

  /// A copy of the key is kept; the cache is shared by all who have the same key.
  public PskResponder(PreSharedKey key, ReplayCache replays, ResponderRules rules) {
    this.key = key.copy();
    this.replays = replays;
    this.rules = rules;
  }

  /// Judges an Initiator's message. `own` are our SSRCs, for the streams that have none yet, in
  /// their order; `before` is the bundle that the message may be an update of.
  public Received receive(byte[] message, List<Ssrc> own, Optional<Csb> before, Instant now) {
    return new Received.Refused(
        MikeyRefusal.whole(ErrorNumber.UNSPECIFIED, "RFC 3830 3.1", replays + " " + rules),
        Optional.empty());
  }

  @Override
  public void close() {
    key.close();
  }
}
