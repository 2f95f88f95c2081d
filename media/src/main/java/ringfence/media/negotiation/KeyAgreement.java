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
sealed interface KeyAgreement permits SdesAgreement {
  static KeyAgreement of(KeyManagement management) {
    return switch (management) {
      case KeyManagement.Sdes sdes -> new SdesAgreement(sdes);
    };
  }

  /// What key management writes into a description.
  record Lines(List<Attribute> session, List<Attribute> media) {
    static final Lines NONE = new Lines(List.of(), List.of());
  }

  /// When keys are made, and by what chance.
  record Moment(Instant now, RandomGenerator chance) {}

  /// What came of reading the peer's lines.
  sealed interface Result {
    record Agreed(SecurityChoice choice, Lines lines) implements Result {}

    record Objected(Refusal refusal) implements Result {}
  }

  /// Keys for an offer: new ones, or those of `kept`.
  OfferedKeys offer(Optional<SecurityChoice> kept, Moment moment);

  /// Answers the keys of one stream of an offer with a key of ours: a new one, or that of `kept`.
  Result answer(
      SessionDescription offer,
      MediaDescription stream,
      Optional<SecurityChoice> kept,
      Moment moment);

  /// Checks the answer to keys that we offered.
  Result accept(OfferedKeys offered, SessionDescription answer, MediaDescription stream);
}
