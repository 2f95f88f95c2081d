package ringfence.proxy.opensips;

import java.util.Locale;

/// What `modparam` lines come to; those of `tls_mgm` are for [TlsDomains].
final class ModuleParameter {
  private ModuleParameter() {}

  static Outcome read(Statement.ModParam parameter) {
    String name = parameter.name().toLowerCase(Locale.ROOT);
    String value = parameter.value();
    String module = parameter.module().toLowerCase(Locale.ROOT).replaceFirst("\\|.*", "");
    return switch (module) {
      case "tls_mgm" -> new Outcome.Later();
      case "registrar" -> registrar(name, value);
      case "nathelper" -> nathelper(name, value);
      case "tm" -> timer(name);
      case "auth_db", "auth", "usrloc" -> users(parameter);
      default -> nothing(parameter, "that module is not here");
    };
  }

  private static Outcome registrar(String name, String value) {
    return switch (name) {
      case "default_expires", "min_expires", "max_expires" ->
          Values.number(value, name, " seconds");
      case "max_contacts" -> Values.number(value, name, "");
      default -> new Outcome.Ignored("registrar " + name + " has no counterpart here");
    };
  }

  // A ping by OPTIONS becomes one of RFC 5626 on the device's own link.
  private static Outcome nathelper(String name, String value) {
    if (!name.equals("natping_interval")) {
      return new Outcome.Ignored(
          "nathelper " + name + ": devices behind NAT are reached over the link they opened");
    }
    return Values.number(value, "keepalive_interval", " seconds")
            instanceof Outcome.Set(var setting, var seconds)
        ? new Outcome.Guessed(setting, seconds, "natping_interval pings TCP and TLS links only")
        : new Outcome.Wrong("0 to 9999999 seconds");
  }

  private static Outcome timer(String name) {
    return new Outcome.Ignored(
        name.startsWith("fr_inv")
            ? "tm " + name + ": how long a phone may ring is timer_c, from 181 s (RFC 3261 16.6)"
            : "tm " + name + " has no counterpart here: timers are those of RFC 3261");
  }

  private static Outcome users(Statement.ModParam parameter) {
    return nothing(parameter, "users are ours: see user, subscribers and proxy user add");
  }

  private static Outcome nothing(Statement.ModParam parameter, String why) {
    return new Outcome.Ignored(parameter.module() + " " + parameter.name() + ": " + why);
  }
}
