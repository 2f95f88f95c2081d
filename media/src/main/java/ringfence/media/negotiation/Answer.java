package ringfence.media.negotiation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import ringfence.media.negotiation.Refusal.Kind;
import ringfence.sdp.Direction;
import ringfence.sdp.MediaDescription;
import ringfence.sdp.SessionDescription;

/// Finds the one stream of a peer's offer that we can use, the secure ones first, and what to
/// answer; RFC 3264 section 6.
final class Answer {
  static final String PLAIN = "RTP/AVP";
  static final String SECURE = "RTP/SAVP";

  /// A stream that can be used, as the answer writes it.
  record Chosen(int index, MediaDescription line, MediaPlan plan, KeyAgreement.Lines keys) {}

  /// What came of looking at the streams.
  record Choice(Optional<Chosen> chosen, List<Refusal> objections) {}

  private final SessionDescription offer;
  private final MediaSettings settings;
  private final Optional<SecurityChoice> kept;
  private final RandomGenerator chance;

  Answer(
      SessionDescription offer,
      MediaSettings settings,
      Optional<SecurityChoice> kept,
      RandomGenerator chance) {
    this.offer = offer;
    this.settings = settings;
    this.kept = kept;
    this.chance = chance;
  }

  /// @param wanted the direction that we want, seen from us
  Choice choose(Direction wanted, Instant now) {
    List<Integer> order =
        IntStream.range(0, offer.media().size())
            .boxed()
            .filter(i -> isOpenAudio(offer.media().get(i)))
            .sorted(Comparator.comparing(i -> !isSecure(offer.media().get(i))))
            .toList();
    List<Refusal> objections = new ArrayList<>();
    for (int i : order) {
      MediaDescription stream = offer.media().get(i);
      Optional<Refusal> objection = objection(stream);
      if (objection.isPresent()) {
        objections.add(objection.get());
        continue;
      }
      switch (keys(stream, now)) {
        case KeyAgreement.Result.Objected(var refusal) -> objections.add(refusal);
        case KeyAgreement.Result.Agreed(var choice, var lines) -> {
          var plan = plan(stream, wanted, choice);
          var chosen = new Chosen(i, line(stream, plan, lines), plan, lines);
          return new Choice(Optional.of(chosen), objections);
        }
      }
    }
    if (objections.isEmpty()) objections.add(noAudio());
    return new Choice(Optional.empty(), objections);
  }

  private static boolean isOpenAudio(MediaDescription stream) {
    return stream.media().equals("audio") && !stream.isRefused();
  }

  private static boolean isSecure(MediaDescription stream) {
    return stream.proto().equals(SECURE);
  }

  /// Whether the line is of an open stream of that security.
  static boolean isOf(MediaDescription line, boolean secure) {
    return !line.isRefused() && isSecure(line) == secure;
  }

  private Refusal noAudio() {
    String given = offer.media().isEmpty() ? "no media" : "no open audio stream";
    return new Refusal(Kind.NO_AUDIO, given, "an audio stream");
  }

  private Optional<Refusal> objection(MediaDescription stream) {
    var mode = settings.security().mode();
    String proto = stream.proto();
    if (!isSecure(stream) && !proto.equals(PLAIN)) {
      return Optional.of(new Refusal(Kind.TRANSPORT, proto, PLAIN + " or " + SECURE));
    }
    if (isSecure(stream) && !mode.allowsSecure()) {
      return Optional.of(new Refusal(Kind.SECURITY_NOT_ALLOWED, proto, PLAIN));
    }
    if (!isSecure(stream) && !mode.allowsPlain()) {
      return Optional.of(new Refusal(Kind.SECURITY_REQUIRED, proto, SECURE));
    }
    if (settings.formats().commonWith(stream).codecs().isEmpty()) {
      return Optional.of(noCommonCodec(settings.formats(), stream));
    }
    if (PeerAddress.of(offer, stream).isEmpty()) {
      return Optional.of(PeerAddress.refusal(offer, stream));
    }
    return Optional.empty();
  }

  static Refusal noCommonCodec(Formats own, MediaDescription stream) {
    String given = "formats " + String.join(" ", stream.formats());
    return new Refusal(Kind.NO_COMMON_CODEC, given, "one of " + String.join(" ", own.list()));
  }

  private KeyAgreement.Result keys(MediaDescription stream, Instant now) {
    if (!isSecure(stream)) {
      return new KeyAgreement.Result.Agreed(new SecurityChoice.Plain(), KeyAgreement.Lines.NONE);
    }
    var agreement = KeyAgreement.of(settings.security().keyManagement());
    return agreement.answer(offer, stream, kept, new KeyAgreement.Moment(now, chance));
  }

  private MediaPlan plan(MediaDescription stream, Direction wanted, SecurityChoice security) {
    PeerAddress peer = PeerAddress.of(offer, stream).orElseThrow();
    Formats common = settings.formats().commonWith(stream);
    if (settings.peerOrder()) common = common.inOrderOf(stream);
    Direction stated = PeerAddress.direction(offer, stream);
    Direction direction = wanted.and(stated.reversed());
    // RFC 3264 6.1: "sendonly" is answered with "recvonly or inactive"
    if (stated == Direction.SENDONLY) direction = direction.and(settings.hold().answer());
    return new MediaPlan(
        settings.port(), peer.rtp(), peer.rtcp(), direction, common, common, security);
  }

  private static MediaDescription line(
      MediaDescription stream, MediaPlan plan, KeyAgreement.Lines keys) {
    return Negotiation.line(plan.localPort(), stream.proto(), plan.receive(), keys);
  }
}
