package ringfence.sip.message;

import java.util.OptionalInt;

/// A host and perhaps a port, as in a URI or a Via's sent-by (RFC 3261 section 25.1).
///
/// @param host a name, an IPv4 address, or an IPv6 address in brackets
/// @param port 0 to 65535, where it was written
public record HostPort(String host, OptionalInt port) {
  private static final String CLAUSE = "RFC 3261 25.1";

  public HostPort {
    boolean reference = host.startsWith("[") && isIpv6Reference(host);
    if (!reference && !isName(host)) throw new MalformedHeaderException(CLAUSE, "no host: " + host);
    if (port.isPresent() && (port.getAsInt() < 0 || port.getAsInt() > 65535)) {
      throw new MalformedHeaderException(CLAUSE, "a port of " + port.getAsInt());
    }
  }

  /// A host without a port; an IPv6 address may come without its brackets.
  public static HostPort of(String host) {
    return new HostPort(bracketed(host), OptionalInt.empty());
  }

  /// A host and a port; an IPv6 address may come without its brackets.
  public static HostPort of(String host, int port) {
    return new HostPort(bracketed(host), OptionalInt.of(port));
  }

  private static String bracketed(String host) {
    return host.indexOf(':') >= 0 && !host.startsWith("[") ? '[' + host + ']' : host;
  }

  /// Reads `host[:port]`.
  public static HostPort parse(String text) {
    Cursor in = new Cursor(text, CLAUSE);
    HostPort result = read(in);
    in.expectEnd();
    return result;
  }

  static HostPort read(Cursor in) {
    String host = in.host();
    if (!in.take(':')) return new HostPort(host, OptionalInt.empty());
    return new HostPort(host, OptionalInt.of((int) in.number(65535)));
  }

  /// The port written, or `otherwise`.
  public int portOr(int otherwise) {
    return port.orElse(otherwise);
  }

  /// The host as an address or name for a resolver: an IPv6 reference without its brackets.
  public String address() {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /// Whether both name the same host, in any case, and the same port or none.
  public boolean matches(HostPort other) {
    return host.equalsIgnoreCase(other.host) && port.equals(other.port);
  }

  /// Whether the host is the limited broadcast or a multicast address, to which no response may be
  /// sent (RFC 4475 section 3.3.10).
  public boolean isBroadcast() {
    return host.equals("255.255.255.255") || host.matches("(22[4-9]|23[0-9])(\\.[0-9]{1,3}){3}");
  }

  private static boolean isName(String host) {
    for (int i = 0; i < host.length(); i++)
      if (!Grammar.isHostCharacter(host.charAt(i))) return false;
    return !host.isEmpty();
  }

  static boolean isIpv6Reference(String text) {
    if (text.length() < 4 || text.charAt(text.length() - 1) != ']') return false;
    boolean colon = false;
    for (int i = 1; i < text.length() - 1; i++) {
      char c = text.charAt(i);
      colon |= c == ':';
      if (c != ':' && c != '.' && Grammar.hex(c) < 0) return false;
    }
    return colon;
  }

  @Override
  public String toString() {
    return port.isPresent() ? host + ':' + port.getAsInt() : host;
  }
}
