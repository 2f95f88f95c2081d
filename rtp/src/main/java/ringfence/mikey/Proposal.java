package ringfence.mikey;

import java.util.List;
import java.util.Optional;
import ringfence.rtp.Ssrc;
import ringfence.srtp.SrtpPolicy;

/// What an Initiator proposes: the streams in the order of their Crypto Session IDs, the key
/// management protocols of its SDP offer in their order (`mikey` alone, usually), and who it is and
/// whom it calls, which is best left out: peers differ in what they make of it.
public record Proposal(List<Stream> streams, List<String> protocols, List<Identity> identities) {
  /// One stream; an SSRC of 0 is one that the Responder is to choose.
  public record Stream(SrtpPolicy policy, Ssrc ssrc, long rolloverCounter) {}

  public Proposal {
    if (streams.isEmpty() || streams.size() > 255) {
      throw new IllegalArgumentException(streams.size() + " streams");
    }
    if (identities.size() > 2) throw new IllegalArgumentException("more than IDi and IDr");
    streams = List.copyOf(streams);
    protocols = List.copyOf(protocols);
    identities = List.copyOf(identities);
  }

  /// One line of an SDP offer: our stream, and one whose SSRC the answerer chooses.
  public static Proposal ofLine(SrtpPolicy policy, Ssrc ours) {
    return new Proposal(
        List.of(new Stream(policy, ours, 0), new Stream(policy, CryptoSession.NOT_CHOSEN, 0)),
        List.of(KeyMgmtAttribute.MIKEY),
        List.of());
  }

  /// IDi, if it is to be said.
  Optional<Identity> caller() {
    return identities.stream().findFirst();
  }

  /// IDr, if it is to be said.
  Optional<Identity> called() {
    return identities.stream().skip(1).findFirst();
  }
}
