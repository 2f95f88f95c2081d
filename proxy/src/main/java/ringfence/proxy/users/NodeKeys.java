package ringfence.proxy.users;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import ringfence.manage.setting.Secret;
import ringfence.manage.setting.Settings;

/// The keys of what this proxy gives out and takes back, all from one secret: nodes with the same
/// secret take one another's nonces, flow tokens and GRUUs. HKDF of RFC 5869, a label for each
/// purpose, so that no key says anything about another.
public final class NodeKeys implements AutoCloseable {
  private static final int SECRET_BYTES = 32;
  private static final int KEY_BYTES = 32;
  private static final byte[] SALT = "ringfence proxy".getBytes(StandardCharsets.US_ASCII);

  /// What a key is for.
  public enum Purpose {
    /// Proves the tokens in Record-Route and Path, RFC 5626 section 5.2.
    FLOW_TOKEN("flow token", "HmacSHA256"),
    /// Proves the nonces of challenges, RFC 7616 section 3.3.
    NONCE("nonce", "HmacSHA256"),
    /// Encrypts temporary GRUUs, RFC 5627 appendix A.
    GRUU("gruu", "AES");

    private final String label;
    private final String algorithm;

    Purpose(String label, String algorithm) {
      this.label = label;
      this.algorithm = algorithm;
    }
  }

  private final byte[] secret;

  private NodeKeys(byte[] secret) {
    this.secret = secret;
  }

  /// Keys of `cluster_secret`; of a fresh secret, that dies with the process, where it is not set.
  public static NodeKeys of(Settings settings, RandomGenerator chance) {
    Secret shared = settings.get(UserSettings.CLUSTER_SECRET);
    return shared.isEmpty() ? random(chance) : of(shared);
  }

  /// Keys of a secret that nodes share.
  public static NodeKeys of(Secret shared) {
    return new NodeKeys(shared.use(byte[]::clone));
  }

  /// Keys that nobody else has.
  ///
  /// @param chance a strong generator
  public static NodeKeys random(RandomGenerator chance) {
    byte[] secret = new byte[SECRET_BYTES];
    chance.nextBytes(secret);
    return new NodeKeys(secret);
  }

  /// The key of 256 bits for that purpose.
  public SecretKey key(Purpose purpose) {
    var wanted =
        HKDFParameterSpec.ofExtract()
            .addSalt(SALT)
            .addIKM(secret)
            .thenExpand(purpose.label.getBytes(StandardCharsets.US_ASCII), KEY_BYTES);
    try {
      return KDF.getInstance("HKDF-SHA256").deriveKey(purpose.algorithm, wanted);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HKDF-SHA256", e);
    }
  }

  @Override
  public void close() {
    Arrays.fill(secret, (byte) 0);
  }

  @Override
  public String toString() {
    return "NodeKeys";
  }
}
