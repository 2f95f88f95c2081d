package ringfence.proxy.opensips;

import java.util.Locale;
import java.util.regex.Pattern;

/// The value of `listen`: `tls:192.168.120.11:5062`, the transport and the port may be left out. In
/// the note that this reader is for, as scanned, the line says `1s:`; that is taken for `tls:`,
/// with a warning.
final class Listening {
  private static final Pattern FORM =
      Pattern.compile("(?:(\\w+):)?([\\w.*-]+|\\[[0-9A-Fa-f:.]+\\])(?::(\\d{1,5}))?");
  private static final String ALLOWED = "tls:, tcp: or udp:, an address and :port";

  private Listening() {}

  static Outcome read(String value) {
    var form = FORM.matcher(value.replace(" ", ""));
    if (!form.matches()) return new Outcome.Wrong(ALLOWED);
    String transport = form.group(1) == null ? "udp" : form.group(1).toLowerCase(Locale.ROOT);
    boolean scanned = transport.matches("[t]?[1il]s");
    if (scanned) transport = "tls";
    if (!transport.matches("udp|tcp|tls")) return new Outcome.Wrong(ALLOWED);
    String port = form.group(3) == null ? defaultPort(transport) : form.group(3);
    if (Integer.parseInt(port) > 65_535) return new Outcome.Wrong("a port from 0 to 65535");
    String address = form.group(2).equals("*") ? "0.0.0.0" : form.group(2);
    String listen = transport + ":" + address + ":" + port;
    if (!scanned) return new Outcome.Set("listen", listen);
    return new Outcome.Guessed("listen", listen, form.group(1) + ": is read as tls:");
  }

  private static String defaultPort(String transport) {
    return transport.equals("tls") ? "5061" : "5060";
  }
}
