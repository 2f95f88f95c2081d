package ringfence.srtp;

import java.util.HexFormat;

/// A master key identifier (MKI) as packets carry it, RFC 3711 section 3.1; of no octets when the
/// session has none.
public record KeyIdentifier(String hex) {
  /// What a session with a single key uses.
  public static final KeyIdentifier NONE = new KeyIdentifier("");

  public KeyIdentifier {
    if (HexFormat.of().parseHex(hex).length > 128) {
      throw new IllegalArgumentException("an MKI over 128 octets");
    }
  }

  public static KeyIdentifier of(byte[] octets) {
    return new KeyIdentifier(HexFormat.of().formatHex(octets));
  }

  public byte[] octets() {
    return HexFormat.of().parseHex(hex);
  }

  /// How many octets every packet has for it.
  public int length() {
    return hex.length() / 2;
  }
}
