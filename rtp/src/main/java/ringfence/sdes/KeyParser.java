package ringfence.sdes;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import ringfence.srtp.MasterKey;

/// Reads the key parameters of a suite, RFC 4568 sections 6.1 and 9.2.
final class KeyParser {
  private static final String CLAUSE = "6.1";
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]*");
  private static final Pattern EXPONENT = Pattern.compile("0|[1-9][0-9]?");

  private final CryptoSuite suite;

  KeyParser(CryptoSuite suite) {
    this.suite = suite;
  }

  /// The keys of `key-params`: one, or several with an MKI each.
  List<KeyParameter> keys(Piece text) {
    List<KeyParameter> keys = new ArrayList<>();
    for (Piece each : text.split(';')) keys.add(key(each));
    if (keys.size() > 1) checkIdentifiers(keys, text);
    checkUnique(keys, text);
    return keys;
  }

  private static void checkIdentifiers(List<KeyParameter> keys, Piece text) {
    List<MasterKeyIdentifier> all = keys.stream().flatMap(it -> it.identifier().stream()).toList();
    // RFC 4568 6.1: "all the master keys in that key parameter MUST include an MKI value".
    if (all.size() < keys.size()) throw text.invalid(CLAUSE, "several keys and one has no MKI");
    if (all.stream().mapToInt(MasterKeyIdentifier::length).distinct().count() > 1) {
      throw text.invalid(CLAUSE, "MKIs of different lengths");
    }
    if (all.stream().distinct().count() < all.size()) {
      throw text.invalid(CLAUSE, "two keys with the same MKI");
    }
  }

  /// RFC 4568 6.1: each master key "MUST be a unique" value in the message.
  static void checkUnique(List<KeyParameter> keys, Piece text) {
    for (int i = 0; i < keys.size(); i++) {
      for (KeyParameter later : keys.subList(i + 1, keys.size())) {
        if (keys.get(i).key().matches(later.key())) {
          throw text.invalid(CLAUSE, "the same key twice");
        }
      }
    }
  }

  private KeyParameter key(Piece text) {
    int colon = text.text().indexOf(':');
    if (colon < 0 || !text.text().substring(0, colon).equalsIgnoreCase("inline")) {
      throw text.invalid(CLAUSE, "a key method other than inline");
    }
    List<Piece> parts = text.after(colon + 1).split('|');
    MasterKey key = masterKey(parts.getFirst());
    if (parts.size() == 1) return new KeyParameter(key);
    // RFC 4568 6.1: "the lifetime field never includes a colon, whereas the third field always
    // does".
    boolean hasLifetime = !parts.get(1).text().contains(":");
    int fields = hasLifetime ? 3 : 2;
    if (parts.size() > fields) {
      throw parts.get(fields).invalid("9.2", "more than key, lifetime and MKI");
    }
    Optional<Lifetime> lifetime =
        hasLifetime ? Optional.of(lifetime(parts.get(1))) : Optional.empty();
    Optional<MasterKeyIdentifier> identifier =
        parts.size() == fields ? Optional.of(identifier(parts.getLast())) : Optional.empty();
    return new KeyParameter(key, lifetime, identifier);
  }

  private MasterKey masterKey(Piece text) {
    byte[] both = decode(text);
    int wanted = suite.keyLength() + suite.saltLength();
    if (both.length != wanted) {
      throw text.invalid(
          CLAUSE, "key and salt of " + both.length + " octets where " + suite + " has " + wanted);
    }
    byte[] key = Arrays.copyOf(both, suite.keyLength());
    byte[] salt = Arrays.copyOfRange(both, suite.keyLength(), wanted);
    try {
      return new MasterKey(key, salt);
    } finally {
      Arrays.fill(both, (byte) 0);
      Arrays.fill(key, (byte) 0);
      Arrays.fill(salt, (byte) 0);
    }
  }

  /// Base64 of RFC 3548 section 3, whose padding may be missing but not wrong.
  private static byte[] decode(Piece text) {
    byte[] octets;
    try {
      octets = Base64.getDecoder().decode(text.text());
    } catch (IllegalArgumentException _) {
      throw text.invalid("RFC 3548 3", "the key is not base64");
    }
    // RFC 3548 3.5 lets a decoder refuse "pad bits" that are not zero; else two texts are one key.
    String again = Base64.getEncoder().encodeToString(octets);
    if (!again.equals(text.text()) && !again.replace("=", "").equals(text.text())) {
      throw text.invalid("RFC 3548 3.5", "the key's base64 has spare bits that are not zero");
    }
    return octets;
  }

  private Lifetime lifetime(Piece text) {
    boolean power = text.text().startsWith("2^");
    BigInteger packets = power ? power(text.after(2)) : number(text, "lifetime");
    if (packets.compareTo(BigInteger.valueOf(suite.longestLifetime())) > 0) {
      throw text.invalid(CLAUSE, "a lifetime that is too large for the suite");
    }
    return new Lifetime(packets.longValueExact(), power);
  }

  private static BigInteger power(Piece exponent) {
    if (!EXPONENT.matcher(exponent.text()).matches()) {
      throw exponent.invalid(CLAUSE, "a lifetime whose exponent is no number of at most 48");
    }
    return BigInteger.TWO.pow(Integer.parseInt(exponent.text()));
  }

  private static MasterKeyIdentifier identifier(Piece text) {
    List<Piece> parts = text.split(':');
    if (parts.size() != 2) throw text.invalid(CLAUSE, "not one MKI and its length");
    BigInteger value = number(parts.getFirst(), "MKI");
    BigInteger length = number(parts.getLast(), "MKI length");
    if (length.bitLength() > 31 || length.intValueExact() > 128) {
      throw parts.getLast().invalid(CLAUSE, "an MKI of over 128 octets");
    }
    if (value.bitLength() > 8 * length.intValueExact()) {
      throw text.invalid(CLAUSE, "an MKI that its length cannot hold");
    }
    return new MasterKeyIdentifier(value, length.intValueExact());
  }

  /// RFC 4568 6.1: "leading zeroes MUST NOT be used"; at most 128 octets' worth of digits.
  private static BigInteger number(Piece text, String what) {
    if (text.text().length() > 309 || !NUMBER.matcher(text.text()).matches()) {
      throw text.invalid(CLAUSE, what + " is no positive number without leading zero");
    }
    return new BigInteger(text.text());
  }
}
