package ringfence.media.negotiation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import ringfence.media.negotiation.KeyAgreement.PeerStream;
import ringfence.media.negotiation.KeyAgreement.Result;
import ringfence.media.negotiation.Refusal.Kind;
import ringfence.sdp.Direction;
import ringfence.sdp.MediaDescription;
import ringfence.sdp.SessionDescription;

/// Finds the one stream of a peer's offer that we can use, the secure ones first, and what to
/// answer; RFC 3264 section 6.
final class Answer {
  static final String PLAIN = "RTP/AVP";
  static final String SECURE = "RTP/SAVP";
  private static final String FAX = "udptl";

  /// A stream that can be used, as the answer writes it.
  record Chosen(MediaDescription line, MediaPlan plan, KeyAgreement.Lines keys) {}

  /// What came of looking at the streams.
  record Choice(Optional<Chosen> chosen, List<Refusal> objections) {}

  private final SessionDescription offer;
  private final MediaSettings settings;
  private final KeyAgreement.Before before;
  private final KeyAgreement.Moment moment;
  private final List<Refusal> objections = new ArrayList<>();

  Answer(
      SessionDescription offer,
      MediaSettings settings,
      KeyAgreement.Before before,
      KeyAgreement.Moment moment) {
    this.offer = offer;
    this.settings = settings;
    this.before = before;
    this.moment = moment;
  }

  /// @param wanted the direction that we want, seen from us
  Choice choose(Direction wanted) {
    offer.media().stream().filter(Answer::isOpenFax).forEach(_ -> objections.add(noFax()));
    for (int i : order()) {
      MediaDescription stream = offer.media().get(i);
      Optional<Refusal> objection = objection(stream);
      if (objection.isPresent()) {
        objections.add(objection.get());
        continue;
      }
      switch (keys(i)) {
        case Result.Objected(var refusal) -> objections.add(refusal);
        case Result.Failed(var refusal) -> {
          objections.addFirst(refusal);
          return new Choice(Optional.empty(), objections);
        }
        case Result.Agreed(var choice, var lines) -> {
          var plan = plan(i, wanted, choice);
          return new Choice(Optional.of(new Chosen(line(plan, lines), plan, lines)), objections);
        }
      }
    }
    if (objections.isEmpty()) objections.add(noAudio());
    return new Choice(Optional.empty(), objections);
  }

  /// The open audio streams, the more secure ones first.
  private List<Integer> order() {
    return IntStream.range(0, offer.media().size())
        .boxed()
        .filter(i -> isOpenAudio(offer.media().get(i)))
        .sorted(Comparator.comparingInt(i -> rank(offer.media().get(i))))
        .toList();
  }

  private int rank(MediaDescription stream) {
    if (isSecure(stream)) return 0;
    return isOpportunistic(stream) ? 1 : 2;
  }

  private static boolean isOpenAudio(MediaDescription stream) {
    return stream.media().equals("audio") && !stream.isRefused();
  }

  private static boolean isOpenFax(MediaDescription stream) {
    return stream.media().equals("image")
        && stream.proto().equalsIgnoreCase(FAX)
        && !stream.isRefused();
  }

  static boolean isSecure(MediaDescription stream) {
    return stream.proto().equals(SECURE);
  }

  /// RFC 8643 3.1: the offerer "uses the RTP/AVP profile ... but includes SRTP keying attributes".
  /// Those of MIKEY do not count: RFC 4567 5.2 has them do nothing for RTP/AVP.
  private boolean isOpportunistic(MediaDescription stream) {
    boolean usable =
        switch (settings.security().keyManagement()) {
          case KeyManagement.Sdes _ -> settings.security().mode().allowsSecure();
          case KeyManagement.Mikey _ -> false;
        };
    return usable && stream.proto().equals(PLAIN) && SdesAgreement.hasKeys(stream);
  }

  private Refusal noAudio() {
    String given = offer.media().isEmpty() ? "no media" : "no open audio stream";
    return Refusal.ofOffer(Kind.NO_AUDIO, given, "an audio stream");
  }

  /// T.38 is never encrypted.
  private Refusal noFax() {
    boolean secure = isSecureAlready() || !settings.security().mode().allowsPlain();
    return secure && !settings.habits().unsecureFaxAllowed()
        ? Refusal.ofOffer(Kind.UNSECURE_FAX, "T.38, which is not encrypted", "a secure call")
        : Refusal.ofOffer(Kind.NO_FAX, "T.38", "audio, it has no fax");
  }

  private Optional<Refusal> objection(MediaDescription stream) {
    var mode = settings.security().mode();
    String proto = stream.proto();
    if (!isSecure(stream) && !proto.equals(PLAIN)) {
      return Optional.of(Refusal.ofOffer(Kind.TRANSPORT, proto, PLAIN + " or " + SECURE));
    }
    if (isSecure(stream) && !mode.allowsSecure()) {
      return Optional.of(Refusal.ofOffer(Kind.SECURITY_NOT_ALLOWED, proto, PLAIN));
    }
    if (rank(stream) == 2 && !mayBePlain()) {
      return Optional.of(Refusal.ofOffer(Kind.SECURITY_REQUIRED, proto, SECURE));
    }
    if (settings.formats().commonWith(stream).codecs().isEmpty()) {
      return Optional.of(noCommonCodec(Role.ANSWERER, settings.formats(), stream));
    }
    if (PeerAddress.of(offer, stream).isEmpty()) {
      return Optional.of(PeerAddress.refusal(Role.ANSWERER, offer, stream));
    }
    return Optional.empty();
  }

  /// A call that is secure does not turn plain: its peer has shown that it has security.
  private boolean mayBePlain() {
    return settings.security().mode().allowsPlain() && !isSecureAlready();
  }

  private boolean isSecureAlready() {
    return before.choice().filter(SecurityChoice::isSecure).isPresent();
  }

  static Refusal noCommonCodec(Role by, Formats own, MediaDescription stream) {
    String given = "formats " + String.join(" ", stream.formats());
    return new Refusal(
        Kind.NO_COMMON_CODEC, by, given, "one of the formats " + String.join(" ", own.list()));
  }

  private Result keys(int index) {
    MediaDescription stream = offer.media().get(index);
    var plain = new Result.Agreed(new SecurityChoice.Plain(), KeyAgreement.Lines.NONE);
    if (rank(stream) == 2) return plain;
    var agreement = KeyAgreement.of(settings.security().keyManagement());
    Result result = agreement.answer(new PeerStream(offer, index), before, moment);
    // RFC 8643 3.2: "To decline OSRTP, the answerer generates an SDP answer omitting SRTP keying
    // attributes", where policy lets the call be plain
    boolean declines = !isSecure(stream) && result instanceof Result.Objected && mayBePlain();
    return declines ? plain : result;
  }

  private MediaPlan plan(int index, Direction wanted, SecurityChoice security) {
    MediaDescription stream = offer.media().get(index);
    PeerAddress peer = PeerAddress.of(offer, stream).orElseThrow();
    Formats common = settings.formats().commonWith(stream);
    if (settings.habits().peerOrder()) common = common.inOrderOf(stream);
    Direction stated = PeerAddress.direction(offer, stream);
    Direction direction = wanted.and(stated.reversed());
    // RFC 3264 6.1: "sendonly" is answered with "recvonly or inactive"
    if (stated == Direction.SENDONLY) direction = direction.and(settings.habits().hold().answer());
    return new MediaPlan(
        index, settings.port(), peer.rtp(), peer.rtcp(), direction, common, common, security);
  }

  private MediaDescription line(MediaPlan plan, KeyAgreement.Lines keys) {
    String proto = offer.media().get(plan.stream()).proto();
    return Negotiation.line(plan.localPort(), proto, plan.receive(), keys);
  }
}
