package ringfence.trace.filter;

import java.math.BigDecimal;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/// What the values of a field are, which says how they are compared. Numbers are held as decimals,
/// and seconds as whole nanoseconds.
enum Kind {
  /// Text, as Wireshark compares it: letter for letter.
  TEXT("a text"),
  /// Text in any case, of our own short words.
  WORD("a text"),
  /// A number, or a class of them as in `4xx`.
  NUMBER("a number"),
  /// Seconds as in `1.5`.
  SECONDS("a number of seconds, as in 1.5,"),
  /// An IP address, or a network as in `192.0.2.0/24`.
  ADDRESS("an IP address or network"),
  IPV4("an IPv4 address or network"),
  IPV6("an IPv6 address or network"),
  /// A whole message, in which text is looked for.
  MESSAGE("a text");

  private final String wanted;

  Kind(String wanted) {
    this.wanted = wanted;
  }

  /// What a value of it must be.
  String wanted() {
    return wanted;
  }

  boolean isOrdered() {
    return this == NUMBER || this == SECONDS;
  }

  /// A value and what is looked for in it as far as case matters.
  String folded(String text) {
    return this == TEXT || this == MESSAGE ? text : text.toLowerCase(Locale.ROOT);
  }

  /// Whether a value of the field is the one given; empty when that is none of its kind.
  Optional<Predicate<String>> equality(String value) {
    return switch (this) {
      case TEXT -> Optional.of(value::equals);
      case WORD -> Optional.of(value::equalsIgnoreCase);
      case NUMBER -> value.matches("[1-6][xX]{2}") ? Optional.of(hundred(value)) : same(value);
      case SECONDS -> same(value);
      case ADDRESS, IPV4, IPV6 -> address(value);
      case MESSAGE -> Optional.empty();
    };
  }

  private static Predicate<String> hundred(String value) {
    return it -> it.length() == 3 && it.charAt(0) == value.charAt(0);
  }

  private Optional<Predicate<String>> same(String value) {
    OptionalLong wanted = number(value);
    if (wanted.isEmpty()) return Optional.empty();
    return Optional.of(Long.toString(wanted.getAsLong())::equals);
  }

  /// A value in numbers: of seconds in nanoseconds.
  OptionalLong number(String value) {
    if (this == SECONDS) return seconds(value);
    if (this != NUMBER) return OptionalLong.empty();
    if (value.matches("0[xX][0-9a-fA-F]{1,15}")) {
      return OptionalLong.of(Long.parseLong(value.substring(2), 16));
    }
    // as in C, and so as in Wireshark
    if (value.matches("0[0-7]{1,18}")) return OptionalLong.of(Long.parseLong(value, 8));
    return value.matches("0|[1-9]\\d{0,17}")
        ? OptionalLong.of(Long.parseLong(value))
        : OptionalLong.empty();
  }

  private static OptionalLong seconds(String value) {
    if (!value.matches("-?\\d{1,10}(\\.\\d{1,9})?")) return OptionalLong.empty();
    // ten digits of seconds are more than a long has of nanoseconds
    BigDecimal nanos = new BigDecimal(value).movePointRight(9);
    return OptionalLong.of(nanos.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue());
  }

  private Optional<Predicate<String>> address(String value) {
    String[] parts = value.split("/", 2);
    try {
      byte[] network = InetAddress.ofLiteral(parts[0]).getAddress();
      int bits = parts.length == 1 ? network.length * 8 : Integer.parseInt(parts[1]);
      boolean other =
          (this == IPV4 && network.length != 4) || (this == IPV6 && network.length != 16);
      if (bits < 0 || bits > network.length * 8 || other) return Optional.empty();
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
