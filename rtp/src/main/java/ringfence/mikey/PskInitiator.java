package ringfence.mikey;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import ringfence.srtp.ProtectionProfile;
import ringfence.srtp.SrtpPolicy;

/// The Initiator of the pre-shared key exchange, RFC 3830 section 3.1: one message, and the answers
/// to it. It holds keys; closing it erases them.
public final class PskInitiator implements AutoCloseable {
  private static final int USUAL_TGK = 32;

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
    Csb.Terms terms = terms(proposal);
    byte[] rand = new byte[Rand.USUAL_LENGTH];
    chance.nextBytes(rand);
    Csb csb =
        new Csb(chance.nextInt(), Octets.of(rand), terms, List.of(tgk(terms.policies(), chance)));
    List<Payload> first = List.of(Timestamp.unique(now, chance), new Rand(csb.rand()));
    return of(key, csb, first, csb.copyOfKeys());
  }

  /// Begins an update of a bundle with a new key, RFC 3830 section 4.5: the CSB ID, the streams and
  /// RAND remain. Whoever was the Responder may begin one too; a new bundle does as well.
  public static PskInitiator update(
      PreSharedKey key, Csb csb, Instant now, RandomGenerator chance) {
    List<KeyData> tgk = List.of(tgk(csb.terms().policies(), chance));
    Csb updated = new Csb(csb.id(), csb.rand(), csb.terms(), tgk);
    return of(key, updated, List.of(Timestamp.unique(now, chance)), updated.copyOfKeys());
  }

  /// Begins an update that keeps the keys of the bundle: it authenticates the session anew.
  public static PskInitiator keep(PreSharedKey key, Csb csb, Instant now, RandomGenerator chance) {
    Csb kept = new Csb(csb.id(), csb.rand(), csb.terms(), csb.copyOfKeys());
    return of(key, kept, List.of(Timestamp.unique(now, chance)), List.of());
  }

  private static Csb.Terms terms(Proposal proposal) {
    Map<SrtpPolicy, Integer> numbers = new LinkedHashMap<>();
    List<CryptoSession> sessions = new ArrayList<>();
    for (Proposal.Stream it : proposal.streams()) {
      int number = numbers.computeIfAbsent(it.policy(), _ -> numbers.size());
      sessions.add(new CryptoSession(number, it.ssrc(), it.rolloverCounter()));
    }
    Map<Integer, SrtpPolicy> policies = new LinkedHashMap<>();
    numbers.forEach((policy, number) -> policies.put(number, policy));
    return new Csb.Terms(sessions, policies, proposal.identities(), proposal.protocols());
  }

  /// A TGK with as much chance in it as the longest key and salt that come of it.
  private static KeyData tgk(Map<Integer, SrtpPolicy> policies, RandomGenerator chance) {
    int longest =
        policies.values().stream()
            .map(SrtpPolicy::profile)
            .mapToInt(PskInitiator::keyAndSalt)
            .max()
            .orElse(0);
    byte[] octets = new byte[Math.max(USUAL_TGK, longest)];
    chance.nextBytes(octets);
    return KeyData.tgk(new Secret(octets));
  }

  private static int keyAndSalt(ProtectionProfile profile) {
    return profile.keyLength() + profile.saltLength();
  }

  private static PskInitiator of(
      PreSharedKey key, Csb csb, List<Payload> first, List<KeyData> content) {
    MessageKeys keys = key.use(it -> new MessageKeys(it, csb.id(), csb.rand()));
    MikeyMessage sealed = KeyTransport.USUAL.seal(draft(csb, first), content, keys);
    content.forEach(KeyData::close);
    return new PskInitiator(sealed, keys, csb);
  }

  private static MikeyMessage draft(Csb csb, List<Payload> first) {
    Csb.Terms terms = csb.terms();
    CommonHeader header =
        new CommonHeader(
            DataType.PRE_SHARED,
            true,
            CommonHeader.PRF_MIKEY_1,
            csb.id(),
            new CsIdMap.SrtpId(terms.sessions()));
    List<Payload> payloads = new ArrayList<>(first);
    payloads.addAll(terms.identities());
    terms.policies().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(it -> payloads.add(SrtpParameters.write(it.getKey(), it.getValue())));
    // RFC 4567 7: the list goes into the message even when MIKEY is the only protocol.
    if (!terms.protocols().isEmpty()) {
      payloads.add(GeneralExtension.ofSdpIds(terms.protocols()));
    }
    return new MikeyMessage(header, payloads);
  }

  /// The I_MESSAGE.
  public MikeyMessage message() {
    return message;
  }

  /// Judges an answer. It changes nothing: a forked call may have several.
  public Answered answered(byte[] answer) {
    return new AnswerJudge(message, keys, csb).judge(answer);
  }

  @Override
  public void close() {
    keys.close();
    csb.close();
  }
}
