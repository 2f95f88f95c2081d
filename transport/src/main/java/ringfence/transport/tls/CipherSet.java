package ringfence.transport.tls;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// A set of cipher suites that a setting names, best first: ours, and the three of the unit
/// (unit.md B4). Of those three only the suites that our engine speaks are used; it has no 3DES, no
/// RC4, no finite-field or static Diffie-Hellman, and no CBC suites with SHA-2.
public enum CipherSet {
  /// Authenticated encryption with forward secrecy.
  MODERN("Modern"),
  /// RSA key transport: whoever gets the server's key can read what was recorded before.
  CS1("CS1"),
  CS2("CS2"),
  CS3("CS3");

  private static final Set<String> SPOKEN =
      Set.of(
          "TLS_RSA_WITH_AES_256_CBC_SHA",
          "TLS_RSA_WITH_AES_128_CBC_SHA",
          "TLS_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");

  private final String text;

  CipherSet(String text) {
    this.text = text;
  }

  private Stream<String> all() {
    return switch (this) {
      case MODERN -> TlsPolicy.modern().suites().stream();
      case CS1 ->
          by("RSA", "AES_256_CBC_SHA", "AES_128_CBC_SHA", "3DES_EDE_CBC_SHA", "RC4_128_SHA");
      case CS2 ->
          Stream.of("RSA", "DHE_RSA")
              .flatMap(key -> by(key, "AES_128_CBC_SHA", "AES_256_CBC_SHA", "3DES_EDE_CBC_SHA"));
      case CS3 -> Stream.of("ECDHE_RSA", "DHE_RSA", "ECDH_RSA", "RSA").flatMap(CipherSet::withSha2);
    };
  }

  private static Stream<String> withSha2(String key) {
    String longest = key.startsWith("ECDH") ? "AES_256_CBC_SHA384" : "AES_256_CBC_SHA256";
    return by(key, "AES_256_GCM_SHA384", longest, "AES_128_GCM_SHA256", "AES_128_CBC_SHA256");
  }

  private static Stream<String> by(String keyExchange, String... ciphers) {
    return Stream.of(ciphers).map(cipher -> "TLS_" + keyExchange + "_WITH_" + cipher);
  }

  private boolean isSpoken(String suite) {
    return this == MODERN || SPOKEN.contains(suite);
  }

  /// The suites that are used, best first, by their names in the IANA registry.
  public List<String> suites() {
    return all().filter(this::isSpoken).toList();
  }

  /// The suites that belong to the set on the unit and that our engine does not speak.
  public List<String> unspoken() {
    return all().filter(suite -> !isSpoken(suite)).toList();
  }

  /// As settings write it.
  @Override
  public String toString() {
    return text;
  }
}
