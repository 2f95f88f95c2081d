package ringfence.adapter.dialling;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import ringfence.adapter.dialling.DialPlan.Allowed;
import ringfence.manage.setting.Column;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Kind;
import ringfence.manage.setting.Settings;
import ringfence.manage.setting.Table;
import ringfence.manage.setting.Variable;
import ringfence.sip.message.HostPort;

/// The settings of Telephony > DTMF Maps, under the vendor's names.
public interface DtmfMaps {
  String PAGE = "Telephony/DTMF Maps";
  int MOST = 10;

  /// For whom a map holds.
  enum Criteria {
    UNIT("Unit"),
    ENDPOINT("Endpoint");

    private final String text;

    Criteria(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /// What becomes of the services of a line during a call of an emergency.
  enum EmergencyOverride {
    NO_OVERRIDE("NoOverride"),
    NO_SERVICES("NoServices");

    private final String text;

    EmergencyOverride(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  Variable<EmergencyOverride> EMERGENCY_OVERRIDE =
      Variable.choice("EpServ.EmergencyCallOverride", EmergencyOverride.NO_OVERRIDE)
          .help("NoServices: during a call to an emergency number a flash does nothing.")
          .page(PAGE);

  Variable<Integer> COMPLETION =
      Variable.number("EpServ.DtmfMapTimeoutCompletion", 60_000, 1000, 180_000)
          .label("Completion Timeout")
          .help("How long a whole number may take from its first digit on.")
          .unit("ms")
          .page(PAGE);
  Variable<Integer> FIRST_DIGIT =
      Variable.number("EpServ.DtmfMapTimeoutFirstDigit", 20_000, 1000, 180_000)
          .label("First DTMF Timeout")
          .help("How long the dial tone waits for a digit.")
          .unit("ms")
          .page(PAGE);
  Variable<Integer> INTER_DIGIT =
      Variable.number("EpServ.DtmfMapTimeoutInterDigit", 3000, 500, 10_000)
          .label("Inter Digit Timeout")
          .help("What T of a map waits for another digit.")
          .unit("ms")
          .page(PAGE);

  Table ALLOWED = Table.of("EpServ.DtmfMapAllowed", "Id").startingWith("1").atMost(MOST);
  Column<Boolean> ALLOWED_ENABLE = ALLOWED.column(enable(true));
  Column<Criteria> ALLOWED_CRITERIA = ALLOWED.column(criteria());
  Column<String> ALLOWED_ENDPOINTS = ALLOWED.column(endpoints());
  Column<DigitMap> ALLOWED_MAP = ALLOWED.column(map());
  Column<Transformation> TRANSFORMATION =
      ALLOWED.column(
          Variable.of("Transformation", transformation(), Transformation.NONE)
              .help("What is called: x is the number, {9}x takes a leading 9 away, 00x adds 00.")
              .page(PAGE));
  Column<String> TARGET_HOST =
      ALLOWED.column(
          Variable.of("TargetHost", host(), "")
              .help("The host in the address that is called; empty for the servers' own.")
              .page(PAGE));

  Column<Boolean> EMERGENCY =
      ALLOWED.column(
          Variable.enable("Emergency", false)
              .help("Its numbers are called with the priority of an emergency (RFC 3261 20.26).")
              .page(PAGE));

  Table REFUSED = Table.of("EpServ.DtmfMapRefused", "Id").atMost(MOST);
  Column<Boolean> REFUSED_ENABLE = REFUSED.column(enable(false));
  Column<Criteria> REFUSED_CRITERIA = REFUSED.column(criteria());
  Column<String> REFUSED_ENDPOINTS = REFUSED.column(endpoints());
  Column<DigitMap> REFUSED_MAP = REFUSED.column(map());

  Declarations DECLARATIONS =
      Declarations.of(
          COMPLETION,
          FIRST_DIGIT,
          INTER_DIGIT,
          ALLOWED_ENABLE,
          ALLOWED_CRITERIA,
          ALLOWED_ENDPOINTS,
          ALLOWED_MAP,
          TRANSFORMATION,
          TARGET_HOST,
          EMERGENCY,
          EMERGENCY_OVERRIDE,
          REFUSED_ENABLE,
          REFUSED_CRITERIA,
          REFUSED_ENDPOINTS,
          REFUSED_MAP);

  private static Variable<Boolean> enable(boolean initial) {
    return Variable.enable("Enable", initial).help("Whether the map counts.").page(PAGE);
  }

  private static Variable<Criteria> criteria() {
    return Variable.choice("Criteria", Criteria.UNIT)
        .label("Apply to")
        .help("The whole unit, or the endpoints named.")
        .page(PAGE);
  }

  private static Variable<String> endpoints() {
    return Variable.text("EpId", "")
        .label("Endpoint")
        .help("The endpoints it is for, with commas between them: FXS1, FXS2.")
        .page(PAGE);
  }

  private static Variable<DigitMap> map() {
    return Variable.of("DtmfMap", digitMap(), DigitMap.ANY)
        .label("DTMF Map")
        .help(
            "Digits, x for any, [1-3] for some, . for any count, T for the timer, S for the stutter"
                + " dial tone, (a|b).")
        .page(PAGE);
  }

  private static Kind<DigitMap> digitMap() {
    return Kind.of("a digit map such as x.T or (1xx|9x.T)", text -> read(text, DigitMap::new));
  }

  private static Kind<Transformation> transformation() {
    return Kind.of(
        "a transformation such as x, 9x or {00}x", text -> read(text, Transformation::parse));
  }

  /// A host and perhaps a port, or nothing.
  static Kind<String> host() {
    return Kind.of(
        "a host, host:port, or empty",
        text ->
            text.isEmpty() ? Optional.of("") : read(text, HostPort::parse).map(HostPort::toString));
  }

  private static <T> Optional<T> read(String text, Function<String, T> reader) {
    try {
      return Optional.of(reader.apply(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// What may be dialled at an endpoint, direct calls to IP addresses aside.
  static DialPlan plan(Settings settings, String endpoint) {
    return new DialPlan(
        refused(settings, endpoint).map(row -> settings.get(REFUSED_MAP, row)).toList(),
        allowed(settings, endpoint).map(row -> allowed(row, settings)).toList(),
        false,
        Duration.ofMillis(settings.get(COMPLETION)),
        Duration.ofMillis(settings.get(FIRST_DIGIT)),
        Duration.ofMillis(settings.get(INTER_DIGIT)));
  }

  private static Stream<String> refused(Settings settings, String endpoint) {
    return settings.rows(REFUSED).stream()
        .filter(row -> settings.get(REFUSED_ENABLE, row))
        .filter(
            row ->
                settings.get(REFUSED_CRITERIA, row) == Criteria.UNIT
                    || names(settings.get(REFUSED_ENDPOINTS, row), endpoint));
  }

  private static Stream<String> allowed(Settings settings, String endpoint) {
    return settings.rows(ALLOWED).stream()
        .filter(row -> settings.get(ALLOWED_ENABLE, row))
        .filter(
            row ->
                settings.get(ALLOWED_CRITERIA, row) == Criteria.UNIT
                    || names(settings.get(ALLOWED_ENDPOINTS, row), endpoint));
  }

  private static boolean names(String list, String endpoint) {
    return List.of(list.split("\\s*,\\s*")).contains(endpoint);
  }

  private static Allowed allowed(String row, Settings settings) {
    String host = settings.get(TARGET_HOST, row);
    return new Allowed(
        settings.get(ALLOWED_MAP, row),
        settings.get(TRANSFORMATION, row),
        host.isEmpty() ? Optional.empty() : Optional.of(HostPort.parse(host)),
        settings.get(EMERGENCY, row));
  }
}
