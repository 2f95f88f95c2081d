package ringfence.mikey;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// The Initiator of the reverse RSA method, RFC 4738: it needs no certificate of whom it calls, who
/// chooses the keys and sends them in an envelope.
public final class RsaReverseInitiator {
  /// RFC 4738 3.7: when the I_MESSAGE has RAND, as ours, the R_MESSAGE must not.
  private static final Set<PayloadType> FORESEEN =
      EnumSet.of(
          PayloadType.T,
          PayloadType.ID,
          PayloadType.CERT,
          PayloadType.SP,
          PayloadType.GENERAL_EXTENSION,
          PayloadType.KEMAC,
          PayloadType.PKE,
          PayloadType.SIGN);

  private final MikeyMessage message;
  private final CertifiedParty own;
  private final Optional<Identity> called;
  private final Csb.Terms terms;
  private final Secret decoy;

  RsaReverseInitiator(
      MikeyMessage message,
      CertifiedParty own,
      Optional<Identity> called,
      Csb.Terms terms,
      Secret decoy) {
    this.message = message;
    this.own = own;
    this.called = called;
    this.terms = terms;
    this.decoy = decoy;
  }

  /// Begins a new bundle. The second identity of the proposal is whom we call; nobody else may
  /// answer then.
  public static RsaReverseInitiator begin(
      CertifiedParty own, Proposal proposal, Instant now, RandomGenerator chance) {
    Csb.Terms terms = Draft.terms(proposal);
    Rand rand = Rand.choose(chance);
    Csb csb = new Csb(chance.nextInt(), rand.value(), terms, List.of());
    List<Payload> parties = new ArrayList<>();
    parties.add(Certificates.payload(own.certificate()));
    parties.add(own.identity());
    proposal.called().ifPresent(parties::add);
    List<Payload> first = List.of(Timestamp.unique(now, chance), rand);
    MikeyMessage draft = Draft.of(DataType.RSA_R_I_MSG, csb, first, parties);
    MikeyMessage sealed = Signing.seal(draft, own);
    return new RsaReverseInitiator(
        sealed, own, proposal.called(), terms, Envelope.chooseKey(chance));
  }

  /// The I_MESSAGE.
  public MikeyMessage message() {
    return message;
  }

  /// Judges an answer; it changes nothing.
  public Answered answered(byte[] answer) {
    try {
      SentMessage sent = new SentMessage(message);
      Contents read = Contents.of(MessageReader.read(answer));
      sent.check(read);
      DataType type = read.message().header().dataType();
      if (type == DataType.ERROR) return SentMessage.error(read, false);
      if (type == DataType.RSA_R_R_MSG) return open(sent, read);
      throw new Fault(
          ErrorNumber.INVALID_DT, "RFC 4738 3.2", "not an answer but a " + type.words(), 1);
    } catch (Fault fault) {
      return new Answered.Refused(fault.refusal());
    }
  }

  private Answered open(SentMessage sent, Contents answer) {
    answer.only(FORESEEN);
    X509Certificate signer = signer(sent, answer);
    Csb.Terms agreed = sent.agreed(answer, terms);
    checkPolicies(answer);
    Octets rand = message.first(Rand.class).orElseThrow().value();
    int csbId = message.header().csbId();
    Kemac kemac = answer.one(PayloadType.KEMAC, Kemac.class);
    Pke pke = answer.one(PayloadType.PKE, Pke.class);
    int at = answer.offset(kemac);
    try (Secret envelopeKey = Envelope.open(pke, own.key(), decoy);
        MessageKeys keys = envelopeKey.use(it -> new MessageKeys(it, csbId, rand))) {
      Envelope.Content content = Envelope.open(kemac, sent.timestamp(), keys, at);
      Certificates.checkOwner(signer, content.sender(), own.trust(), at + 4);
      new KeyRules(at + 4).checkNew(content.keys(), agreed);
      Csb csb = new Csb(csbId, rand, agreed, content.keys());
      return new Answered.Agreed(csb.derive(), csb, List.of());
    }
  }

  /// The certificate of who has signed the answer, who is whom we called if that was said.
  private X509Certificate signer(SentMessage sent, Contents answer) {
    Optional<Identity> responder = answer.identities().stream().findFirst().or(() -> called);
    X509Certificate signer = Certificates.signer(answer, responder, own.trust());
    called.ifPresent(it -> Certificates.checkOwner(signer, it, own.trust(), 0));
    Parties parties = new Parties(own.identity().data(), Parties.data(responder), sent.timestamp());
    Signing.check(answer, answer.one(PayloadType.SIGN, Sign.class), signer, parties);
    return signer;
  }

  /// RFC 4738 3.7: a policy that was not in the I_MESSAGE has the answer discarded.
  private void checkPolicies(Contents answer) {
    for (SecurityPolicy it : answer.message().all(SecurityPolicy.class)) {
      int at = answer.offset(it);
      if (!Optional.of(SrtpParameters.read(it, at)).equals(terms.policy(it.number()))) {
        throw new Fault(
            ErrorNumber.INVALID_SP_PARAMETER,
            "RFC 4738 3.7",
            "policy " + it.number() + " is not as it was proposed",
            at);
      }
    }
  }
}
