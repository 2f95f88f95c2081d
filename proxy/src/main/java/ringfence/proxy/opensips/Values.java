package ringfence.proxy.opensips;

import java.util.Locale;
import java.util.function.Function;

/// The values that several parameters of OpenSIPS have in common.
final class Values {
  private Values() {}

  static Outcome flag(String value, Function<Boolean, Outcome> then) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "1", "yes", "true", "on", "enable" -> then.apply(true);
      case "0", "no", "false", "off", "disable" -> then.apply(false);
      default -> new Outcome.Wrong("yes, no, 1 or 0");
    };
  }

  static Outcome yesNo(String value, String setting) {
    return flag(value, yes -> new Outcome.Set(setting, yes ? "yes" : "no"));
  }

  static Outcome number(String value, String setting, String what) {
    return value.matches("\\d{1,7}")
        ? new Outcome.Set(setting, value)
        : new Outcome.Wrong("0 to 9999999" + what);
  }

  /// `tls_method` names one version, or in newer files a range `TLSv1_2-TLSv1_3`; ours is a floor.
  static Outcome method(String value, String setting) {
    String lowest = value.replaceFirst("-.*", "").strip();
    return switch (lowest.toLowerCase(Locale.ROOT).replace('.', '_')) {
      case "tlsv1" -> new Outcome.Set(setting, "TLSv1");
      case "tlsv1_1" -> new Outcome.Set(setting, "TLSv1.1");
      case "", "tlsv1_2", "tlsany", "sslv23" -> new Outcome.Set(setting, "TLSv1.2");
      case "tlsv1_3" -> new Outcome.Set(setting, "TLSv1.3");
      default -> new Outcome.Wrong("TLSv1, TLSv1_1, TLSv1_2, TLSv1_3, TLSany or SSLv23");
    };
  }
}
