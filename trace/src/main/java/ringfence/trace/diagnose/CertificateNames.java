package ringfence.trace.diagnose;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The names in subjectAltName, RFC 5280 section 4.2.1.6; those that RFC 5922 section 7.1 looks at.
record CertificateNames(List<String> names) {
  static CertificateNames of(Presented presented) {
    return new CertificateNames(presented.own().names());
  }

  /// The name that the client asked for, in lower case; empty where it sent none.
  static Optional<String> asked(Presented presented) {
    return presented
        .link()
        .clientHello()
        .flatMap(hello -> hello.what().extensions().serverName())
        .map(name -> name.toLowerCase(Locale.ROOT));
  }

  /// Whether a host name is among them, also by a wildcard in place of its first label.
  boolean cover(String host) {
    return has(host) || hasWildcardFor(host);
  }

  boolean has(String host) {
    return names.stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .anyMatch(name -> name.equals("dns:" + host) || name.equals("uri:sip:" + host));
  }

  boolean hasWildcardFor(String host) {
    int dot = host.indexOf('.');
    return dot > 0 && has("*" + host.substring(dot));
  }

  boolean hasAddress(String address) {
    return names.contains("IP:" + address);
  }

  boolean haveNoAddress() {
    return names.stream().noneMatch(name -> name.startsWith("IP:"));
  }

  @Override
  public String toString() {
    return names.isEmpty() ? "no name" : String.join(", ", names);
  }
}
