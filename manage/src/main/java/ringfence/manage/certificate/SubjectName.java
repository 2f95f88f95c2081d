package ringfence.manage.certificate;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;

/// A name a certificate is good for, RFC 5280 section 4.2.1.6.
public sealed interface SubjectName {
  /// A host name; `*` may stand for its first label.
  record Dns(String name) implements SubjectName {
    @Override
    public String toString() {
      return name;
    }
  }

  record Ip(InetAddress address) implements SubjectName {
    @Override
    public String toString() {
      return address.getHostAddress();
    }
  }

  /// A SIP domain as a URI, RFC 5922 section 7.1: `sip:example.com`.
  record SipDomain(String uri) implements SubjectName {
    @Override
    public String toString() {
      return uri;
    }
  }

  /// Reads an address, a host name or a `sip:` URI; nothing when it is none of them.
  static Optional<SubjectName> parse(String text) {
    if (text.contains(":") && text.toLowerCase(Locale.ROOT).startsWith("sip")) {
      return text.matches("(?i)sips?:[A-Za-z0-9.-]+")
          ? Optional.of(new SipDomain(text))
          : Optional.empty();
    }
    if (text.contains(":") || text.matches("[0-9.]+")) return address(text);
    boolean host = text.matches("(\\*\\.)?[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63})*");
    return host && text.length() <= 253 ? Optional.of(new Dns(text)) : Optional.empty();
  }

  private static Optional<SubjectName> address(String text) {
    if (!text.contains(":") && !text.matches("\\d+\\.\\d+\\.\\d+\\.\\d+")) return Optional.empty();
    if (text.contains("%")) return Optional.empty();
    try {
      return Optional.of(new Ip(InetAddress.ofLiteral(text)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
