package ringfence.srtp;

/// Who computes the authentication of packets, and GCM. Both give the same octets.
public enum CryptoEngine {
  /// Java's own ciphers and digests.
  PLATFORM,
  /// OpenSSL's libcrypto of the system: faster, and without an object per packet with GCM too. To
  /// load it takes about a fifth of a second, once.
  LIBCRYPTO;

  /// Libcrypto where the system has it and this module may call it (`--enable-native-access`), else
  /// the platform.
  public static CryptoEngine fastest() {
    boolean allowed = CryptoEngine.class.getModule().isNativeAccessEnabled();
    return allowed && Libcrypto.isPresent() ? LIBCRYPTO : PLATFORM;
  }

  HmacSha1 hmacSha1(byte[] key) {
    return switch (this) {
      case PLATFORM -> new PlatformHmacSha1(key);
      case LIBCRYPTO -> new LibcryptoHmacSha1(key);
    };
  }

  AesGcm aesGcm(byte[] key) {
    return switch (this) {
      case PLATFORM -> new PlatformAesGcm(key);
      case LIBCRYPTO -> new LibcryptoAesGcm(key);
    };
  }
}
