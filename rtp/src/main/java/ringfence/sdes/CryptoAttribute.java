package ringfence.sdes;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import ringfence.srtp.IdentifiedKey;
import ringfence.srtp.MasterKey;
import ringfence.srtp.ProtectionProfile;
import ringfence.srtp.SrtpPolicy;

/// The SDP attribute `a=crypto`, RFC 4568: a suite, its keys and its session parameters under a
/// tag.
///
/// `suiteName` is the suite's name as it was written, so that an answer can repeat it. `toString`
/// prints no key; `wireFormWithKeys` makes the attribute's value.
public record CryptoAttribute(
    int tag,
    String suiteName,
    CryptoSuite suite,
    List<KeyParameter> keys,
    List<SessionParameter> parameters) {
  public static final int HIGHEST_TAG = 999_999_999;

  public CryptoAttribute {
    if (tag < 0 || tag > HIGHEST_TAG) throw new IllegalArgumentException("tag " + tag);
    if (!CryptoSuite.named(suiteName).equals(Optional.of(suite))) {
      throw new IllegalArgumentException(suiteName + " does not name " + suite);
    }
    if (keys.isEmpty()) throw new IllegalArgumentException("a crypto attribute without key");
    keys = List.copyOf(keys);
    parameters = List.copyOf(parameters);
  }

  /// An attribute with one key and no parameters: what an offer says that wants no more.
  public CryptoAttribute(int tag, CryptoSuite suite, MasterKey key) {
    this(tag, suite.name(), suite, List.of(new KeyParameter(key)), List.of());
  }

  /// Reads an attribute's value: what stands behind `a=crypto:`.
  public static CryptoLine parse(String value) {
    return new CryptoParser(value).parse();
  }

  /// The answer to this attribute of an offer: its tag, suite and negotiated parameters, with a key
  /// of our own; RFC 4568 section 5.1.2.
  public CryptoAttribute answer(MasterKey key) {
    List<SessionParameter> negotiated =
        parameters.stream().filter(SessionParameter::isNegotiated).toList();
    return new CryptoAttribute(tag, suiteName, suite, List.of(new KeyParameter(key)), negotiated);
  }

  /// How packets under its keys are protected; empty when the suite is not supported, or a stream
  /// of error correction is to have keys of its own: then take another line.
  ///
  /// It may switch encryption or authentication off: ask `isFull` before a secure call uses it.
  public Optional<SrtpPolicy> policy() {
    // RFC 4568 6.3.5: without a separate FEC stream a line with FEC_KEY "MUST be considered
    // invalid"
    if (parameters.stream().anyMatch(SessionParameter.FecKey.class::isInstance)) {
      return Optional.empty();
    }
    return suite.profile().map(this::policy);
  }

  private SrtpPolicy policy(ProtectionProfile profile) {
    return new SrtpPolicy(
        profile,
        !parameters.contains(new SessionParameter.UnencryptedSrtp()),
        !parameters.contains(new SessionParameter.UnencryptedSrtcp()),
        !parameters.contains(new SessionParameter.UnauthenticatedSrtp()),
        keyDerivationRate());
  }

  private int keyDerivationRate() {
    return parameters.stream()
        .filter(SessionParameter.KeyDerivationRate.class::isInstance)
        .map(SessionParameter.KeyDerivationRate.class::cast)
        .findFirst()
        .map(SessionParameter.KeyDerivationRate::packets)
        .orElse(0);
  }

  /// The keys as `SrtpReceiver` takes them; the first is the one to send with.
  public List<IdentifiedKey> forSession() {
    return keys.stream().map(KeyParameter::forSession).toList();
  }

  /// The attribute's value as it goes into SDP. It holds keys in clear: for the wire alone.
  public String wireFormWithKeys() {
    StringBuilder out = new StringBuilder();
    out.append(tag).append(' ').append(suiteName).append(' ').append(wireFormWithKeys(keys));
    for (SessionParameter it : parameters) out.append(' ').append(it.wireFormWithKeys());
    return out.toString();
  }

  static String wireFormWithKeys(List<KeyParameter> keys) {
    return keys.stream().map(KeyParameter::wireFormWithKey).collect(Collectors.joining(";"));
  }

  @Override
  public String toString() {
    String count = keys.size() == 1 ? "1 key" : keys.size() + " keys";
    return "crypto:" + tag + " " + suiteName + " (" + count + ") " + parameters;
  }
}
