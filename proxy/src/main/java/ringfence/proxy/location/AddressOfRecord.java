package ringfence.proxy.location;

import java.util.Locale;
import java.util.Optional;
import ringfence.sip.message.SipUri;

/// The canonical address of a user, RFC 3261 section 10.3 step 5: user and host, no port, no
/// parameters, escapes resolved.
///
/// @param user the user part, unescaped, as it is compared: case matters
/// @param host the domain in lower case
public record AddressOfRecord(String user, String host) {
  public AddressOfRecord {
    if (user.isEmpty()) throw new IllegalArgumentException("an address-of-record has a user");
    host = host.toLowerCase(Locale.ROOT);
  }

  /// The address-of-record that a URI names; empty when it names no user.
  public static Optional<AddressOfRecord> of(SipUri uri) {
    // RFC 3261 10.3: "all URI parameters MUST be removed (including the user-param), and any
    // escaped characters MUST be converted to their unescaped form."
    return uri.userText().map(user -> new AddressOfRecord(user, uri.host().host()));
  }

  /// Reads what `toString` writes.
  public static AddressOfRecord parse(String text) {
    int at = text.lastIndexOf('@');
    if (!text.startsWith("sip:") || at < 5) {
      throw new IllegalArgumentException("not an address-of-record: " + text);
    }
    return new AddressOfRecord(text.substring(4, at), text.substring(at + 1));
  }

  @Override
  public String toString() {
    return "sip:" + user + "@" + host;
  }
}
