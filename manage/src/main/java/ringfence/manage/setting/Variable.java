package ringfence.manage.setting;

import java.time.Duration;
import java.util.List;

/// A setting of one value: its name, what is allowed, its default and how people meet it.
///
/// ```java
/// Variable<Integer> BASE_PORT =
///     Variable.number("SipEp.TransportPersistentBasePort", 16000, 1025, 64535)
///         .help("Local ports of TLS links count up from here.")
///         .page("SIP/Transport");
/// ```
public record Variable<T>(
    String name,
    Kind<T> kind,
    T initial,
    String label,
    String help,
    String unit,
    String page,
    String since,
    String service)
    implements Declaration<T> {
  public Variable {
    if (!name.matches("[A-Za-z_]\\w*(\\.\\w+)*")) throw new IllegalArgumentException(name);
  }

  /// A variable of any kind.
  public static <T> Variable<T> of(String name, Kind<T> kind, T initial) {
    return new Variable<>(name, kind, initial, words(name), "", "", "", "0.1", service(name));
  }

  /// A text of at most 255 characters.
  public static Variable<String> text(String name, String initial) {
    return of(name, Kind.text(255), initial);
  }

  public static Variable<Integer> number(String name, int initial, int least, int most) {
    return of(name, Kind.number(least, most), initial);
  }

  public static Variable<Duration> seconds(String name, int initial, int least, int most) {
    return of(name, Kind.seconds(least, most), Duration.ofSeconds(initial)).unit("s");
  }

  /// A switch of the unit, `Enable` or `Disable`.
  public static Variable<Boolean> enable(String name, boolean initial) {
    return of(name, Kind.enable(), initial);
  }

  /// A switch of a plain settings file, `yes` or `no`.
  public static Variable<Boolean> yesNo(String name, boolean initial) {
    return of(name, Kind.yesNo(), initial);
  }

  /// One of the constants of the default's enumeration, written as their `toString`.
  public static <E extends Enum<E>> Variable<E> choice(String name, E initial) {
    return of(name, Kind.choice(initial.getDeclaringClass()), initial);
  }

  /// A list of values, one line each; empty before anyone sets it.
  public static <T> Variable<List<T>> list(String name, Kind<T> kind) {
    return of(name, kind.repeated(), List.of());
  }

  /// A password or key, empty before anyone sets it.
  public static Variable<Secret> secret(String name) {
    return of(name, Kind.secret(255), Secret.of(""));
  }

  /// The words beside its field on a page, where those made of its name will not do.
  public Variable<T> label(String words) {
    return new Variable<>(name, kind, initial, words, help, unit, page, since, service);
  }

  /// A closed choice in other words on a page, in the order of its options.
  public Variable<T> shown(String... words) {
    Kind<T> told = kind.shown(words);
    return new Variable<>(name, told, initial, label, help, unit, page, since, service);
  }

  public Variable<T> help(String sentence) {
    return new Variable<>(name, kind, initial, label, sentence, unit, page, since, service);
  }

  public Variable<T> unit(String counted) {
    return new Variable<>(name, kind, initial, label, help, counted, page, since, service);
  }

  public Variable<T> page(String where) {
    return new Variable<>(name, kind, initial, label, help, unit, where, since, service);
  }

  /// The first version that has it.
  public Variable<T> since(String version) {
    return new Variable<>(name, kind, initial, label, help, unit, page, version, service);
  }

  /// The service that reads it, where that is not the one of its name.
  public Variable<T> readBy(String reader) {
    return new Variable<>(name, kind, initial, label, help, unit, page, since, reader);
  }

  private static String service(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? "" : name.substring(0, dot);
  }

  /// `SipEp.TransportFailbackInterval` as `Transport Failback Interval`.
  private static String words(String name) {
    String last = name.substring(name.lastIndexOf('.') + 1).replace('_', ' ');
    return last.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ");
  }
}
