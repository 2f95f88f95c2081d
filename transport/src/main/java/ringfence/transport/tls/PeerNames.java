package ringfence.transport.tls;

import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/// The names a certificate carries and how they are compared: exact, case-insensitive, and the
/// common name only where no subject alternative name is of the kind asked for.
record PeerNames(List<String> ips, List<String> dns, List<String> uris, List<String> common) {
  private static final int DNS_NAME = 2; // the tags of GeneralName, RFC 5280 4.2.1.6
  private static final int URI = 6;
  private static final int IP_ADDRESS = 7;

  static PeerNames of(X509Certificate certificate) {
    var names =
        new PeerNames(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), common(certificate));
    try {
      Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
      if (alternatives != null) alternatives.forEach(names::add);
    } catch (CertificateParsingException _) {
      return names; // a certificate whose names cannot be read has none
    }
    return names;
  }

  private void add(List<?> alternative) {
    if (!(alternative.get(1) instanceof String value)) return;
    switch ((Integer) alternative.get(0)) {
      case DNS_NAME -> dns.add(value);
      case URI -> uris.add(value);
      case IP_ADDRESS -> ips.add(value);
      default -> {} // the other kinds name no host
    }
  }

  private static List<String> common(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    try {
      for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
        if (part.getType().equalsIgnoreCase("CN")) names.add(part.getValue().toString());
      }
    } catch (InvalidNameException _) {
      return List.of();
    }
    return names;
  }

  /// All of them, each with its kind.
  List<String> texts() {
    List<String> texts = new ArrayList<>();
    ips.forEach(name -> texts.add("IP:" + name));
    dns.forEach(name -> texts.add("DNS:" + name));
    uris.forEach(name -> texts.add("URI:" + name));
    common.forEach(name -> texts.add("CN:" + name));
    return texts;
  }

  /// Whether one of these names is `expected`, a host name or an address.
  boolean match(String expected, boolean wildcards) {
    return literal(expected)
        .map(this::matchAddress)
        .orElseGet(() -> matchHost(expected, wildcards));
  }

  private boolean matchAddress(InetAddress expected) {
    List<String> hosts = uriHosts();
    hosts.addAll(ips);
    if (hosts.isEmpty()) hosts = common;
    return hosts.stream().anyMatch(name -> literal(name).filter(expected::equals).isPresent());
  }

  private boolean matchHost(String expected, boolean wildcards) {
    // RFC 5922 7.1: a DNS name counts "if and only if no other identity is found that matches the
    // "sip" URI type"
    List<String> hosts = uriHosts();
    if (hosts.isEmpty()) hosts = dns;
    if (hosts.isEmpty()) hosts = common;
    return hosts.stream().anyMatch(name -> equal(name, expected, wildcards));
  }

  // RFC 5922 7.1: a URI counts when its scheme is "sip" and it has no user part
  private List<String> uriHosts() {
    List<String> hosts = new ArrayList<>();
    for (String uri : uris) {
      String lower = uri.toLowerCase(Locale.ROOT);
      if (lower.startsWith("sip:") && !lower.contains("@")) hosts.add(lower.substring(4));
    }
    return hosts;
  }

  // RFC 5922 7.2: "Implementations MUST NOT match any form of wildcard", unless a setting says so
  private static boolean equal(String presented, String expected, boolean wildcards) {
    String name = plain(presented);
    String host = plain(expected);
    if (name.equals(host)) return true;
    if (!wildcards || !name.startsWith("*.")) return false;
    int dot = host.indexOf('.');
    return dot > 0 && host.substring(dot).equals(name.substring(1)) && name.indexOf('.', 2) > 0;
  }

  private static String plain(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  static Optional<InetAddress> literal(String host) {
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    try {
      return Optional.of(
          InetAddress.ofLiteral(bracketed ? host.substring(1, host.length() - 1) : host));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
