package ringfence.transport;

import java.net.InetAddress;
import java.util.Optional;

/// A network of addresses, RFC 4632: `192.0.2.0/24`, `2001:db8::/32`, or one address alone.
///
/// @param bits how many of the first bits of an address must be those of `address`
public record Network(InetAddress address, int bits) {
  public Network {
    if (bits < 0 || bits > 8 * address.getAddress().length) {
      throw new IllegalArgumentException(address + "/" + bits);
    }
  }

  /// Reads what `toString` writes; empty when it is something else, or has bits set behind the
  /// prefix.
  public static Optional<Network> read(String text) {
    int slash = text.indexOf('/');
    String host = slash < 0 ? text : text.substring(0, slash);
    try {
      InetAddress address = InetAddress.ofLiteral(host);
      int most = 8 * address.getAddress().length;
      int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
      if (bits < 0 || bits > most) return Optional.empty();
      return Optional.of(new Network(address, bits)).filter(Network::isPrefix);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private boolean isPrefix() {
    byte[] octets = address.getAddress();
    for (int bit = bits; bit < 8 * octets.length; bit++) {
      if (isSet(octets, bit)) return false;
    }
    return true;
  }

  public boolean contains(InetAddress other) {
    byte[] own = address.getAddress();
    byte[] octets = other.getAddress();
    if (own.length != octets.length) return false;
    for (int bit = 0; bit < bits; bit++) {
      if (isSet(own, bit) != isSet(octets, bit)) return false;
    }
    return true;
  }

  private static boolean isSet(byte[] octets, int bit) {
    return (octets[bit / 8] & (0x80 >> (bit % 8))) != 0;
  }

  @Override
  public String toString() {
    boolean single = bits == 8 * address.getAddress().length;
    return single ? address.getHostAddress() : address.getHostAddress() + "/" + bits;
  }
}
