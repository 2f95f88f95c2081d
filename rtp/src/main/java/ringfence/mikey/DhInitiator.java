package ringfence.mikey;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/// The Initiator of the Diffie-Hellman methods, RFC 3830 section 3.3 and RFC 4650: both sides have
/// their part in the key. It holds a secret; closing it erases it.
public final class DhInitiator implements AutoCloseable {
  private final MikeyMessage message;
  private final DhSeal seal;
  private final DiffieHellman half;
  private final Csb.Terms terms;

  DhInitiator(MikeyMessage message, DhSeal seal, DiffieHellman half, Csb.Terms terms) {
    this.message = message;
    this.seal = seal;
    this.half = half;
    this.terms = terms;
  }

  /// Begins a new bundle in the mandatory group, OAKLEY 5. The identities of the proposal are ours
  /// and whom we call.
  public static DhInitiator begin(
      DhAuthentication authentication, Proposal proposal, Instant now, RandomGenerator chance) {
    Csb.Terms terms = Draft.terms(proposal);
    Rand rand = Rand.choose(chance);
    Csb csb = new Csb(chance.nextInt(), rand.value(), terms, List.of());
    DhSeal seal = new DhSeal(authentication, csb.id(), csb.rand());
    DiffieHellman half = DiffieHellman.choose(DhGroup.OAKLEY_5, chance);
    MikeyMessage draft =
        Draft.of(
            DhSeal.initType(authentication),
            csb,
            List.of(Timestamp.unique(now, chance), rand),
            seal.parties(proposal.caller(), proposal.called()));
    return new DhInitiator(seal.seal(draft.with(half.value())), seal, half, terms);
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
      if (type == DhSeal.respType(seal.authentication())) return agree(sent, read);
      throw new Fault(
          ErrorNumber.INVALID_DT, "RFC 3830 3.3", "not an answer but a " + type.words(), 1);
    } catch (Fault fault) {
      return new Answered.Refused(fault.refusal());
    }
  }

  private Answered agree(SentMessage sent, Contents answer) {
    Set<PayloadType> foreseen =
        EnumSet.of(PayloadType.T, PayloadType.ID, PayloadType.GENERAL_EXTENSION);
    foreseen.addAll(List.of(DhSeal.payloads(seal.authentication())));
    answer.only(foreseen);
    seal.check(answer, terms.identities().stream().skip(1).findFirst());
    Csb.Terms agreed = sent.agreed(answer, terms);
    List<DhValue> values = answer.message().all(DhValue.class);
    // RFC 3830 3.3: the answer has DHr and, to bind it to the message, DHi.
    if (values.size() != 2 || !values.getLast().equals(half.value())) {
      throw new Fault(
          ErrorNumber.INVALID_DH, "RFC 3830 3.3", "the answer has not DHr and our DHi", 0);
    }
    KeyData tgk = half.agree(values.getFirst(), answer.offset(values.getFirst()));
    Csb csb = new Csb(seal.csbId(), seal.rand(), agreed, List.of(tgk));
    return new Answered.Agreed(csb.derive(), csb, List.of());
  }

  @Override
  public void close() {
    half.close();
  }
}
