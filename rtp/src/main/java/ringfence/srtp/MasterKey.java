package ringfence.srtp;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

/// A master key with its master salt, RFC 3711 section 3.2.1: a secret that is never printed, lent
/// to code and not handed out, and erased when closed.
public final class MasterKey implements AutoCloseable {
  private final byte[] key;
  private final byte[] salt;
  private boolean closed;

  /// A copy of the octets given, which stay the caller's to erase.
  public MasterKey(byte[] key, byte[] salt) {
    this.key = key.clone();
    this.salt = salt.clone();
  }

  /// A fresh key for a profile; `chance` is a SecureRandom in a product.
  public static MasterKey generate(ProtectionProfile profile, RandomGenerator chance) {
    byte[] key = new byte[profile.keyLength()];
    byte[] salt = new byte[profile.saltLength()];
    chance.nextBytes(key);
    chance.nextBytes(salt);
    try {
      return new MasterKey(key, salt);
    } finally {
      Arrays.fill(key, (byte) 0);
      Arrays.fill(salt, (byte) 0);
    }
  }

  /// Lends the key and the salt to `work`, which must not keep them.
  public <R> R use(BiFunction<byte[], byte[], R> work) {
    if (closed) throw new IllegalStateException("a master key that was erased");
    return work.apply(key, salt);
  }

  /// A key of its own with the same octets, closed apart from this one.
  public MasterKey copy() {
    return use(MasterKey::new);
  }

  public int keyLength() {
    return key.length;
  }

  public int saltLength() {
    return salt.length;
  }

  /// Whether the lengths are those of the profile.
  public boolean fits(ProtectionProfile profile) {
    return key.length == profile.keyLength() && salt.length == profile.saltLength();
  }

  /// Whether both are the same secret; the time it takes does not tell where they differ.
  public boolean matches(MasterKey other) {
    return MessageDigest.isEqual(key, other.key) && MessageDigest.isEqual(salt, other.salt);
  }

  @Override
  public void close() {
    closed = true;
    Arrays.fill(key, (byte) 0);
    Arrays.fill(salt, (byte) 0);
  }

  @Override
  public String toString() {
    return "MasterKey(" + key.length * 8 + " bits)";
  }
}
