package ringfence.mikey;

import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/// The Initiator of the pre-shared key exchange, RFC 3830 section 3.1: one message, and the answers
/// to it. It holds keys; closing it erases them.
public final class PskInitiator implements AutoCloseable {
  private final MikeyMessage message;
  private final MessageKeys keys;
  private final Csb csb;

  private PskInitiator(MikeyMessage message, MessageKeys keys, Csb csb) {
    this.message = message;
    this.keys = keys;
    this.csb = csb;
  }

  /// Begins a new bundle; `chance` is a SecureRandom in a product.
  public static PskInitiator begin(
      PreSharedKey key, Proposal proposal, Instant now, RandomGenerator chance) {
    Csb.Terms terms = Draft.terms(proposal);
    Rand rand = Rand.choose(chance);
    Csb csb = new Csb(chance.nextInt(), rand.value(), terms, List.of(Draft.tgk(terms, chance)));
    return of(key, csb, List.of(Timestamp.unique(now, chance), rand), csb.copyOfKeys());
  }

  /// Begins an update of a bundle with a new key, RFC 3830 section 4.5: the CSB ID, the streams and
  /// RAND remain. Whoever was the Responder may begin one too; a new bundle does as well.
  public static PskInitiator update(
      PreSharedKey key, Csb csb, Instant now, RandomGenerator chance) {
    List<KeyData> tgk = List.of(Draft.tgk(csb.terms(), chance));
    Csb updated = new Csb(csb.id(), csb.rand(), csb.terms(), tgk);
    return of(key, updated, List.of(Timestamp.unique(now, chance)), updated.copyOfKeys());
  }

  /// Begins an update that keeps the keys of the bundle: it authenticates the session anew.
  public static PskInitiator keep(PreSharedKey key, Csb csb, Instant now, RandomGenerator chance) {
    Csb kept = new Csb(csb.id(), csb.rand(), csb.terms(), csb.copyOfKeys());
    return of(key, kept, List.of(Timestamp.unique(now, chance)), List.of());
  }

  private static PskInitiator of(
      PreSharedKey key, Csb csb, List<Payload> first, List<KeyData> content) {
    MessageKeys keys = key.use(it -> new MessageKeys(it, csb.id(), csb.rand()));
    MikeyMessage sealed =
        KeyTransport.USUAL.seal(
            Draft.of(DataType.PRE_SHARED, csb, first, csb.terms().identities()), content, keys);
    content.forEach(KeyData::close);
    return new PskInitiator(sealed, keys, csb);
  }

  /// The I_MESSAGE.
  public MikeyMessage message() {
    return message;
  }

  /// Judges an answer. It changes nothing: a forked call may have several.
  public Answered answered(byte[] answer) {
    SentMessage sent = new SentMessage(message);
    return new AnswerJudge(sent, DataType.PSK_VER_MSG, sent.parties(), keys, csb).judge(answer);
  }

  @Override
  public void close() {
    keys.close();
    csb.close();
  }
}
