package ringfence.media.negotiation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  Offer(SessionDescription description, List<Stream> streams, MediaSettings settings) {
    this.description = description;
    this.streams = List.copyOf(streams);
    this.settings = settings;
  }

  /// The body to send.
  public SessionDescription description() {
    return description;
  }

  List<Stream> streams() {
    return streams;
  }

  /// Reads an answer to this offer; RFC 3264 section 7. The first stream that the peer accepts
  /// counts, and that is the secure one where there are two.
  public Outcome accept(SessionDescription answer, Instant now) {
    int lines = answer.media().size();
    // RFC 3264 6: "The answer MUST contain the same number of "m=" lines"
    if (lines > streams.size() || (lines < streams.size() && !settings.allowLessMedia())) {
      return refused(Kind.OFFER_ANSWER, lines + " media lines", String.valueOf(streams.size()));
    }
    List<Refusal> dropped = new ArrayList<>();
    for (int i = 0; i < lines; i++) {
      MediaDescription stream = answer.media().get(i);
      if (streams.get(i).line().isRefused()) continue;
      if (!stream.isRefused()) return accept(streams.get(i), answer, stream, dropped);
      String open = streams.get(i).line().proto() + " stream";
      dropped.add(new Refusal(Kind.NO_AUDIO, "port 0", "an open " + open));
    }
    if (dropped.isEmpty()) return refused(Kind.NO_AUDIO, "no stream", "an audio stream");
    return new Outcome.Refused(dropped);
  }

  private Outcome accept(
      Stream own, SessionDescription answer, MediaDescription stream, List<Refusal> dropped) {
    // RFC 3264 6: the transport of the answer is that of the offer
    if (!stream.proto().equals(own.line().proto()) || !stream.media().equals(own.line().media())) {
      String given = stream.media() + " " + stream.proto();
      return refused(Kind.OFFER_ANSWER, given, own.line().media() + " " + own.line().proto());
    }
    Formats common = own.formats().commonWith(stream).inOrderOf(stream);
    if (common.codecs().isEmpty()) return refused(Answer.noCommonCodec(own.formats(), stream));
    var peer = PeerAddress.of(answer, stream);
    if (peer.isEmpty()) return refused(PeerAddress.refusal(answer, stream));
    var agreement = KeyAgreement.of(settings.security().keyManagement());
    return switch (agreement.accept(own.keys(), answer, stream)) {
      case KeyAgreement.Result.Objected(var refusal) -> refused(refusal);
      case KeyAgreement.Result.Agreed(var choice, _) -> {
        Direction direction = direction(own).and(PeerAddress.direction(answer, stream).reversed());
        yield new Outcome.Agreed(
            description,
            new MediaPlan(
                own.line().port(),
                peer.get().rtp(),
                peer.get().rtcp(),
                direction,
                common,
                own.formats(),
                choice),
            dropped);
      }
    };
  }

  private Direction direction(Stream own) {
    return description.direction(own.line());
  }

  private static Outcome refused(Kind kind, String offered, String required) {
    return refused(new Refusal(kind, offered, required));
  }

  private static Outcome refused(Refusal refusal) {
    return new Outcome.Refused(List.of(refusal));
  }

  /// The security of this offer's stream in use, to keep its keys in an update.
  static Optional<SecurityChoice> kept(boolean keep, Optional<Outcome.Agreed> agreed) {
    return keep ? agreed.map(before -> before.plan().security()) : Optional.empty();
  }
}
