package ringfence.sip.message;

import java.util.Locale;

/// A transport as a Via names it, RFC 3261 section 20.42; any token is one.
///
/// @param token upper case, such as `TLS`
public record Transport(String token) {
  public static final Transport UDP = new Transport("UDP");
  public static final Transport TCP = new Transport("TCP");
  public static final Transport TLS = new Transport("TLS");
  public static final Transport SCTP = new Transport("SCTP");
  public static final Transport WS = new Transport("WS");
  public static final Transport WSS = new Transport("WSS");

  public Transport {
    if (!Grammar.isToken(token))
      throw new MalformedHeaderException("RFC 3261 20.42", "a transport that is no token");
    token = token.toUpperCase(Locale.ROOT);
  }

  /// The transport of that name, in any case.
  public static Transport parse(String token) {
    return switch (token) {
      case "UDP", "udp" -> UDP;
      case "TCP", "tcp" -> TCP;
      case "TLS", "tls" -> TLS;
      case String other -> new Transport(other);
    };
  }

  /// Whether the transport delivers in order and again by itself, so that SIP need not repeat.
  public boolean isReliable() {
    return !equals(UDP);
  }

  /// Whether the hop is protected by TLS.
  public boolean isSecure() {
    return equals(TLS) || equals(WSS);
  }

  /// 5061 for a transport over TLS, 5060 for any other (RFC 3261 section 19.1.2).
  public int defaultPort() {
    return isSecure() ? 5061 : 5060;
  }

  @Override
  public String toString() {
    return token;
  }
}
