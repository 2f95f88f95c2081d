package ringfence.proxy.tls;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import ringfence.manage.setting.Kind;
import ringfence.sip.message.Transport;

/// Where a listener stands: `tls:192.168.120.11:5062`, as `opensips.cfg` writes it. The port may be
/// left out, 0 takes any free one; an IPv6 address stands in brackets.
public record ListenAddress(Transport transport, String host, int port) {
  /// How it stands in a settings file.
  public static final Kind<ListenAddress> KIND =
      Kind.of(
          "tls:, tcp: or udp:, an address and :port, as in tls:127.0.0.1:5061",
          ListenAddress::read);

  private static final Pattern FORM =
      Pattern.compile("(udp|tcp|tls):([\\w.-]+|\\[[0-9a-fA-F:.]+\\])(?::(\\d{1,5}))?");

  /// Reads what `toString` writes; empty when it is something else.
  public static Optional<ListenAddress> read(String text) {
    var form = FORM.matcher(text.toLowerCase(Locale.ROOT));
    if (!form.matches()) return Optional.empty();
    Transport transport = Transport.parse(form.group(1));
    String port = form.group(3);
    int number = port == null ? transport.defaultPort() : Integer.parseInt(port);
    if (number > 65_535) return Optional.empty();
    return Optional.of(new ListenAddress(transport, form.group(2), number));
  }

  /// Whether it is for UDP.
  boolean isDatagrams() {
    return transport.equals(Transport.UDP);
  }

  /// The address to bind. Throws [UnknownHostException] when a name leads nowhere.
  public InetSocketAddress resolve() throws UnknownHostException {
    return new InetSocketAddress(InetAddress.getByName(host), port);
  }

  @Override
  public String toString() {
    return transport.token().toLowerCase(Locale.ROOT) + ":" + host + ":" + port;
  }
}
