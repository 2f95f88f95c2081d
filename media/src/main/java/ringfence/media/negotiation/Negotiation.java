package ringfence.media.negotiation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import ringfence.media.negotiation.Refusal.Kind;
import ringfence.sdp.Attribute;
import ringfence.sdp.Connection;
import ringfence.sdp.Direction;
import ringfence.sdp.MediaDescription;
import ringfence.sdp.Origin;
import ringfence.sdp.Parsed;
import ringfence.sdp.SessionDescription;

/// Agrees the media of one call by offer and answer; RFC 3264. Of the streams of an offer one audio
/// stream is used, the rest is refused with port 0 and stays so.
///
/// `offer` and then `answered`, or `offered`, as often as the session is updated. An offer that the
/// peer refuses leaves all as it was: `withdraw` it. A late offer needs nothing else: `offer` for
/// the response and `answered` for what comes with the ACK.
public final class Negotiation implements AutoCloseable {
  private static final String USERNAME = "MxSIP";

  private final MediaSettings settings;
  private final RandomGenerator chance;
  private Origin origin;
  private Optional<SessionDescription> local = Optional.empty();
  private Optional<SessionDescription> peer = Optional.empty();
  private Optional<Outcome.Agreed> agreed = Optional.empty();
  private Optional<Offer> pending = Optional.empty();
  private boolean held;

  /// @param chance makes keys: a product passes a secure source
  public Negotiation(MediaSettings settings, RandomGenerator chance) {
    this.settings = settings;
    this.chance = chance;
    String id = Long.toUnsignedString(chance.nextLong());
    String version = Long.toUnsignedString(chance.nextLong() >>> 1);
    var address = Connection.to(settings.address().getHostAddress());
    this.origin = new Origin(USERNAME, id, version, address);
  }

  /// A new offer, with new keys unless the policy keeps them.
  ///
  /// @param hold whether the peer is put on hold
  public Offer offer(boolean hold, Instant now) {
    held = hold;
    var kept = Offer.kept(settings.security().keepKeys(), agreed);
    List<Offer.Stream> streams = agreed.isEmpty() ? first(now) : again(agreed.get(), kept, now);
    List<Attribute> session =
        streams.stream().flatMap(stream -> stream.keys().lines().session().stream()).toList();
    List<MediaDescription> lines = streams.stream().map(Offer.Stream::line).toList();
    var offer = new Offer(describe(wanted(), session, lines), streams, settings);
    pending = Optional.of(offer);
    return offer;
  }

  /// Offers what was last sent once more, octet for octet: a session refresh, RFC 4028.
  public Offer refresh(Instant now) {
    if (agreed.isEmpty()) throw new IllegalStateException("nothing was agreed yet");
    List<Offer.Stream> streams = again(agreed.get(), Offer.kept(true, agreed), now);
    var offer = new Offer(agreed.get().local(), streams, settings);
    pending = Optional.of(offer);
    return offer;
  }

  private List<Offer.Stream> first(Instant now) {
    Offer.Stream plain = plain(settings.fallbackPort());
    return switch (settings.security().mode()) {
      case UNSECURE -> List.of(plain(settings.port()));
      case SECURE -> List.of(secure(settings.formats(), Optional.empty(), now));
      case SECURE_WITH_FALLBACK ->
          List.of(secure(settings.formats(), Optional.empty(), now), plain);
    };
  }

  private Offer.Stream plain(int port) {
    Formats formats = settings.formats();
    var line = line(port, Answer.PLAIN, formats, KeyAgreement.Lines.NONE);
    return new Offer.Stream(line, formats, new OfferedKeys.None());
  }

  private Offer.Stream secure(Formats formats, Optional<SecurityChoice> kept, Instant now) {
    var keys =
        KeyAgreement.of(settings.security().keyManagement())
            .offer(kept, new KeyAgreement.Moment(now, chance));
    var line = line(settings.port(), Answer.SECURE, formats, keys.lines());
    return new Offer.Stream(line, formats, keys);
  }

  /// RFC 3264 8: "the number of "m=" lines in the offer MUST NOT be less than" before, and a
  /// refused stream keeps its place.
  private List<Offer.Stream> again(
      Outcome.Agreed before, Optional<SecurityChoice> kept, Instant now) {
    Formats formats = before.plan().receive();
    int port = before.plan().localPort();
    List<Offer.Stream> streams = new ArrayList<>();
    boolean used = false;
    for (MediaDescription line : before.local().media()) {
      boolean active =
          !used && line.port() == port && Answer.isOf(line, before.plan().security().isSecure());
      if (!active) {
        streams.add(new Offer.Stream(refused(line), formats, new OfferedKeys.None()));
      } else if (before.plan().security().isSecure()) {
        streams.add(secure(formats, kept, now));
      } else {
        var plain = line(port, Answer.PLAIN, formats, KeyAgreement.Lines.NONE);
        streams.add(new Offer.Stream(plain, formats, new OfferedKeys.None()));
      }
      used |= active;
    }
    return streams;
  }

  /// Reads the answer to our offer. May be called again with the answers of other forks.
  public Outcome answered(SessionDescription answer, Instant now) {
    if (pending.isEmpty()) throw new IllegalStateException("an answer without an offer");
    Outcome outcome = pending.get().accept(answer, now);
    if (outcome instanceof Outcome.Agreed plan) settle(plan, answer);
    return outcome;
  }

  /// Reads the body of an answer.
  public Outcome answered(byte[] body, Instant now) {
    return switch (SessionDescription.parse(body)) {
      case Parsed.Description(var answer) -> answered(answer, now);
      case Parsed.Malformed malformed -> refused(malformed);
    };
  }

  /// Reads an offer of the peer; when agreed, `local` is the answer to send.
  public Outcome offered(SessionDescription offer, Instant now) {
    // RFC 3264 8: an unchanged version says that nothing changes, so keys stay too
    boolean keep = settings.security().keepKeys() || peer.equals(Optional.of(offer));
    var choice =
        new Answer(offer, settings, Offer.kept(keep, agreed), chance).choose(wanted(), now);
    if (choice.chosen().isEmpty()) return new Outcome.Refused(choice.objections());
    Answer.Chosen chosen = choice.chosen().get();
    List<MediaDescription> lines = new ArrayList<>();
    for (int i = 0; i < offer.media().size(); i++) {
      lines.add(i == chosen.index() ? chosen.line() : refused(offer.media().get(i)));
    }
    var answer = describe(chosen.plan().direction(), chosen.keys().session(), lines);
    var outcome = new Outcome.Agreed(answer, chosen.plan(), choice.objections());
    pending = Optional.empty();
    settle(outcome, offer);
    return outcome;
  }

  /// Reads the body of an offer.
  public Outcome offered(byte[] body, Instant now) {
    return switch (SessionDescription.parse(body)) {
      case Parsed.Description(var offer) -> offered(offer, now);
      case Parsed.Malformed malformed -> refused(malformed);
    };
  }

  private static Outcome refused(Parsed.Malformed malformed) {
    var refusal = new Refusal(Kind.MALFORMED, malformed.reason(), malformed.clause());
    return new Outcome.Refused(List.of(refusal));
  }

  /// Takes back an offer that the peer refused: what was agreed before stands.
  public void withdraw() {
    pending = Optional.empty();
  }

  /// What holds now.
  public Optional<Outcome.Agreed> agreed() {
    return agreed;
  }

  /// Whether our last offer put the peer on hold.
  public boolean isHeld() {
    return held;
  }

  /// Erases the keys that hold now, when the call is over and its session closed.
  @Override
  public void close() {
    agreed.ifPresent(now -> now.plan().security().erase());
  }

  private void settle(Outcome.Agreed outcome, SessionDescription theirs) {
    agreed = Optional.of(outcome);
    peer = Optional.of(theirs);
  }

  private Direction wanted() {
    return held ? settings.hold().direction() : Direction.SENDRECV;
  }

  private SessionDescription describe(
      Direction direction, List<Attribute> keys, List<MediaDescription> lines) {
    // All our streams have one direction, so that it stands once, at session level.
    List<Attribute> attributes = new ArrayList<>(keys);
    attributes.add(direction.attribute());
    boolean hold = held && settings.hold().holdAddress();
    Connection connection = hold ? Connection.HOLD : origin.unicastAddress();
    var written = SessionDescription.of(origin, connection, attributes, lines);
    if (local.isPresent() && !local.get().equals(written)) {
      origin = origin.next();
      written = written.withOrigin(origin);
    }
    local = Optional.of(written);
    return written;
  }

  static MediaDescription line(int port, String proto, Formats formats, KeyAgreement.Lines keys) {
    List<Attribute> attributes = new ArrayList<>(formats.attributes());
    attributes.addAll(keys.media());
    return MediaDescription.of("audio", port, proto, formats.list()).with(attributes);
  }

  /// RFC 3264 6: "To reject an offered stream, the port number in the corresponding stream in the
  /// answer MUST be set to zero."
  private static MediaDescription refused(MediaDescription line) {
    return MediaDescription.of(line.media(), 0, line.proto(), line.formats());
  }
}
