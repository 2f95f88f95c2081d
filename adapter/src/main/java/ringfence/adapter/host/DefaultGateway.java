package ringfence.adapter.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The default gateway of the system that the unit runs on.
final class DefaultGateway {
  private static final Path ROUTES = Path.of("/proc/net/route");

  private DefaultGateway() {}

  /// As the system has it at the moment; nothing where it has none or cannot be asked.
  static Optional<InetAddress> now() {
    try {
      return of(Files.readAllLines(ROUTES));
    } catch (IOException _) {
      return Optional.empty(); // no Linux
    }
  }

  /// A line of the table of routes of Linux.
  private record Route(String destination, String gateway, int metric) {
    static Route of(String line) {
      String[] fields = line.strip().split("\\s+", -1);
      return new Route(fields[1], fields[2], Integer.parseInt(fields[6]));
    }

    boolean isDefault() {
      return destination.equals("00000000") && !gateway.equals("00000000");
    }
  }

  /// The best of a table with a head line and the columns `Iface Destination Gateway Flags RefCnt
  /// Use Metric`.
  static Optional<InetAddress> of(List<String> table) {
    return table.stream()
        .skip(1)
        .map(Route::of)
        .filter(Route::isDefault)
        .min(Comparator.comparingInt(Route::metric))
        .flatMap(route -> address(route.gateway()));
  }

  /// The octets of an address as a hexadecimal number, the last octet first.
  private static Optional<InetAddress> address(String hex) {
    int octets = Integer.reverseBytes(Integer.parseUnsignedInt(hex, 16));
    byte[] address = {
      (byte) (octets >> 24), (byte) (octets >> 16), (byte) (octets >> 8), (byte) octets
    };
    try {
      return Optional.of(InetAddress.getByAddress(address));
    } catch (UnknownHostException e) {
      throw new AssertionError("four octets are an address", e);
    }
  }
}
