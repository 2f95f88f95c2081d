package ringfence.mikey;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import ringfence.rtp.Ssrc;

/// The Responder of the public-key method, RFC 3830 section 3.2. It does not cache envelope keys,
/// so an update comes to it as a new bundle.
public final class PublicKeyResponder {
  private final CertifiedParty party;
  private final Arrivals arrivals;
  private final ResponderRules rules;

  public PublicKeyResponder(CertifiedParty party, ReplayCache replays, Duration clockTolerance) {
    this.party = party;
    this.arrivals = new Arrivals(replays, clockTolerance);
    this.rules = new ResponderRules(clockTolerance, false, List.of(party.identity()));
  }

  /// A public-key message with the payloads of its exchange.
  private record Message(InitiatorMessage common, Kemac kemac, Pke pke, Sign sign) {
    static Message of(MikeyMessage message) {
      InitiatorMessage common =
          InitiatorMessage.of(
              message,
              DataType.PUBLIC_KEY,
              PayloadType.CERT,
              PayloadType.KEMAC,
              PayloadType.CHASH,
              PayloadType.PKE,
              PayloadType.SIGN);
      Contents contents = common.contents();
      return new Message(
          common,
          contents.one(PayloadType.KEMAC, Kemac.class),
          contents.one(PayloadType.PKE, Pke.class),
          contents.one(PayloadType.SIGN, Sign.class));
    }

    int kemacAt() {
      return common.contents().offset(kemac);
    }
  }

  /// Judges an Initiator's message. `own` are our SSRCs, for the streams that have none yet;
  /// `chance` hides why an envelope cannot be opened.
  public Received receive(byte[] message, List<Ssrc> own, Instant now, RandomGenerator chance) {
    MessageReader reader = new MessageReader(message);
    Message read;
    try {
      read = Message.of(reader.read());
    } catch (Fault fault) {
      return Arrivals.unread(reader, fault.refusal());
    }
    Optional<MikeyRefusal> untimely = arrivals.untimely(read.common(), now);
    if (untimely.isPresent()) return new Received.Discarded(untimely.get());
    UnaryOperator<MikeyMessage> proof = UnaryOperator.identity();
    try (Secret decoy = Envelope.chooseKey(chance)) {
      read.common().checkPrf();
      X509Certificate signer = signer(read);
      proof = it -> Signing.seal(it, party);
      arrivals.admit(read.common(), now);
      return open(read, signer, own, decoy);
    } catch (Fault fault) {
      return reply(read).refused(fault.refusal(), proof);
    }
  }

  private Reply reply(Message read) {
    return new Reply(read.common(), rules);
  }

  /// The certificate of who has signed the message.
  private X509Certificate signer(Message read) {
    InitiatorMessage common = read.common();
    X509Certificate signer =
        Certificates.signer(common.contents(), common.initiator(), party.trust());
    Signing.check(common.contents(), read.sign(), signer);
    return signer;
  }

  private Received open(Message read, X509Certificate signer, List<Ssrc> own, Secret decoy) {
    InitiatorMessage common = read.common();
    Octets rand = common.newRand();
    Certificates.checkHash(common.contents(), party.certificate());
    try (Secret envelopeKey = Envelope.open(read.pke(), party.key(), decoy);
        MessageKeys keys = envelopeKey.use(it -> new MessageKeys(it, common.csbId(), rand))) {
      Envelope.Content content =
          Envelope.open(read.kemac(), common.timestamp(), keys, read.kemacAt());
      // RFC 3830 3.2: "The encrypted IDi MUST always be verified to be equal with the expected
      // IDi."
      Certificates.checkOwner(signer, content.sender(), party.trust(), read.kemacAt() + 4);
      reply(read).checkResponder();
      Csb.Terms terms = Reply.filled(common.terms(Optional.empty()), own);
      new KeyRules(read.kemacAt() + 4).checkNew(content.keys(), terms);
      Csb csb = new Csb(common.csbId(), rand, terms, content.keys());
      return new Received.Accepted(
          answer(read, csb, content.sender(), keys),
          csb.derive(),
          csb,
          common.protocols(),
          common.warnings());
    }
  }

  private Optional<MikeyMessage> answer(
      Message read, Csb csb, Identity initiator, MessageKeys keys) {
    if (!read.common().message().header().verificationWanted()) return Optional.empty();
    MikeyMessage answer = reply(read).answer(DataType.PK_VER_MSG, csb, List.of(party.identity()));
    Parties parties =
        new Parties(initiator.data(), party.identity().data(), read.common().timestamp());
    return Optional.of(Verification.seal(answer, keys, parties));
  }
}
