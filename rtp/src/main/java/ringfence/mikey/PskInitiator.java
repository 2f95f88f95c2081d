package ringfence.mikey;

import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/// The Initiator of the pre-shared key exchange, RFC 3830 section 3.1: one message, and the answers
/// to it. It holds keys; closing it erases them.
public final class PskInitiator implements AutoCloseable {
  private final MikeyMessage message;

  private PskInitiator(MikeyMessage message) {
    this.message = message;
  }

  /// Begins a new bundle; `chance` is a SecureRandom in a product.
  public static PskInitiator begin(
      PreSharedKey key, Proposal proposal, Instant now, RandomGenerator chance) {
    return of(chance.nextInt(), now);
  }

  /// Begins an update of a bundle with a new key, RFC 3830 section 4.5: the CSB ID, the streams and
  /// RAND remain. Whoever was the Responder may begin one too; a new bundle does as well.
  public static PskInitiator update(
      PreSharedKey key, Csb csb, Instant now, RandomGenerator chance) {
    return of(csb.id(), now);
  }

  /// Begins an update that keeps the keys of the bundle: it authenticates the session anew.
  public static PskInitiator keep(PreSharedKey key, Csb csb, Instant now, RandomGenerator chance) {
    return of(csb.id(), now);
  }

  private static PskInitiator of(int csbId, Instant now) {
    CommonHeader header =
        new CommonHeader(DataType.PRE_SHARED, true, 0, csbId, new CsIdMap.SrtpId(List.of()));
    return new PskInitiator(new MikeyMessage(header, List.of(Timestamp.of(now))));
  }

  /// The I_MESSAGE.
  public MikeyMessage message() {
    return message;
  }

  /// Judges an answer. It changes nothing: a forked call may have several.
  public Answered answered(byte[] answer, Instant now) {
    return new Answered.Refused(
        MikeyRefusal.whole(ErrorNumber.UNSPECIFIED, "RFC 3830 3.1", "not judged yet"));
  }

  @Override
  public void close() {}
}
