package ringfence.trace.diagnose;

import java.net.InetAddress;

/// From how far an address can be reached.
enum Reach {
  /// From its own host.
  HOST("an address that means the host itself"),
  /// From its own link, RFC 3927 and RFC 4291.
  LINK("an address of one link alone"),
  /// From its own network, RFC 1918, RFC 4193 and RFC 6598.
  SITE("a private address"),
  WORLD("a public address");

  private final String words;

  Reach(String words) {
    this.words = words;
  }

  static Reach of(InetAddress address) {
    if (address.isLoopbackAddress()) return HOST;
    if (address.isLinkLocalAddress()) return LINK;
    return address.isSiteLocalAddress() || isShared(address.getAddress()) ? SITE : WORLD;
  }

  /// fc00::/7 and 100.64.0.0/10, which Java does not know as private.
  private static boolean isShared(byte[] octets) {
    return octets.length == 16
        ? (octets[0] & 0xFE) == 0xFC
        : octets[0] == 100 && (octets[1] & 0xC0) == 64;
  }

  @Override
  public String toString() {
    return words;
  }
}
