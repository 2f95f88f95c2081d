package ringfence.proxy.registrar;

import java.time.Duration;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Settings;
import ringfence.manage.setting.Variable;

/// The settings of the registrar.
public interface RegistrarSettings {
  String PAGE = "Proxy/Registrar";

  Variable<Duration> DEFAULT_EXPIRES =
      Variable.seconds("default_expires", 3600, 1, 2_592_000)
          .help("How long a registration lasts that asks for nothing.")
          .page(PAGE);

  Variable<Duration> MIN_EXPIRES =
      Variable.seconds("min_expires", 60, 1, 3600)
          .help("A shorter wish is answered 423 with this value.")
          .page(PAGE);

  Variable<Duration> MAX_EXPIRES =
      Variable.seconds("max_expires", 86_400, 60, 2_592_000)
          .help("A longer wish gets this value.")
          .page(PAGE);

  Declarations DECLARATIONS = Declarations.of(DEFAULT_EXPIRES, MIN_EXPIRES, MAX_EXPIRES);

  /// The three together; a default outside the other two is moved to the nearer of them.
  static Lifetimes lifetimes(Settings settings) {
    Duration least = settings.get(MIN_EXPIRES);
    Duration most = longer(least, settings.get(MAX_EXPIRES));
    Duration standard = longer(least, settings.get(DEFAULT_EXPIRES));
    return new Lifetimes(standard.compareTo(most) > 0 ? most : standard, least, most);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
