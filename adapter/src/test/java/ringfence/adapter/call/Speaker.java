package ringfence.adapter.call;

import java.time.Instant;
import ringfence.media.negotiation.Negotiation;
import ringfence.media.negotiation.Outcome;

/// One side of a negotiation: a unit, or another phone with ways of its own.
interface Speaker {
  byte[] offer(boolean hold, Instant now);

  Outcome offered(byte[] offer, Instant now);

  Outcome answered(byte[] answer);

  /// A unit.
  record Unit(Negotiation negotiation) implements Speaker {
    @Override
    public byte[] offer(boolean hold, Instant now) {
      return negotiation.offer(hold, now).description().toBytes();
    }

    @Override
    public Outcome offered(byte[] offer, Instant now) {
      return negotiation.offered(offer, now);
    }

    @Override
    public Outcome answered(byte[] answer) {
      return negotiation.answered(answer);
    }
  }
}
