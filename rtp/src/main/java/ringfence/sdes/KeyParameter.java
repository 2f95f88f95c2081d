package ringfence.sdes;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import ringfence.srtp.IdentifiedKey;
import ringfence.srtp.KeyIdentifier;
import ringfence.srtp.MasterKey;

/// One `inline:` key, RFC 4568 section 6.1: the master key with its salt, how long it lives and how
/// packets name it. It does not print the key.
public record KeyParameter(
    MasterKey key, Optional<Lifetime> lifetime, Optional<MasterKeyIdentifier> identifier) {
  /// A single key for as long as its suite allows, without MKI: what most peers send and take.
  public KeyParameter(MasterKey key) {
    this(key, Optional.empty(), Optional.empty());
  }

  /// The key as `SrtpSender` and `SrtpReceiver` take it.
  public IdentifiedKey forSession() {
    return new IdentifiedKey(
        key,
        identifier.map(MasterKeyIdentifier::octets).orElse(KeyIdentifier.NONE),
        lifetime.map(Lifetime::packets).orElse(IdentifiedKey.LONGEST));
  }

  /// The parameter as it goes into SDP. It holds the key in clear: for the wire alone.
  String wireFormWithKey() {
    StringBuilder out = new StringBuilder("inline:").append(key.use(KeyParameter::base64));
    lifetime.ifPresent(it -> out.append('|').append(it));
    identifier.ifPresent(it -> out.append('|').append(it));
    return out.toString();
  }

  private static String base64(byte[] key, byte[] salt) {
    byte[] both = Arrays.copyOf(key, key.length + salt.length);
    System.arraycopy(salt, 0, both, key.length, salt.length);
    try {
      return Base64.getEncoder().encodeToString(both);
    } finally {
      Arrays.fill(both, (byte) 0);
    }
  }
}
