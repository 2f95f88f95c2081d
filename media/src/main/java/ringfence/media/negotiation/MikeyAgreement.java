package ringfence.media.negotiation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import ringfence.media.negotiation.Refusal.Kind;
import ringfence.mikey.Answered;
import ringfence.mikey.CryptoSessionKeys;
import ringfence.mikey.Csb;
import ringfence.mikey.KeyMgmtAttribute;
import ringfence.mikey.MikeyRefusal;
import ringfence.mikey.Proposal;
import ringfence.mikey.PskInitiator;
import ringfence.mikey.PskResponder;
import ringfence.mikey.Received;
import ringfence.mikey.ResponderRules;
import ringfence.rtp.Ssrc;
import ringfence.srtp.ProtectionProfile.Cipher;
import ringfence.srtp.SrtpPolicy;

/// Keys by MIKEY messages in `a=key-mgmt` lines; RFC 4567.
record MikeyAgreement(KeyManagement.Mikey management) implements KeyAgreement {
  private static final String REQUIRED = "keys by a=key-mgmt:mikey (MIKEY)";

  @Override
  public OfferedKeys offer(Before before, Moment moment) {
    // RFC 3830 4.5: an update has "the same CSB ID as the initial exchange, but MUST use a new
    // timestamp"; it is what re-keys, and the unit keeps keys with SDES alone.
    return mikey(before)
        .map(last -> update(last, moment))
        .orElseGet(() -> begin(moment.now(), moment.chance()));
  }

  private static Optional<SecurityChoice.Mikey> mikey(Before before) {
    return before
        .choice()
        .filter(SecurityChoice.Mikey.class::isInstance)
        .map(SecurityChoice.Mikey.class::cast);
  }

  private OfferedKeys begin(Instant now, RandomGenerator chance) {
    Ssrc own = Ssrc.choose(chance);
    var proposal = Proposal.ofLine(management.offered(), own);
    return new OfferedKeys.Mikey(PskInitiator.begin(management.key(), proposal, now, chance), own);
  }

  private OfferedKeys update(SecurityChoice.Mikey last, Moment moment) {
    var initiator =
        PskInitiator.update(management.key(), last.csb(), moment.now(), moment.chance());
    return new OfferedKeys.Mikey(initiator, last.own().ssrc());
  }

  @Override
  public Result answer(PeerStream offer, Before before, Moment moment) {
    return switch (MikeyLines.read(offer)) {
      case MikeyLines.Absent(var given) -> new Result.Objected(wrong(Role.ANSWERER, given));
      case MikeyLines.Bad(var clause, var reason) ->
          new Result.Failed(Refusal.ofOffer(Kind.BAD_KEYS, reason, "a key-mgmt line by " + clause));
      case MikeyLines.Found lines -> {
        Optional<SecurityChoice.Mikey> last = mikey(before);
        // RFC 3264 8: an offer that has not changed "is effectively a no-op"; its message once more
        // would be a replay
        yield last.isPresent() && last.get().received().equals(lines.mikey())
            ? new Result.Agreed(last.get(), lines.answer(last.get().sent()))
            : receive(lines, last, moment);
      }
    };
  }

  private Result receive(
      MikeyLines.Found lines, Optional<SecurityChoice.Mikey> last, Moment moment) {
    Ssrc own = last.map(it -> it.own().ssrc()).orElseGet(() -> Ssrc.choose(moment.chance()));
    List<Ssrc> ours = lines.ssrcs(own, moment.chance());
    byte[] message = lines.mikey().data().array();
    try (var responder =
        new PskResponder(management.key(), management.replays(), ResponderRules.USUAL)) {
      return switch (responder.receive(
          message, ours, last.map(SecurityChoice.Mikey::csb), moment.now())) {
        case Received.Discarded(var why) -> failed(Role.ANSWERER, why);
        case Received.Refused(var why, _) -> failed(Role.ANSWERER, why);
        case Received.Accepted accepted ->
            tidied(accepted(accepted, lines, own), accepted.sessions(), accepted.csb());
      };
    }
  }

  private Result accepted(Received.Accepted accepted, MikeyLines.Found lines, Ssrc own) {
    // RFC 4567 7: "The receiver SHALL then match the list in the General Extension Payload with the
    // list included in SDP"
    Optional<MikeyRefusal> differ = accepted.protocolsDiffer(lines.protocols());
    if (differ.isPresent()) return failed(Role.ANSWERER, differ.get());
    Optional<KeyMgmtAttribute> sent = accepted.answer().map(KeyMgmtAttribute::of);
    var streams = MikeyStreams.of(accepted.sessions(), own, lines.position(), Role.ANSWERER);
    return agreed(Role.ANSWERER, streams, accepted.csb(), new Exchanged(sent, lines));
  }

  /// Erases the keys that are not used: those of other streams, or all where nothing was agreed.
  private static Result tidied(Result result, List<CryptoSessionKeys> sessions, Csb csb) {
    if (result instanceof Result.Agreed(var choice, _)) {
      sessions.stream()
          .filter(session -> session.keys().stream().noneMatch(it -> choice.has(it.key())))
          .forEach(CryptoSessionKeys::close);
    } else {
      sessions.forEach(CryptoSessionKeys::close);
      csb.close();
    }
    return result;
  }

  private record Exchanged(Optional<KeyMgmtAttribute> sent, MikeyLines.Found lines) {}

  private Result agreed(Role role, Optional<MikeyStreams> streams, Csb csb, Exchanged exchanged) {
    if (streams.isEmpty()) {
      return new Result.Failed(
          new Refusal(Kind.KEY_EXCHANGE, role, "no crypto sessions for this stream", "a pair"));
    }
    CryptoSessionKeys own = streams.get().own();
    CryptoSessionKeys peer = streams.get().peer();
    for (CryptoSessionKeys stream : List.of(own, peer)) {
      if (!stream.isUsable() || !isAllowed(stream.policy())) {
        String given = "MIKEY with " + stream.policy().profile();
        return new Result.Failed(
            new Refusal(Kind.KEY_EXCHANGE, role, given, "one key, encrypted and authenticated"));
      }
    }
    var received = exchanged.lines().mikey();
    var choice = new SecurityChoice.Mikey(role, own, peer, csb, exchanged.sent(), received);
    return new Result.Agreed(choice, exchanged.lines().answer(exchanged.sent()));
  }

  /// NULL encryption is for those who ask for it themselves, to debug.
  private boolean isAllowed(SrtpPolicy policy) {
    boolean encrypted = policy.isFull() && policy.profile().cipher() != Cipher.NULL;
    return encrypted || policy.equals(management.offered());
  }

  @Override
  public Result accept(OfferedKeys offered, PeerStream answer) {
    return switch (offered) {
      case OfferedKeys.None _ -> new Result.Agreed(new SecurityChoice.Plain(), Lines.NONE);
      case OfferedKeys.Sdes _ -> throw new IllegalStateException("keys of another protocol");
      case OfferedKeys.Mikey(var initiator, var own) ->
          switch (MikeyLines.read(answer)) {
            case MikeyLines.Absent(var given) -> new Result.Objected(wrong(Role.OFFERER, given));
            case MikeyLines.Bad(var clause, var reason) ->
                new Result.Failed(
                    Refusal.ofAnswer(Kind.BAD_KEYS, reason, "a key-mgmt line by " + clause));
            case MikeyLines.Found lines -> answered(initiator, own, lines);
          };
    };
  }

  private Result answered(PskInitiator initiator, Ssrc own, MikeyLines.Found lines) {
    return switch (initiator.answered(lines.mikey().data().array())) {
      case Answered.Refused(var why) -> failed(Role.OFFERER, why);
      case Answered.PeerError error -> {
        String given = "a MIKEY error message: " + error.errors();
        yield new Result.Failed(
            Refusal.ofAnswer(Kind.KEY_EXCHANGE, given, "a verification message"));
      }
      case Answered.Agreed(var sessions, var csb, _) -> {
        var sent = Optional.of(KeyMgmtAttribute.of(initiator.message()));
        var streams = MikeyStreams.of(sessions, own, 0, Role.OFFERER);
        var result = agreed(Role.OFFERER, streams, csb, new Exchanged(sent, lines));
        yield tidied(result, sessions, csb);
      }
    };
  }

  private static Refusal wrong(Role by, String given) {
    return given.isEmpty()
        ? new Refusal(Kind.NO_COMMON_SUITE, by, "RTP/SAVP without a=key-mgmt:mikey", REQUIRED)
        : new Refusal(Kind.WRONG_KEY_MANAGEMENT, by, given, REQUIRED);
  }

  private static Result failed(Role by, MikeyRefusal why) {
    String given = "a message with a fault: " + why.reason();
    String required = "MIKEY by " + why.clause();
    return new Result.Failed(new Refusal(Kind.KEY_EXCHANGE, by, given, required));
  }
}
