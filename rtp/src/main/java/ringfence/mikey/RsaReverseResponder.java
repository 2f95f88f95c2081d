package ringfence.mikey;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import ringfence.rtp.Ssrc;

/// The Responder of the reverse RSA method, RFC 4738: it chooses the keys.
public final class RsaReverseResponder {
  private final CertifiedParty party;
  private final Arrivals arrivals;
  private final ResponderRules rules;

  public RsaReverseResponder(CertifiedParty party, ReplayCache replays, Duration clockTolerance) {
    this.party = party;
    this.arrivals = new Arrivals(replays, clockTolerance);
    this.rules = new ResponderRules(clockTolerance, false, List.of(party.identity()));
  }

  /// Judges an Initiator's message and chooses the keys that answer it. `own` are our SSRCs, for
  /// the streams that have none yet.
  public Received receive(byte[] message, List<Ssrc> own, Instant now, RandomGenerator chance) {
    MessageReader reader = new MessageReader(message);
    InitiatorMessage read;
    Sign sign;
    try {
      read =
          InitiatorMessage.of(
              reader.read(), DataType.RSA_R_I_MSG, PayloadType.CERT, PayloadType.SIGN);
      sign = read.contents().one(PayloadType.SIGN, Sign.class);
    } catch (Fault fault) {
      return Arrivals.unread(reader, fault.refusal());
    }
    Optional<MikeyRefusal> untimely = arrivals.untimely(read, now);
    if (untimely.isPresent()) return new Received.Discarded(untimely.get());
    Reply reply = new Reply(read, rules);
    UnaryOperator<MikeyMessage> proof = UnaryOperator.identity();
    try {
      read.checkPrf();
      X509Certificate signer =
          Certificates.signer(read.contents(), read.initiator(), party.trust());
      Signing.check(read.contents(), sign, signer);
      proof = it -> Signing.seal(it, party);
      arrivals.admit(read, now);
      reply.checkResponder();
      Csb.Terms terms = Reply.filled(read.terms(Optional.empty()), own);
      return accept(read, terms, signer, chance);
    } catch (Fault fault) {
      return reply.refused(fault.refusal(), proof);
    }
  }

  private Received accept(
      InitiatorMessage read, Csb.Terms terms, X509Certificate initiator, RandomGenerator chance) {
    // RFC 4738 3.6: "If the I_MESSAGE did not include the RAND payload, it MUST be present in the
    // R_MESSAGE."
    Optional<Rand> ours =
        read.rand().isPresent() ? Optional.empty() : Optional.of(Rand.choose(chance));
    Octets rand = ours.map(Rand::value).orElseGet(read::newRand);
    Csb csb = new Csb(read.csbId(), rand, terms, List.of(Draft.tgk(terms, chance)));
    List<Payload> further = new ArrayList<>();
    ours.ifPresent(further::add);
    further.add(Certificates.payload(party.certificate()));
    further.add(party.identity());
    further.addAll(Draft.policies(terms));
    MikeyMessage draft = new Reply(read, rules).answer(DataType.RSA_R_R_MSG, csb, further);
    try (Secret envelopeKey = Envelope.chooseKey(chance);
        MessageKeys keys = envelopeKey.use(it -> new MessageKeys(it, csb.id(), rand))) {
      List<KeyData> content = csb.copyOfKeys();
      Kemac kemac =
          Envelope.kemac(new Envelope.Content(party.identity(), content), read.timestamp(), keys);
      content.forEach(KeyData::close);
      MikeyMessage answer =
          seal(draft.with(kemac).with(Envelope.seal(envelopeKey, initiator)), read, party);
      return new Received.Accepted(
          Optional.of(answer), csb.derive(), csb, read.protocols(), read.warnings());
    }
  }

  static MikeyMessage seal(MikeyMessage draft, InitiatorMessage read, CertifiedParty party) {
    Parties parties = Parties.of(read, Optional.of(party.identity()));
    return Signing.seal(draft, party, parties);
  }
}
