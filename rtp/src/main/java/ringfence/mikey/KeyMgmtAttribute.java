package ringfence.mikey;

import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ringfence.rtp.Parsed;

/// The SDP attribute `a=key-mgmt`, RFC 4567 section 3: a key management protocol and its message.
///
/// `protocol` is as it was written; `data` is what the base64 stood for.
public record KeyMgmtAttribute(String protocol, Octets data) {
  /// The identifier of MIKEY, RFC 4567 section 7.
  public static final String MIKEY = "mikey";

  private static final Pattern LINE = Pattern.compile(" *([A-Za-z0-9]+) ([^ ].*)");
  private static final int LONGEST = 4 * MikeyMessage.LONGEST / 3;

  /// The attribute of a MIKEY message.
  public static KeyMgmtAttribute of(MikeyMessage message) {
    return new KeyMgmtAttribute(MIKEY, Octets.of(message.write()));
  }

  /// Reads an attribute's value: what stands behind `a=key-mgmt:`.
  public static Parsed<KeyMgmtAttribute> parse(String value) {
    if (value.length() > LONGEST) return new Parsed.Malformed<>("RFC 4567 3.1", "too long");
    Matcher line = LINE.matcher(value);
    if (!line.matches()) {
      return new Parsed.Malformed<>("RFC 4567 3.1", "not a protocol, a blank and its data");
    }
    try {
      byte[] data = Base64.getDecoder().decode(line.group(2));
      KeyMgmtAttribute read = new KeyMgmtAttribute(line.group(1), Octets.of(data));
      // RFC 3548 2.2: base64 has its padding, and 3.5: spare bits that are zero.
      if (read.base64().equals(line.group(2))) return new Parsed.Good<>(read);
    } catch (IllegalArgumentException _) {
      // Said below, as of padding that is missing.
    }
    return new Parsed.Malformed<>("RFC 4567 3.1", "the data is not base64 by RFC 3548");
  }

  /// Whether its message is one of MIKEY.
  public boolean isMikey() {
    return protocol.equalsIgnoreCase(MIKEY);
  }

  /// The protocols of an offer's attributes in their order, which a MIKEY message authenticates.
  public static List<String> protocols(List<KeyMgmtAttribute> attributes) {
    return attributes.stream().map(KeyMgmtAttribute::protocol).toList();
  }

  private String base64() {
    return Base64.getEncoder().encodeToString(data.array());
  }

  /// The attribute's value as it goes into SDP.
  @Override
  public String toString() {
    return protocol + " " + base64();
  }
}
