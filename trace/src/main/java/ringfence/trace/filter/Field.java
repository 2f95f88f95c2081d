package ringfence.trace.filter;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import ringfence.trace.decode.Row;

/// A named part of a row: its values as text, and what being equal means for it.
record Field(Function<Row, List<String>> values, Kind kind) {
  enum Kind {
    TEXT,
    /// A number, or a class of them as in `4xx`.
    NUMBER,
    /// An IP address, or a network as in `192.0.2.0/24`.
    ADDRESS
  }

  List<String> of(Row row) {
    return values.apply(row);
  }

  /// Whether a value of the field is the one given; empty when that is none of its kind.
  Optional<Predicate<String>> equality(String value) {
    return switch (kind) {
      case TEXT -> Optional.of(value::equalsIgnoreCase);
      case NUMBER -> number(value);
      case ADDRESS -> address(value);
    };
  }

  private static Optional<Predicate<String>> number(String value) {
    if (value.matches("[1-6][xX]{2}")) {
      return Optional.of(it -> it.length() == 3 && it.charAt(0) == value.charAt(0));
    }
    if (value.matches("0[xX][0-9a-fA-F]{1,8}")) {
      String decimal = Long.toString(Long.parseLong(value.substring(2), 16));
      return Optional.of(decimal::equals);
    }
    return value.matches("\\d{1,18}") ? Optional.of(value::equals) : Optional.empty();
  }

  private static Optional<Predicate<String>> address(String value) {
    String[] parts = value.split("/", 2);
    try {
      byte[] network = InetAddress.ofLiteral(parts[0]).getAddress();
      int bits = parts.length == 1 ? network.length * 8 : Integer.parseInt(parts[1]);
      if (bits < 0 || bits > network.length * 8) return Optional.empty();
      return Optional.of(
          it -> !it.isEmpty() && isIn(InetAddress.ofLiteral(it).getAddress(), network, bits));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static boolean isIn(byte[] address, byte[] network, int bits) {
    if (address.length != network.length) return false;
    for (int i = 0; i < bits; i++) {
      int mask = 0x80 >> i % 8;
      if ((address[i / 8] & mask) != (network[i / 8] & mask)) return false;
    }
    return true;
  }
}
