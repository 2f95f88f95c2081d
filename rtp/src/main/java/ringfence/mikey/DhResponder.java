package ringfence.mikey;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import ringfence.rtp.Ssrc;

/// The Responder of the Diffie-Hellman methods, RFC 3830 section 3.3 and RFC 4650.
public final class DhResponder {
  private final DhAuthentication authentication;
  private final Arrivals arrivals;
  private final ResponderRules rules;

  /// `own` is who we are: the IDr that calls must have, if they have one.
  public DhResponder(
      DhAuthentication authentication, ReplayCache replays, Duration clockTolerance, Identity own) {
    this.authentication = authentication;
    this.arrivals = new Arrivals(replays, clockTolerance);
    this.rules = new ResponderRules(clockTolerance, false, List.of(own));
  }

  /// Judges an Initiator's message and adds our half. `own` are our SSRCs, for the streams that
  /// have none yet.
  public Received receive(byte[] message, List<Ssrc> own, Instant now, RandomGenerator chance) {
    MessageReader reader = new MessageReader(message);
    InitiatorMessage read;
    DhValue theirs;
    try {
      read = read(reader.read());
      theirs = read.contents().one(PayloadType.DH, DhValue.class);
    } catch (Fault fault) {
      return Arrivals.unread(reader, fault.refusal());
    }
    Optional<MikeyRefusal> untimely = arrivals.untimely(read, now);
    if (untimely.isPresent()) return new Received.Discarded(untimely.get());
    UnaryOperator<MikeyMessage> proof = UnaryOperator.identity();
    try (DiffieHellman half = DiffieHellman.choose(theirs.group(), chance)) {
      read.checkPrf();
      DhSeal seal = new DhSeal(authentication, read.csbId(), read.newRand());
      Optional<Identity> initiator = seal.check(read.contents(), read.initiator());
      proof = it -> seal.sealError(it, Parties.of(read, read.responder()));
      arrivals.admit(read, now);
      reply(read).checkResponder();
      Csb.Terms terms = Reply.filled(read.terms(Optional.empty()), own);
      KeyData tgk = half.agree(theirs, read.contents().offset(theirs));
      Csb csb = new Csb(seal.csbId(), seal.rand(), terms, List.of(tgk));
      List<Payload> further = seal.parties(rules.identities().stream().findFirst(), initiator);
      further.addAll(List.of(half.value(), theirs));
      return accepted(read, csb, seal.seal(answer(read, csb, further)));
    } catch (Fault fault) {
      return reply(read).refused(fault.refusal(), proof);
    }
  }

  private InitiatorMessage read(MikeyMessage message) {
    return InitiatorMessage.of(
        message, DhSeal.initType(authentication), DhSeal.payloads(authentication));
  }

  private Reply reply(InitiatorMessage read) {
    return new Reply(read, rules);
  }

  private MikeyMessage answer(InitiatorMessage read, Csb csb, List<Payload> further) {
    return reply(read).answer(DhSeal.respType(authentication), csb, further);
  }

  private static Received accepted(InitiatorMessage read, Csb csb, MikeyMessage answer) {
    return new Received.Accepted(
        Optional.of(answer), csb.derive(), csb, read.protocols(), read.warnings());
  }
}
