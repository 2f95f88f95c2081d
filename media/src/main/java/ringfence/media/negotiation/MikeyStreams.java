package ringfence.media.negotiation;

import java.util.List;
import java.util.Optional;
import ringfence.mikey.CryptoSessionKeys;
import ringfence.rtp.Ssrc;

/// The crypto sessions of one `m=` line, seen from us; RFC 4567 section 7.1.
record MikeyStreams(CryptoSessionKeys own, CryptoSessionKeys peer) {
  /// @param position of the line among those that the message is for, from 0
  static Optional<MikeyStreams> of(
      List<CryptoSessionKeys> sessions, Ssrc own, int position, Role role) {
    if (sessions.size() == 1) return Optional.of(both(sessions.getFirst(), own));
    // RFC 4567 7.1: "CS IDs '1' and '2' for the first m line, and '3' and '4' for the second"
    int first = 2 * position;
    if (sessions.size() < first + 2) return Optional.empty();
    CryptoSessionKeys odd = sessions.get(first);
    CryptoSessionKeys even = sessions.get(first + 1);
    // The offerer's stream is the odd one; in an update it is that of who offered first.
    boolean isOdd = odd.ssrc().equals(own) || (!even.ssrc().equals(own) && role == Role.OFFERER);
    return Optional.of(isOdd ? new MikeyStreams(odd, even) : new MikeyStreams(even, odd));
  }

  /// Some send one session for both directions, as RFC 4567 5.1 does. RFC 3711 9.1: only streams of
  /// different SSRCs may share a key.
  private static MikeyStreams both(CryptoSessionKeys peer, Ssrc own) {
    return new MikeyStreams(
        new CryptoSessionKeys(peer.id(), own, 0, peer.policy(), peer.keys(), peer.validities()),
        peer);
  }
}
