package ringfence.media.negotiation;

import java.util.List;
import ringfence.sdp.SessionDescription;

/// What came of an offer or an answer of the peer.
public sealed interface Outcome {
  /// Both sides agree.
  ///
  /// @param local our description: the answer to send, or the offer that was answered
  /// @param plan for the audio session
  /// @param dropped why streams of the peer that were tried before this one are not used; the unit
  ///   logs a wrong key management from here
  record Agreed(SessionDescription local, MediaPlan plan, List<Refusal> dropped)
      implements Outcome {
    public Agreed {
      dropped = List.copyOf(dropped);
    }

    Agreed withPlan(MediaPlan plan) {
      return new Agreed(local, plan, dropped);
    }

    /// Without the description, which holds keys in clear.
    @Override
    public String toString() {
      return "Agreed[" + plan + ", dropped " + dropped + "]";
    }
  }

  /// They do not, for the reasons given, at least one: one for each stream that was tried.
  record Refused(List<Refusal> reasons) implements Outcome {
    public Refused {
      reasons = List.copyOf(reasons);
      if (reasons.isEmpty()) throw new IllegalArgumentException("a refusal without reason");
    }

    /// The reason that counts most: one of security, else the first.
    public Refusal reason() {
      return reasons.stream()
          .filter(reason -> reason.kind().isSecurity())
          .findFirst()
          .orElseGet(reasons::getFirst);
    }
  }
}
