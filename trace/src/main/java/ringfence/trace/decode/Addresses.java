package ringfence.trace.decode;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// The addresses of a capture: those that come again and again, in nearly every frame, are made
/// once. Each has one place, by its hash; another that belongs there takes it.
final class Addresses {
  private static final int PLACES = 1 << 12;
  private static final InetAddress NOBODY = InetAddress.ofLiteral("0.0.0.0");

  private final InetAddress[] hosts = new InetAddress[PLACES];
  private final InetSocketAddress[] ends = new InetSocketAddress[PLACES];

  Addresses() {
    Arrays.fill(hosts, NOBODY);
    Arrays.fill(ends, new InetSocketAddress(NOBODY, 0));
  }

  /// The IPv4 address whose four octets stand at a place.
  InetAddress four(ByteBuffer in, int at) {
    int bits = in.getInt(at);
    int place = place(bits);
    // the hash of an IPv4 address is the address; an IPv6 address never comes here
    if (hosts[place].hashCode() != bits) hosts[place] = made(in, at, 4);
    return hosts[place];
  }

  /// The IPv6 address whose sixteen octets stand at a place; one that maps an IPv4 address is that.
  static InetAddress six(ByteBuffer in, int at) {
    return made(in, at, 16);
  }

  static InetAddress made(ByteBuffer in, int at, int length) {
    byte[] octets = new byte[length];
    in.get(at, octets);
    try {
      return InetAddress.getByAddress(octets);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of " + length + " octets", e);
    }
  }

  InetSocketAddress end(InetAddress host, int port) {
    int place = place(host.hashCode() * 31 + port);
    InetSocketAddress kept = ends[place];
    if (kept.getPort() != port || !kept.getAddress().equals(host)) {
      ends[place] = new InetSocketAddress(host, port);
    }
    return ends[place];
  }

  private static int place(int hash) {
    return (hash ^ (hash >>> 12) ^ (hash >>> 20)) & (PLACES - 1);
  }
}
