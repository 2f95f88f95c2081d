package ringfence.mikey;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The Initiator of the public-key method, RFC 3830 section 3.2: it sends the keys in an envelope
/// to the owner of a certificate that it has. It holds keys; closing it erases them.
public final class PublicKeyInitiator implements AutoCloseable {
  private final MikeyMessage message;
  private final Parties parties;
  private final MessageKeys keys;
  private final Csb csb;

  private PublicKeyInitiator(MikeyMessage message, Parties parties, MessageKeys keys, Csb csb) {
    this.message = message;
    this.parties = parties;
    this.keys = keys;
    this.csb = csb;
  }

  /// Begins a new bundle. The second identity of the proposal is whom we call, and `own.trust()`
  /// must have a certificate of it.
  public static PublicKeyInitiator begin(
      CertifiedParty own, Proposal proposal, Instant now, RandomGenerator chance) {
    Optional<Identity> called = proposal.called();
    X509Certificate receiver =
        own.trust()
            .certificate(List.of(), called)
            .orElseThrow(() -> new IllegalArgumentException("no certificate of whom we call"));
    Csb.Terms terms = Draft.terms(proposal);
    Rand rand = Rand.choose(chance);
    Timestamp timestamp = Timestamp.unique(now, chance);
    Csb csb = new Csb(chance.nextInt(), rand.value(), terms, List.of(Draft.tgk(terms, chance)));
    List<Payload> parties = new ArrayList<>();
    parties.add(Certificates.payload(own.certificate()));
    called.ifPresent(parties::add);
    MikeyMessage draft = Draft.of(DataType.PUBLIC_KEY, csb, List.of(timestamp, rand), parties);
    try (Secret envelopeKey = Envelope.chooseKey(chance)) {
      MessageKeys keys = envelopeKey.use(it -> new MessageKeys(it, csb.id(), csb.rand()));
      List<KeyData> content = csb.copyOfKeys();
      Kemac kemac = Envelope.kemac(new Envelope.Content(own.identity(), content), timestamp, keys);
      content.forEach(KeyData::close);
      MikeyMessage sealed = seal(draft, kemac, Envelope.seal(envelopeKey, receiver), own);
      Parties both = new Parties(own.identity().data(), Parties.data(called), timestamp);
      return new PublicKeyInitiator(sealed, both, keys, csb);
    }
  }

  /// RFC 3830 3.2: KEMAC, [CHASH], PKE, SIGNi stand at the end.
  static MikeyMessage seal(MikeyMessage draft, Kemac kemac, Pke envelope, CertifiedParty own) {
    return Signing.seal(draft.with(kemac).with(envelope), own);
  }

  /// The I_MESSAGE.
  public MikeyMessage message() {
    return message;
  }

  /// Judges an answer; it changes nothing.
  public Answered answered(byte[] answer) {
    SentMessage sent = new SentMessage(message);
    return new AnswerJudge(sent, DataType.PK_VER_MSG, parties, keys, csb).judge(answer);
  }

  @Override
  public void close() {
    keys.close();
    csb.close();
  }
}
