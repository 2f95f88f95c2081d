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
  private SecurityChoice retired = new SecurityChoice.Plain();
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
    var moment = new KeyAgreement.Moment(now, chance);
    List<Offer.Stream> streams = agreed.isEmpty() ? first(moment) : again(agreed.get(), moment);
    List<Attribute> session =
        streams.stream().flatMap(stream -> stream.keys().lines().session().stream()).toList();
    List<MediaDescription> lines = streams.stream().map(Offer.Stream::line).toList();
    var description = describe(wanted(hold), hold, session, lines);
    return pend(new Offer(description, streams, settings, hold));
  }

  /// Offers what was last agreed once more, a session refresh, RFC 4028: octet for octet where it
  /// can be.
  public Offer refresh(Instant now) {
    Outcome.Agreed last =
        agreed.orElseThrow(() -> new IllegalStateException("nothing was agreed yet"));
    return switch (last.plan().security()) {
      case SecurityChoice.Plain _ -> pend(unchanged(last, new OfferedKeys.None()));
      case SecurityChoice.Sdes(_, var own, _) when isOfSecureProfile(last) ->
          pend(unchanged(last, new OfferedKeys.Sdes(List.of(own))));
      // RFC 8643 4: where "the other party supports SRTP ... a secure profile of RTP is used"
      case SecurityChoice.Sdes _ -> offer(held, now);
      // RFC 3830 5.4: the same message once more is a replay, so that this is an update
      case SecurityChoice.Mikey _ -> offer(held, now);
    };
  }

  private static boolean isOfSecureProfile(Outcome.Agreed last) {
    return Answer.isSecure(last.local().media().get(last.plan().stream()));
  }

  private Offer unchanged(Outcome.Agreed last, OfferedKeys used) {
    MediaPlan plan = last.plan();
    List<Offer.Stream> streams = new ArrayList<>();
    for (MediaDescription line : last.local().media()) {
      OfferedKeys keys = streams.size() == plan.stream() ? used : new OfferedKeys.None();
      streams.add(new Offer.Stream(line, plan.receive(), keys));
    }
    return new Offer(last.local(), streams, settings, held);
  }

  private Offer pend(Offer offer) {
    withdraw();
    pending = Optional.of(offer);
    return offer;
  }

  private List<Offer.Stream> first(KeyAgreement.Moment moment) {
    Offer.Stream plain = plain(settings.formats(), settings.fallbackPort());
    return switch (settings.security().mode()) {
      case UNSECURE -> List.of(plain(settings.formats(), settings.port()));
      case SECURE -> List.of(secure(settings.formats(), KeyAgreement.Before.NOTHING, moment));
      case SECURE_WITH_FALLBACK ->
          List.of(secure(settings.formats(), KeyAgreement.Before.NOTHING, moment), plain);
    };
  }

  private static Offer.Stream plain(Formats formats, int port) {
    var line = line(port, Answer.PLAIN, formats, KeyAgreement.Lines.NONE);
    return new Offer.Stream(line, formats, new OfferedKeys.None());
  }

  private Offer.Stream secure(
      Formats formats, KeyAgreement.Before before, KeyAgreement.Moment moment) {
    var keys = KeyAgreement.of(settings.security().keyManagement()).offer(before, moment);
    var line = line(settings.port(), Answer.SECURE, formats, keys.lines());
    return new Offer.Stream(line, formats, keys);
  }

  /// RFC 3264 8: "the number of "m=" lines in the offer MUST NOT be less than" before, and a
  /// refused stream keeps its place.
  private List<Offer.Stream> again(Outcome.Agreed last, KeyAgreement.Moment moment) {
    MediaPlan plan = last.plan();
    var used =
        plan.security().isSecure()
            ? secure(plan.receive(), before(settings.security().keepKeys()), moment)
            : plain(plan.receive(), plan.localPort());
    List<Offer.Stream> streams = new ArrayList<>();
    for (MediaDescription line : last.local().media()) {
      streams.add(
          streams.size() == plan.stream()
              ? used
              : new Offer.Stream(refused(line), plan.receive(), new OfferedKeys.None()));
    }
    return streams;
  }

  private KeyAgreement.Before before(boolean keep) {
    return new KeyAgreement.Before(agreed.map(last -> last.plan().security()), keep);
  }

  /// Reads the answer to our offer. May be called again with the answers of other forks.
  public Outcome answered(SessionDescription answer) {
    if (pending.isEmpty()) {
      // RFC 3261 13.2.1: the UAC "MUST ignore any session descriptions" that come after the answer;
      // a later offer of the peer's own has closed the exchange that they belong to
      return agreed.orElseThrow(() -> new IllegalStateException("an answer without an offer"));
    }
    Offer offer = pending.get();
    Outcome outcome = offer.accept(answer);
    if (!(outcome instanceof Outcome.Agreed agreement)) return outcome;
    held = offer.isHold();
    return settle(agreement, answer);
  }

  /// Reads the body of an answer.
  public Outcome answered(byte[] body) {
    return switch (SessionDescription.parse(body)) {
      case Parsed.Description(var answer) -> answered(answer);
      case Parsed.Malformed malformed -> refused(Role.OFFERER, malformed);
    };
  }

  /// Reads an offer of the peer; when agreed, `local` is the answer to send.
  ///
  /// It is judged by what it says: a version in `o=` that did not move, or moved by more than one,
  /// is no reason to refuse it.
  public Outcome offered(SessionDescription offer, Instant now) {
    // RFC 3264 8: an offer that has not changed "is effectively a no-op", so keys stay too
    boolean keep = settings.security().keepKeys() || peer.equals(Optional.of(offer));
    var moment = new KeyAgreement.Moment(now, chance);
    var choice = new Answer(offer, settings, before(keep), moment).choose(wanted(held));
    if (choice.chosen().isEmpty()) return new Outcome.Refused(choice.objections());
    withdraw();
    Answer.Chosen chosen = choice.chosen().get();
    List<MediaDescription> lines = new ArrayList<>();
    for (MediaDescription line : offer.media()) {
      lines.add(lines.size() == chosen.plan().stream() ? chosen.line() : refused(line));
    }
    var answer = describe(chosen.plan().direction(), held, chosen.keys().session(), lines);
    return settle(new Outcome.Agreed(answer, chosen.plan(), choice.objections()), offer);
  }

  /// Reads the body of an offer.
  public Outcome offered(byte[] body, Instant now) {
    return switch (SessionDescription.parse(body)) {
      case Parsed.Description(var offer) -> offered(offer, now);
      case Parsed.Malformed malformed -> refused(Role.ANSWERER, malformed);
    };
  }

  private static Outcome refused(Role by, Parsed.Malformed malformed) {
    var refusal = new Refusal(Kind.MALFORMED, by, malformed.reason(), malformed.clause());
    return new Outcome.Refused(List.of(refusal));
  }

  /// Takes back an offer that the peer refused: what was agreed before stands, the hold too. RFC
  /// 4568 7.1.4: "if the new offer is rejected, the old crypto parameters remain in place."
  public void withdraw() {
    pending.ifPresent(offer -> offer.erase(used()));
    pending = Optional.empty();
  }

  /// What holds now.
  public Optional<Outcome.Agreed> agreed() {
    return agreed;
  }

  /// Whether the keys in use came by MIKEY.
  public boolean isByMikey() {
    return used() instanceof SecurityChoice.Mikey;
  }

  /// Whether the peer is on hold, by an offer of ours that it took.
  public boolean isHeld() {
    return held;
  }

  /// Erases all keys, when the call is over and its session closed.
  @Override
  public void close() {
    withdraw();
    retired.erase();
    used().erase();
  }

  private Outcome.Agreed settle(Outcome.Agreed outcome, SessionDescription theirs) {
    SecurityChoice last = used();
    SecurityChoice next = outcome.plan().security();
    peer = Optional.of(theirs);
    if (next.isSame(last)) {
      // An answer comes in 180 and again in 200: what it brings the second time is known.
      next.eraseBut(List.of(last));
      agreed = Optional.of(outcome.withPlan(outcome.plan().withSecurity(last)));
      return agreed.get();
    }
    agreed = Optional.of(outcome);
    // A session may not have taken the new keys up yet, so the last ones live one update longer.
    retired.eraseBut(List.of(last, next));
    retired = last;
    return outcome;
  }

  private SecurityChoice used() {
    return agreed.map(last -> last.plan().security()).orElseGet(SecurityChoice.Plain::new);
  }

  private Direction wanted(boolean hold) {
    return hold ? settings.habits().hold().direction() : Direction.SENDRECV;
  }

  private SessionDescription describe(
      Direction direction, boolean hold, List<Attribute> keys, List<MediaDescription> lines) {
    // All our streams have one direction, so that it stands once, at session level.
    List<Attribute> attributes = new ArrayList<>(keys);
    attributes.add(direction.attribute());
    Connection connection =
        hold && settings.habits().hold().holdAddress() ? Connection.HOLD : origin.unicastAddress();
    var written = SessionDescription.of(origin, connection, attributes, lines);
    // RFC 3264 8: "the version in the origin field MUST increment by one" where anything changed
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
