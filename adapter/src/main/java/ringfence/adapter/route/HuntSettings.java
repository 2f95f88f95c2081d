package ringfence.adapter.route;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import ringfence.manage.setting.Column;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Kind;
import ringfence.manage.setting.Settings;
import ringfence.manage.setting.Table;
import ringfence.manage.setting.Variable;

/// The settings of the call router's hunts.
public interface HuntSettings {
  Table HUNTS = Table.of("CRout.Hunt", "Name").atMost(CRout.MOST);
  Column<String> DESTINATIONS =
      HUNTS.column(
          Variable.text("Destinations", "")
              .help("Where its calls may go, with commas between: fxs-FXS1, fxs-FXS2.")
              .page(CRout.PAGE));
  Column<Hunt.Algorithm> ALGORITHM =
      HUNTS.column(
          Variable.choice("SelectionAlgorithm", Hunt.Algorithm.SEQUENTIAL)
              .help("Sequential begins at the first each time, Cyclic at the next.")
              .page(CRout.PAGE));
  Column<String> CAUSES =
      HUNTS.column(
          Variable.of("Causes", causes(), "31, 34, 38, 41, 42, 43, 44, 47")
              .help("The causes (ITU-T Q.850) for which a call goes on; 17 is a busy line.")
              .page(CRout.PAGE));

  Declarations DECLARATIONS = Declarations.of(DESTINATIONS, ALGORITHM, CAUSES);

  private static Kind<String> causes() {
    return Kind.of(
        "numbers from 1 to 127 with commas between them, or empty",
        text ->
            CRout.list(text).stream().allMatch(HuntSettings::isCause)
                ? Optional.of(text)
                : Optional.empty());
  }

  private static boolean isCause(String text) {
    return text.matches("[1-9][0-9]{0,2}") && Integer.parseInt(text) <= 127;
  }

  /// The hunts that the settings describe.
  static List<Hunt> of(Settings settings) {
    return settings.rows(HUNTS).stream().map(row -> hunt(settings, row)).toList();
  }

  private static Hunt hunt(Settings settings, String row) {
    return new Hunt(
        row,
        CRout.list(settings.get(DESTINATIONS, row)),
        settings.get(ALGORITHM, row),
        CRout.list(settings.get(CAUSES, row)).stream()
            .map(Integer::valueOf)
            .collect(Collectors.toSet()));
  }

  /// What is wrong with a hunt, or [CRout#VALID].
  static String configStatus(Settings settings, String row) {
    return new RouteCheck(settings).hunt(row);
  }
}
