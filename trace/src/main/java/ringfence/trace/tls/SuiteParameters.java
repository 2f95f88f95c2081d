package ringfence.trace.tls;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a suite protects records with, as its name says.
///
/// @param keyLength of the cipher, in octets
/// @param mac for `Mac.getInstance`, with its length in octets; of no use with AEAD
/// @param hash of the key derivation in TLS 1.2 and later: `SHA-256` or `SHA-384`
record SuiteParameters(Bulk bulk, int keyLength, String mac, int macLength, String hash) {
  /// The ciphers that are read.
  enum Bulk {
    NULL(0, 0),
    AES_CBC(16, 0),
    TRIPLE_DES_CBC(8, 0),
    AES_GCM(4, 16),
    AES_CCM(4, 16),
    AES_CCM_8(4, 8),
    CHACHA20_POLY1305(12, 16);

    private final int ivLength;
    private final int tagLength;

    Bulk(int ivLength, int tagLength) {
      this.ivLength = ivLength;
      this.tagLength = tagLength;
    }

    /// How much of the key block is its IV, in TLS 1.2 and before: of a block cipher a whole block.
    int ivLength() {
      return ivLength;
    }

    int tagLength() {
      return tagLength;
    }

    boolean isAead() {
      return tagLength > 0;
    }
  }

  private static final Pattern NAME =
      Pattern.compile(
          "TLS_(?:[A-Z_]+_WITH_)?(?<cipher>NULL|AES_(?<bits>128|256)_(?<mode>CBC|GCM|CCM_8|CCM)"
              + "|3DES_EDE_CBC|CHACHA20_POLY1305)(?:_(?<hash>SHA|SHA256|SHA384|MD5))?");

  /// Empty for a suite that is not read.
  static Optional<SuiteParameters> of(CipherSuite suite) {
    Matcher name = NAME.matcher(suite.toString());
    if (!name.matches()) return Optional.empty();
    String hash = name.group("hash") == null ? "SHA256" : name.group("hash");
    Bulk bulk = bulk(name);
    return Optional.of(
        new SuiteParameters(
            bulk,
            keyLength(bulk, name.group("bits")),
            "Hmac" + hash.replaceFirst("SHA$", "SHA1"),
            macLength(hash),
            hash.equals("SHA384") ? "SHA-384" : "SHA-256"));
  }

  private static Bulk bulk(Matcher name) {
    return switch (name.group("cipher")) {
      case "NULL" -> Bulk.NULL;
      case "3DES_EDE_CBC" -> Bulk.TRIPLE_DES_CBC;
      case "CHACHA20_POLY1305" -> Bulk.CHACHA20_POLY1305;
      default -> Bulk.valueOf("AES_" + name.group("mode"));
    };
  }

  private static int keyLength(Bulk bulk, String bits) {
    return switch (bulk) {
      case NULL -> 0;
      case TRIPLE_DES_CBC -> 24;
      case CHACHA20_POLY1305 -> 32;
      case AES_CBC, AES_GCM, AES_CCM, AES_CCM_8 -> Integer.parseInt(bits) / 8;
    };
  }

  private static int macLength(String hash) {
    return switch (hash) {
      case "MD5" -> 16;
      case "SHA" -> 20;
      case "SHA256" -> 32;
      default -> 48;
    };
  }
}
