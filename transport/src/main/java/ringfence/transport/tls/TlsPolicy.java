package ringfence.transport.tls;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which versions and cipher suites one listener or one link may agree on.
///
/// @param versions at least one
/// @param suites names of the IANA registry (`TLS_RSA_WITH_AES_256_CBC_SHA`), best first
public record TlsPolicy(Set<TlsVersion> versions, List<String> suites) {
  private static final List<String> SUITES_OF_TLS_1_3 =
      List.of("TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256", "TLS_CHACHA20_POLY1305_SHA256");
  private static final List<String> SUITES_OF_TLS_1_2 =
      List.of(
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  public TlsPolicy {
    if (versions.isEmpty()) throw new IllegalArgumentException("no version of TLS");
    if (suites.isEmpty()) throw new IllegalArgumentException("no cipher suite");
    versions = Set.copyOf(EnumSet.copyOf(versions));
    suites = List.copyOf(suites);
  }

  /// TLS 1.2 and 1.3 with authenticated encryption and forward secrecy: the default.
  public static TlsPolicy modern() {
    var suites = new ArrayList<>(SUITES_OF_TLS_1_3);
    suites.addAll(SUITES_OF_TLS_1_2);
    return new TlsPolicy(EnumSet.of(TlsVersion.TLS_1_2, TlsVersion.TLS_1_3), suites);
  }

  /// The same suites, one version only.
  public static TlsPolicy only(TlsVersion version) {
    return new TlsPolicy(
        EnumSet.of(version), version == TlsVersion.TLS_1_3 ? SUITES_OF_TLS_1_3 : SUITES_OF_TLS_1_2);
  }

  /// A set of suites from a version upwards. TLS 1.3 belongs to the modern set, TLS 1.2 to every
  /// one, and the modern suites do not go below it.
  public static TlsPolicy of(CipherSet set, TlsVersion least) {
    if (set == CipherSet.MODERN) return modern();
    TlsVersion from = least.compareTo(TlsVersion.TLS_1_2) < 0 ? least : TlsVersion.TLS_1_2;
    return new TlsPolicy(EnumSet.range(from, TlsVersion.TLS_1_2), set.suites());
  }

  /// For one fenced listener or link to an old device: exactly these versions and suites.
  public static TlsPolicy legacy(Set<TlsVersion> versions, List<String> suites) {
    return new TlsPolicy(versions, suites);
  }

  /// Whether this policy reaches behind the legacy fence: TLS before 1.2, or RSA key transport.
  public boolean isLegacy() {
    return versions.contains(TlsVersion.TLS_1_0)
        || versions.contains(TlsVersion.TLS_1_1)
        || suites.stream().anyMatch(suite -> suite.startsWith("TLS_RSA_"));
  }

  /// The smallest RSA key that a peer may have: old devices have old certificates.
  public int leastRsaBits() {
    return isLegacy() ? 1024 : 2048;
  }

  /// What a person who chose a legacy policy should know; empty for any other.
  public Optional<String> warning() {
    if (!isLegacy()) return Optional.empty();
    String old =
        versions.contains(TlsVersion.TLS_1_0) || versions.contains(TlsVersion.TLS_1_1)
            ? "TLS before 1.2 and cipher suites without forward secrecy are allowed"
            : "Cipher suites without forward secrecy are allowed";
    return Optional.of(
        old
            + ": whoever gets the server's key can read what was recorded. Use them only for a"
            + " device that speaks nothing better.");
  }
}
