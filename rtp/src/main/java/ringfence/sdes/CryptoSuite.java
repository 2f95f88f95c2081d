package ringfence.sdes;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import ringfence.srtp.ProtectionProfile;

/// The crypto-suites that are registered for `a=crypto`: RFC 4568 section 6.2, RFC 6188 and RFC
/// 7714.
///
/// Lengths are in octets, lifetimes in packets of RTP. A suite without a profile is read and
/// written but cannot protect packets.
public enum CryptoSuite {
  AES_CM_128_HMAC_SHA1_80(16, 14, 48),
  AES_CM_128_HMAC_SHA1_32(16, 14, 48),
  F8_128_HMAC_SHA1_80(16, 14, 48),
  AES_192_CM_HMAC_SHA1_80(24, 14, 31),
  AES_192_CM_HMAC_SHA1_32(24, 14, 31),
  AES_256_CM_HMAC_SHA1_80(32, 14, 31),
  AES_256_CM_HMAC_SHA1_32(32, 14, 31),
  AEAD_AES_128_GCM(16, 12, 48),
  AEAD_AES_256_GCM(32, 12, 48);

  private final int keyLength;
  private final int saltLength;
  private final int lifetimeBits;

  CryptoSuite(int keyLength, int saltLength, int lifetimeBits) {
    this.keyLength = keyLength;
    this.saltLength = saltLength;
    this.lifetimeBits = lifetimeBits;
  }

  /// The suite of a name in any case; also by the other spelling of RFC 6188's suites that is about
  /// (`AES_CM_256_HMAC_SHA1_80`).
  public static Optional<CryptoSuite> named(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    String registered = upper.replaceFirst("^AES_CM_(192|256)_", "AES_$1_CM_");
    return Arrays.stream(values()).filter(suite -> suite.name().equals(registered)).findFirst();
  }

  public int keyLength() {
    return keyLength;
  }

  public int saltLength() {
    return saltLength;
  }

  /// The most packets that one master key may protect.
  public long longestLifetime() {
    return 1L << lifetimeBits;
  }

  /// How this suite protects packets; empty when it is not supported.
  public Optional<ProtectionProfile> profile() {
    return switch (this) {
      case AES_CM_128_HMAC_SHA1_80 -> Optional.of(ProtectionProfile.AES_CM_128_HMAC_SHA1_80);
      case AES_CM_128_HMAC_SHA1_32 -> Optional.of(ProtectionProfile.AES_CM_128_HMAC_SHA1_32);
      case AES_192_CM_HMAC_SHA1_80 -> Optional.of(ProtectionProfile.AES_192_CM_HMAC_SHA1_80);
      case AES_192_CM_HMAC_SHA1_32 -> Optional.of(ProtectionProfile.AES_192_CM_HMAC_SHA1_32);
      case AES_256_CM_HMAC_SHA1_80 -> Optional.of(ProtectionProfile.AES_256_CM_HMAC_SHA1_80);
      case AES_256_CM_HMAC_SHA1_32 -> Optional.of(ProtectionProfile.AES_256_CM_HMAC_SHA1_32);
      case AEAD_AES_128_GCM -> Optional.of(ProtectionProfile.AEAD_AES_128_GCM);
      case AEAD_AES_256_GCM -> Optional.of(ProtectionProfile.AEAD_AES_256_GCM);
      case F8_128_HMAC_SHA1_80 -> Optional.empty();
    };
  }

  /// The suite in words, for a person.
  public String inWords() {
    return switch (this) {
      case AES_CM_128_HMAC_SHA1_80, AES_192_CM_HMAC_SHA1_80, AES_256_CM_HMAC_SHA1_80 ->
          counterMode() + " of 80 bits";
      case AES_CM_128_HMAC_SHA1_32, AES_192_CM_HMAC_SHA1_32, AES_256_CM_HMAC_SHA1_32 ->
          counterMode() + " of 32 bits on RTP and 80 bits on RTCP";
      case F8_128_HMAC_SHA1_80 -> "AES-128 in f8 mode; HMAC-SHA1 with tags of 80 bits";
      case AEAD_AES_128_GCM, AEAD_AES_256_GCM ->
          "AES-" + keyLength * 8 + " in Galois/counter mode with tags of 128 bits";
    };
  }

  private String counterMode() {
    return "AES-" + keyLength * 8 + " in counter mode; HMAC-SHA1 with tags";
  }

  boolean isAead() {
    return this == AEAD_AES_128_GCM || this == AEAD_AES_256_GCM;
  }
}
