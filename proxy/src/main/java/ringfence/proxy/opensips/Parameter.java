package ringfence.proxy.opensips;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The global parameters of `opensips.cfg` that are understood, and what each becomes.
enum Parameter {
  DISABLE_TLS,
  LISTEN,
  SOCKET,
  TCP_CONNECTION_LIFETIME,
  TCP_MAX_CONNECTIONS,
  TCP_CHILD_TIMEOUT,
  TLS_VERIFY_SERVER,
  TLS_VERIFY_CLIENT,
  TLS_REQUIRE_CLIENT_CERTIFICATE,
  TLS_METHOD,
  TLS_CERTIFICATE,
  TLS_PRIVATE_KEY,
  TLS_CA_LIST,
  ADVERTISED_ADDRESS,
  ALIAS;

  /// Known, but of no effect here.
  private static final Set<String> WITHOUT_COUNTERPART =
      Set.of(
          "advertised_port",
          "auto_aliases",
          "check_via",
          "children",
          "db_default_url",
          "debug",
          "debug_mode",
          "disable_tcp",
          "dns",
          "fork",
          "log_facility",
          "log_level",
          "log_name",
          "log_stderror",
          "memlog",
          "mhomed",
          "mpath",
          "rev_dns",
          "server_header",
          "server_signature",
          "stderror_enabled",
          "syslog_enabled",
          "syslog_facility",
          "tcp_async",
          "tcp_children",
          "tcp_workers",
          "tls_ciphers_list",
          "tls_handshake_timeout",
          "tls_port_no",
          "tls_send_timeout",
          "udp_workers",
          "user_agent_header",
          "xlog_level");

  /// What a line with this name, in lower case, comes to.
  static Outcome read(String name, String value) {
    Optional<Parameter> known =
        Arrays.stream(values()).filter(it -> it.spelling().equals(name)).findFirst();
    if (known.isPresent()) {
      return value.isEmpty() ? new Outcome.Wrong("name = value") : known.get().read(value);
    }
    return new Outcome.Ignored(
        WITHOUT_COUNTERPART.contains(name)
            ? name + " has no counterpart here"
            : name + " is not known here" + meant(name));
  }

  /// A slip of the pen in a name that is known.
  private static String meant(String name) {
    return Arrays.stream(values())
        .map(Parameter::spelling)
        .filter(it -> isNear(it, name))
        .findFirst()
        .map(it -> "; is " + it + " meant?")
        .orElse("");
  }

  /// Whether one letter was left out, added or changed.
  private static boolean isNear(String known, String given) {
    int same = 0;
    int least = Math.min(known.length(), given.length());
    while (same < least && known.charAt(same) == given.charAt(same)) same++;
    String left = known.substring(same);
    String rest = given.substring(same);
    if (left.isEmpty() || rest.isEmpty()) return left.length() + rest.length() <= 1;
    return left.substring(1).equals(rest)
        || left.equals(rest.substring(1))
        || left.substring(1).equals(rest.substring(1));
  }

  private Outcome read(String value) {
    return switch (this) {
      case DISABLE_TLS -> Values.flag(value, Parameter::disableTls);
      case LISTEN, SOCKET -> Listening.read(value);
      case TCP_CONNECTION_LIFETIME -> Values.number(value, "tcp_connection_lifetime", " seconds");
      case TCP_MAX_CONNECTIONS -> Values.number(value, "max_connections", "");
      case TCP_CHILD_TIMEOUT -> childTimeout(value);
      case TLS_VERIFY_SERVER -> Values.yesNo(value, "verify_server");
      case TLS_VERIFY_CLIENT -> Values.yesNo(value, "verify_client");
      case TLS_REQUIRE_CLIENT_CERTIFICATE -> Values.yesNo(value, "require_client_certificate");
      case TLS_METHOD -> Values.method(value, "tls_min");
      case TLS_CERTIFICATE -> new Outcome.Set("certificate", value);
      case TLS_PRIVATE_KEY -> new Outcome.Set("private_key", value);
      case TLS_CA_LIST -> new Outcome.Set("ca_list", value);
      case ADVERTISED_ADDRESS -> new Outcome.Set("advertised_address", value);
      case ALIAS -> new Outcome.Set("domain", host(value));
    };
  }

  /// `alias = tls:sip.example.com:5061` names a host that is ours, however it is reached.
  private static String host(String value) {
    return value.replaceFirst("^(?:tls|tcp|udp|ws|wss|sctp):", "").replaceFirst(":\\d+$", "");
  }

  private static Outcome childTimeout(String value) {
    if (Values.number(value, "tcp_child_timeout", " seconds") instanceof Outcome.Wrong wrong) {
      return wrong;
    }
    return new Outcome.Ignored(
        "tcp_child_timeout: one loop serves every connection, no answer waits for a child process");
  }

  private String spelling() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static Outcome disableTls(boolean yes) {
    return yes
        ? new Outcome.Set("disable_tls", "yes")
        : new Outcome.Ignored("disable_tls = no: TLS runs wherever a tls: listener is named");
  }
}
