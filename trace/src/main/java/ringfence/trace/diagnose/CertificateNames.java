package ringfence.trace.diagnose;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The names in subjectAltName, RFC 5280 section 4.2.1.6; those that RFC 5922 section 7.1 looks at.
record CertificateNames(List<String> names) {
  static CertificateNames of(Presented presented) {
    List<String> names = presented.own().names();
    // RFC 5922 7.1: the common name counts where subjectAltName has nothing to go by
    return new CertificateNames(
        names.isEmpty()
            ? presented.own().commonName().map("CN:"::concat).stream().toList()
            : names);
  }

  /// The name that the client holds the certificate against, or else asked for, in lower case;
  /// empty where neither is known, or it is an address.
  static Optional<String> asked(Presented presented) {
    String held = presented.known().name();
    if (!held.isEmpty()) return isAddress(held) ? Optional.empty() : Optional.of(lower(held));
    return presented
        .link()
        .clientHello()
        .flatMap(hello -> hello.what().extensions().serverName())
        .map(CertificateNames::lower);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /// The address that the client holds the certificate against where it knows no name.
  static String address(Presented presented) {
    String held = presented.known().name();
    return isAddress(held) ? held : presented.link().address(Party.SERVER).getHostString();
  }

  private static boolean isAddress(String text) {
    try {
      InetAddress.ofLiteral(text);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /// Whether a host name is among them, also by a wildcard in place of its first label.
  boolean cover(String host) {
    return has(host) || hasWildcardFor(host);
  }

  boolean has(String host) {
    return names.stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .anyMatch(name -> Set.of("dns:" + host, "uri:sip:" + host, "cn:" + host).contains(name));
  }

  boolean hasWildcardFor(String host) {
    int dot = host.indexOf('.');
    return dot > 0 && has("*" + host.substring(dot));
  }

  boolean hasAddress(String address) {
    return names.contains("IP:" + address) || names.contains("CN:" + address);
  }

  boolean haveNoAddress() {
    return names.stream().noneMatch(name -> name.startsWith("IP:"));
  }

  @Override
  public String toString() {
    return names.isEmpty() ? "no name" : String.join(", ", names);
  }
}
