package ringfence.proxy.defence;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import ringfence.manage.setting.Kind;

/// A network in the notation of RFC 4632 section 3.1: `192.0.2.0/24`, `2001:db8::/32`, or one
/// address alone.
///
/// @param address the first of the network: no bit behind the prefix is set
/// @param prefix its length in bits
public record Network(InetAddress address, int prefix) {
  /// As a setting has it.
  public static final Kind<Network> KIND =
      Kind.of("a network as in 192.0.2.0/24 or 2001:db8::/32, or an address", Network::parse);

  public Network {
    if (prefix < 0 || prefix > bits(address)) throw new IllegalArgumentException("/" + prefix);
    if (!first(address, prefix).equals(address)) {
      throw new IllegalArgumentException(address + " has bits behind /" + prefix);
    }
  }

  /// The network of that length in which `address` lies.
  static Network around(InetAddress address, int prefix) {
    return new Network(first(address, prefix), prefix);
  }

  /// What one attacker holds: an IPv4 address, or a /64, of which a host may take any address.
  public static Network ofSource(InetAddress address) {
    return around(address, Math.min(bits(address), 64));
  }

  /// Empty for what is no network, and for one with bits behind its prefix, which is a slip of the
  /// pen more often than meant.
  public static Optional<Network> parse(String text) {
    if (!text.matches("(?:\\d+(?:\\.\\d+){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*)(?:/\\d{1,3})?")) {
      return Optional.empty();
    }
    String[] parts = text.split("/", 2);
    try {
      InetAddress address = InetAddress.ofLiteral(parts[0]);
      int prefix = parts.length == 1 ? bits(address) : Integer.parseInt(parts[1]);
      return Optional.of(new Network(address, prefix));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  public boolean contains(InetAddress other) {
    byte[] mine = address.getAddress();
    byte[] others = other.getAddress();
    if (mine.length != others.length) return false;
    int whole = prefix / Byte.SIZE;
    int rest = 0xff << (Byte.SIZE - prefix % Byte.SIZE) & 0xff;
    return Arrays.equals(mine, 0, whole, others, 0, whole)
        && (rest == 0 || (mine[whole] & rest) == (others[whole] & rest));
  }

  /// Whether it holds so many addresses that a forged one is likely to lie in it.
  public boolean isWide() {
    return prefix < 8;
  }

  @Override
  public String toString() {
    String text = address.getHostAddress();
    return prefix == bits(address) ? text : text + "/" + prefix;
  }

  private static int bits(InetAddress address) {
    return address.getAddress().length * Byte.SIZE;
  }

  private static InetAddress first(InetAddress address, int prefix) {
    byte[] octets = address.getAddress();
    for (int i = 0; i < octets.length; i++) {
      int kept = Math.clamp(prefix - (long) i * Byte.SIZE, 0, Byte.SIZE);
      octets[i] &= (byte) (0xff << (Byte.SIZE - kept));
    }
    try {
      return InetAddress.getByAddress(octets);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
