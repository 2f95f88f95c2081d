package ringfence.media.negotiation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import ringfence.sdp.Attribute;
import ringfence.sdp.MediaDescription;
import ringfence.sdp.SessionDescription;

/// How keys are put into an offer, taken from it, and checked in its answer: one for each case of
/// `KeyManagement`.
sealed interface KeyAgreement permits SdesAgreement, MikeyAgreement {
  static KeyAgreement of(KeyManagement management) {
    return switch (management) {
      case KeyManagement.Sdes sdes -> new SdesAgreement(sdes);
      case KeyManagement.Mikey mikey -> new MikeyAgreement(mikey);
    };
  }

  /// What key management writes into a description.
  record Lines(List<Attribute> session, List<Attribute> media) {
    static final Lines NONE = new Lines(List.of(), List.of());
  }

  /// When keys are made, and by what chance.
  record Moment(Instant now, RandomGenerator chance) {}

  /// One stream of the peer's description.
  record PeerStream(SessionDescription description, int index) {
    MediaDescription stream() {
      return description.media().get(index);
    }
  }

  /// The security of the stream before an update, if there was any.
  ///
  /// @param keep whether own keys stay as they are
  record Before(Optional<SecurityChoice> choice, boolean keep) {
    static final Before NOTHING = new Before(Optional.empty(), false);
  }

  /// What came of reading the peer's lines.
  sealed interface Result {
    record Agreed(SecurityChoice choice, Lines lines) implements Result {}

    /// The stream cannot be used; another one may.
    record Objected(Refusal refusal) implements Result {}

    /// RFC 4567 4.1.2: "the entire session setup SHALL be aborted".
    record Failed(Refusal refusal) implements Result {}
  }

  /// Keys for an offer.
  OfferedKeys offer(Before before, Moment moment);

  /// Answers the keys of one stream of an offer.
  Result answer(PeerStream offer, Before before, Moment moment);

  /// Checks the answer to keys that we offered.
  Result accept(OfferedKeys offered, PeerStream answer);
}
