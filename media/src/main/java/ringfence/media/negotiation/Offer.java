package ringfence.media.negotiation;

import java.util.ArrayList;
import java.util.List;
import ringfence.media.negotiation.KeyAgreement.PeerStream;
import ringfence.media.negotiation.KeyAgreement.Result;
import ringfence.media.negotiation.Refusal.Kind;
import ringfence.sdp.Direction;
import ringfence.sdp.MediaDescription;
import ringfence.sdp.SessionDescription;

/// An offer of ours, RFC 3264 section 5, with the keys it was made with. It does not change: each
/// fork of a call may answer it.
public final class Offer {
  /// A stream of the offer.
  record Stream(MediaDescription line, Formats formats, OfferedKeys keys) {}

  private final SessionDescription description;
  private final List<Stream> streams;
  private final MediaSettings settings;
  private final boolean hold;

  Offer(
      SessionDescription description, List<Stream> streams, MediaSettings settings, boolean hold) {
    this.description = description;
    this.streams = List.copyOf(streams);
    this.settings = settings;
    this.hold = hold;
  }

  /// The body to send.
  public SessionDescription description() {
    return description;
  }

  List<Stream> streams() {
    return streams;
  }

  /// Whether it puts the peer on hold.
  boolean isHold() {
    return hold;
  }

  /// Reads an answer to this offer; RFC 3264 section 7. The first stream that the peer accepts
  /// counts, and that is the secure one where there are two.
  public Outcome accept(SessionDescription answer) {
    int lines = answer.media().size();
    // RFC 3264 6: "The answer MUST contain the same number of "m=" lines"
    if (lines > streams.size() || (lines < streams.size() && !settings.habits().allowLessMedia())) {
      return refused(Kind.OFFER_ANSWER, lines + " media lines", String.valueOf(streams.size()));
    }
    List<Refusal> dropped = new ArrayList<>();
    for (int i = 0; i < lines; i++) {
      MediaDescription stream = answer.media().get(i);
      if (streams.get(i).line().isRefused()) {
        // RFC 3264 8.2: "A stream that is offered with a port of zero MUST be marked with port
        // zero"
        if (stream.isRefused()) continue;
        return refused(Kind.OFFER_ANSWER, "an open stream", "port 0 where the offer has it");
      }
      if (!stream.isRefused()) return accept(new PeerStream(answer, i), dropped);
      String open = streams.get(i).line().proto() + " stream";
      dropped.add(Refusal.ofAnswer(Kind.NO_AUDIO, "port 0", "an open " + open));
    }
    if (dropped.isEmpty()) return refused(Kind.NO_AUDIO, "no stream", "an audio stream");
    return new Outcome.Refused(dropped);
  }

  private Outcome accept(PeerStream answer, List<Refusal> dropped) {
    Stream own = streams.get(answer.index());
    MediaDescription stream = answer.stream();
    // RFC 3264 6: the transport of the answer is that of the offer
    if (!stream.proto().equals(own.line().proto()) || !stream.media().equals(own.line().media())) {
      String given = stream.media() + " " + stream.proto();
      return refused(Kind.OFFER_ANSWER, given, own.line().media() + " " + own.line().proto());
    }
    Formats common = own.formats().commonWith(stream).inOrderOf(stream);
    if (common.codecs().isEmpty()) {
      return refused(Answer.noCommonCodec(Role.OFFERER, own.formats(), stream));
    }
    if (PeerAddress.of(answer.description(), stream).isEmpty()) {
      return refused(PeerAddress.refusal(Role.OFFERER, answer.description(), stream));
    }
    var agreement = KeyAgreement.of(settings.security().keyManagement());
    return switch (agreement.accept(own.keys(), answer)) {
      case Result.Objected(var refusal) -> refused(refusal);
      case Result.Failed(var refusal) -> refused(refusal);
      case Result.Agreed(var choice, _) ->
          new Outcome.Agreed(description, plan(answer, common, choice), dropped);
    };
  }

  private MediaPlan plan(PeerStream answer, Formats common, SecurityChoice choice) {
    Stream own = streams.get(answer.index());
    PeerAddress peer = PeerAddress.of(answer.description(), answer.stream()).orElseThrow();
    Direction stated = PeerAddress.direction(answer.description(), answer.stream());
    Direction direction = description.direction(own.line()).and(stated.reversed());
    return new MediaPlan(
        answer.index(),
        own.line().port(),
        peer.rtp(),
        peer.rtcp(),
        direction,
        common,
        own.formats(),
        choice);
  }

  private static Outcome refused(Kind kind, String given, String required) {
    return refused(Refusal.ofAnswer(kind, given, required));
  }

  private static Outcome refused(Refusal refusal) {
    return new Outcome.Refused(List.of(refusal));
  }

  /// Erases the keys that were offered, except those in use.
  void erase(SecurityChoice used) {
    streams.forEach(stream -> stream.keys().erase(used));
  }
}
