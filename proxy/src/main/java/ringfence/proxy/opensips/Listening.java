package ringfence.proxy.opensips;

import java.util.Locale;
import java.util.regex.Pattern;

/// The value of `listen` (1.x, 2.x) and `socket` (3.x): `tls:192.168.120.11:5062 as
/// 203.0.113.5:5062 use_workers 4`; the transport and the port may be left out. In the note that
/// this reader is for, as scanned, the line says `1s:`; that is taken for `tls:`, with a warning.
final class Listening {
  private static final Pattern FORM =
      Pattern.compile("(?:(\\w+):)?([\\w.*-]+|\\[[0-9A-Fa-f:.]+\\])(?::(\\d{1,5}))?");
  private static final Pattern MORE =
      Pattern.compile(
          "(?i)\\s+(as|use_workers|use_children|use_auto_scaling_profile|anycast|tag"
              + "|reuse_port|allow_proxy_protocol|send_proxy_protocol|frag|tos|accept_subdomain)\\b");
  private static final Pattern OTHERS =
      Pattern.compile("ws|wss|sctp|bin|bins|hep_udp|hep_tcp|hep_tls|smpp|msrp|msrps|ipsec");
  private static final String ALLOWED = "tls:, tcp: or udp:, an address and :port";

  private Listening() {}

  static Outcome read(String value) {
    var more = MORE.matcher(value);
    boolean says = more.find();
    String place = says ? value.substring(0, more.start()) : value;
    String rest = says ? value.substring(more.start()).strip() : "";
    Outcome outcome = place(place);
    return rest.isEmpty() || !(outcome instanceof Outcome.Set(var setting, var listen))
        ? outcome
        : with(rest, setting, listen);
  }

  private static Outcome with(String rest, String setting, String listen) {
    String[] words = rest.split("\\s+", -1);
    boolean advertised = words[0].equalsIgnoreCase("as") && words.length > 1;
    if (!advertised) {
      return new Outcome.Guessed(setting, listen, rest + " has no counterpart here");
    }
    String host = words[1].replaceFirst(":\\d+$", "");
    String why = rest + ": " + host + " is given as our own at every listener, with its own port";
    return new Outcome.Advertised(listen, host, why);
  }

  private static Outcome place(String value) {
    var form = FORM.matcher(value.replace(" ", ""));
    if (!form.matches()) return new Outcome.Wrong(ALLOWED);
    String transport = form.group(1) == null ? "udp" : form.group(1).toLowerCase(Locale.ROOT);
    boolean scanned = transport.matches("t?[1i]s|ls");
    if (scanned) transport = "tls";
    if (OTHERS.matcher(transport).matches()) {
      return new Outcome.Ignored("there are no " + transport + ": listeners here");
    }
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
