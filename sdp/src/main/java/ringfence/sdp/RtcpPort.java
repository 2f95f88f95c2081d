package ringfence.sdp;

import java.util.Optional;

/// The port, and perhaps the address, that RTCP goes to, `a=rtcp:53020`; RFC 3605 section 2.1.
public record RtcpPort(int port, Optional<Connection> connection) {
  public RtcpPort {
    if (port < 0 || port > 65535) throw new IllegalArgumentException("port " + port);
  }

  /// Reads the value of an `a=rtcp` attribute; empty when it is not one.
  public static Optional<RtcpPort> parse(String text) {
    String[] words = text.strip().split(" +", 2);
    if (!words[0].matches("[0-9]{1,5}") || Integer.parseInt(words[0]) > 65535) {
      return Optional.empty();
    }
    Optional<Connection> connection =
        words.length == 1 ? Optional.empty() : Connection.parse(words[1]);
    return Optional.of(new RtcpPort(Integer.parseInt(words[0]), connection));
  }

  public Attribute attribute() {
    return new Attribute("rtcp", toString());
  }

  @Override
  public String toString() {
    return port + connection.map(where -> " " + where).orElse("");
  }
}
