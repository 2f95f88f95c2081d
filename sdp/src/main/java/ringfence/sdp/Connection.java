package ringfence.sdp;

import java.util.Optional;

/// Where media goes, `IN IP4 192.0.2.1`; RFC 8866 section 5.7.
///
/// @param address as written: a literal, a host name, or a group with `/ttl`
public record Connection(String netType, String addrType, String address) {
  /// RFC 3264 section 8.4, for RFC 2543: "the IP address 0.0.0.0" says that nothing is to be sent.
  public static final Connection HOLD = new Connection("IN", "IP4", "0.0.0.0");

  /// The connection to a literal address.
  public static Connection to(String address) {
    return new Connection("IN", address.indexOf(':') >= 0 ? "IP6" : "IP4", address);
  }

  /// Reads the value of a `c=` line; empty when it has not three words.
  public static Optional<Connection> parse(String text) {
    String[] words = text.strip().split(" +", -1);
    if (words.length != 3) return Optional.empty();
    return Optional.of(new Connection(words[0], words[1], words[2]));
  }

  /// Whether this is the old form of hold, `0.0.0.0` or `::`.
  public boolean isHold() {
    return address.equals("0.0.0.0") || address.equals("::");
  }

  public Line line() {
    return new Line('c', toString());
  }

  @Override
  public String toString() {
    return netType + " " + addrType + " " + address;
  }
}
