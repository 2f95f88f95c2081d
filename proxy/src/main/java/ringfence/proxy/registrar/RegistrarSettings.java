package ringfence.proxy.registrar;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Kind;
import ringfence.manage.setting.Settings;
import ringfence.manage.setting.Variable;
import ringfence.sip.message.MalformedHeaderException;
import ringfence.sip.message.NameAddr;

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

  Variable<Integer> MAX_CONTACTS =
      Variable.number("max_contacts", 10, 1, 100)
          .help("Contacts of one address at once; those that nobody reaches any more make room.")
          .page(PAGE);

  Variable<Boolean> REPLACE_BY_INSTANCE =
      Variable.yesNo("replace_by_instance", true)
          .help(
              "yes: a device that comes back with another Contact and the same +sip.instance takes"
                  + " the place of its older registration.")
          .page(PAGE);

  Variable<List<NameAddr>> SERVICE_ROUTE =
      Variable.list(
              "service_route",
              new Kind<>(
                  "a route as in <sip:proxy.example.com;lr>",
                  Kind.Form.TEXT,
                  RegistrarSettings::route,
                  route -> List.of(route.toString()),
                  Optional.empty()))
          .help("A Service-Route of every registration: where devices send their requests.")
          .page(PAGE);

  Variable<Duration> FLOW_TIMER =
      Variable.seconds("flow_timer", 120, 0, 3600)
          .help(
              "How often devices with outbound are asked to keep their link alive; 0: as they do.")
          .page(PAGE);

  Declarations DECLARATIONS =
      Declarations.of(
          DEFAULT_EXPIRES,
          MIN_EXPIRES,
          MAX_EXPIRES,
          MAX_CONTACTS,
          REPLACE_BY_INSTANCE,
          SERVICE_ROUTE,
          FLOW_TIMER);

  /// All of them together.
  static RegistrarRules rules(Settings settings) {
    return new RegistrarRules(
        lifetimes(settings),
        settings.get(MAX_CONTACTS),
        settings.get(REPLACE_BY_INSTANCE),
        settings.get(SERVICE_ROUTE),
        Optional.of(settings.get(FLOW_TIMER)).filter(Duration::isPositive));
  }

  private static Optional<NameAddr> route(String text) {
    try {
      return Optional.of(NameAddr.parse(text));
    } catch (MalformedHeaderException _) {
      return Optional.empty();
    }
  }

  /// The three together; a default outside the other two is moved to the nearer of them.
  private static Lifetimes lifetimes(Settings settings) {
    Duration least = settings.get(MIN_EXPIRES);
    Duration most = longer(least, settings.get(MAX_EXPIRES));
    Duration standard = longer(least, settings.get(DEFAULT_EXPIRES));
    return new Lifetimes(standard.compareTo(most) > 0 ? most : standard, least, most);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
