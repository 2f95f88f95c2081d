package ringfence.proxy.opensips;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The global parameters of `opensips.cfg` that are understood, and what each becomes.
enum Parameter {
  DISABLE_TLS,
  LISTEN,
  TCP_CONNECTION_LIFETIME,
  TCP_CHILD_TIMEOUT,
  TLS_VERIFY_SERVER,
  TLS_VERIFY_CLIENT,
  TLS_REQUIRE_CLIENT_CERTIFICATE,
  TLS_METHOD,
  TLS_CERTIFICATE,
  TLS_PRIVATE_KEY,
  TLS_CA_LIST,
  ALIAS;

  private static final String NO_CONNECTIONS =
      "tls_verify_server: this proxy opens no connections of its own";

  /// Known, but of no effect here.
  private static final Set<String> WITHOUT_COUNTERPART =
      Set.of(
          "auto_aliases",
          "check_via",
          "children",
          "debug",
          "disable_tcp",
          "dns",
          "fork",
          "log_facility",
          "log_level",
          "log_name",
          "log_stderror",
          "mpath",
          "rev_dns",
          "tcp_children",
          "tls_ciphers_list",
          "tls_handshake_timeout",
          "tls_send_timeout");

  /// What a line with this name, in lower case, comes to.
  static Outcome read(String name, String value) {
    for (Parameter parameter : values()) {
      if (parameter.spelling().equals(name)) return parameter.read(value);
    }
    return WITHOUT_COUNTERPART.contains(name)
        ? new Outcome.Ignored(name + " has no counterpart here")
        : new Outcome.Wrong("one of " + names());
  }

  private static String names() {
    return Stream.concat(
            Arrays.stream(values()).map(Parameter::spelling), WITHOUT_COUNTERPART.stream().sorted())
        .collect(Collectors.joining(", "));
  }

  private Outcome read(String value) {
    return switch (this) {
      case DISABLE_TLS -> flag(value, Parameter::disableTls);
      case LISTEN -> Listening.read(value);
      case TCP_CONNECTION_LIFETIME -> seconds(value, "tcp_connection_lifetime");
      case TCP_CHILD_TIMEOUT -> childTimeout(value);
      case TLS_VERIFY_SERVER -> flag(value, _ -> new Outcome.Ignored(NO_CONNECTIONS));
      case TLS_VERIFY_CLIENT -> flag(value, yes -> set("verify_client", yes));
      case TLS_REQUIRE_CLIENT_CERTIFICATE ->
          flag(value, yes -> set("require_client_certificate", yes));
      case TLS_METHOD -> method(value);
      case TLS_CERTIFICATE -> new Outcome.Set("certificate", value);
      case TLS_PRIVATE_KEY -> new Outcome.Set("private_key", value);
      case TLS_CA_LIST -> new Outcome.Set("ca_list", value);
      case ALIAS -> new Outcome.Set("domain", value.replaceFirst("^(?:tls|tcp|udp):", ""));
    };
  }

  private static Outcome childTimeout(String value) {
    if (seconds(value, "tcp_child_timeout") instanceof Outcome.Wrong wrong) return wrong;
    return new Outcome.Ignored(
        "tcp_child_timeout: one loop serves every connection, no answer waits for a child process");
  }

  private String spelling() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static Outcome flag(String value, Function<Boolean, Outcome> then) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "1", "yes", "true", "on", "enable" -> then.apply(true);
      case "0", "no", "false", "off", "disable" -> then.apply(false);
      default -> new Outcome.Wrong("yes, no, 1 or 0");
    };
  }

  private static Outcome set(String setting, boolean yes) {
    return new Outcome.Set(setting, yes ? "yes" : "no");
  }

  private static Outcome disableTls(boolean yes) {
    return yes
        ? new Outcome.Set("disable_tls", "yes")
        : new Outcome.Ignored("disable_tls = no: TLS runs wherever a tls: listener is named");
  }

  private static Outcome seconds(String value, String setting) {
    boolean number = value.matches("\\d{1,7}");
    return number ? new Outcome.Set(setting, value) : new Outcome.Wrong("0 to 9999999 seconds");
  }

  /// `tls_method` names one version, or in newer files a range `TLSv1_2-TLSv1_3`; ours is a floor.
  private static Outcome method(String value) {
    String lowest = value.replaceFirst("-.*", "");
    return switch (lowest.toLowerCase(Locale.ROOT).replace('.', '_')) {
      case "tlsv1" -> new Outcome.Set("tls_min", "TLSv1");
      case "tlsv1_1" -> new Outcome.Set("tls_min", "TLSv1.1");
      case "tlsv1_2", "tlsany", "sslv23" -> new Outcome.Set("tls_min", "TLSv1.2");
      case "tlsv1_3" -> new Outcome.Set("tls_min", "TLSv1.3");
      default -> new Outcome.Wrong("TLSv1, TLSv1_1, TLSv1_2, TLSv1_3, TLSany or SSLv23");
    };
  }
}
