package ringfence.adapter.line;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Rule;
import ringfence.manage.setting.Settings;
import ringfence.manage.setting.Variable;

/// The settings of the unit's analog lines, under the vendor's names. What only a wire can have,
/// such as impedance and current, is not among them.
public interface Pots {
  String PAGE = "POTS/Config";

  /// How long a hook may be pressed that means a flash.
  record FlashWindow(Duration least, Duration most) {
    static final FlashWindow USUAL =
        new FlashWindow(Duration.ofMillis(100), Duration.ofMillis(1200));

    /// What a hook means that was pressed so long: nothing, a flash, or that the receiver was put
    /// down and lifted.
    List<LineEvent> meaning(Duration pressed) {
      if (pressed.compareTo(least) < 0) return List.of();
      if (pressed.compareTo(most) <= 0) return List.of(new LineEvent.Flash());
      return List.of(new LineEvent.OnHook(), new LineEvent.OffHook());
    }
  }

  Variable<Integer> FLASH_MIN =
      flash("Pots.FxsFlashHookDetectionMin", "Flash Hook Detection Min", 100)
          .help("A hook that is pressed for less means nothing.");
  Variable<Integer> FLASH_MAX =
      flash("Pots.FxsFlashHookDetectionMax", "Flash Hook Detection Max", 1200)
          .help("A hook that is pressed for longer ends the call.");

  Declarations DECLARATIONS = Declarations.of(FLASH_MIN, FLASH_MAX);

  /// A window has two ends.
  List<Rule> RULES = List.of(Pots::hasOrder);

  private static Variable<Integer> flash(String name, String label, int initial) {
    return Variable.number(name, initial, 10, 5000).label(label).unit("ms").page(PAGE);
  }

  private static Optional<Rule.Conflict> hasOrder(Settings settings) {
    if (settings.get(FLASH_MIN) <= settings.get(FLASH_MAX)) return Optional.empty();
    return Optional.of(
        new Rule.Conflict(FLASH_MIN.name(), "the minimum cannot be above the maximum of a flash"));
  }

  /// The window of the unit's phones.
  static FlashWindow flashWindow(Settings settings) {
    return new FlashWindow(
        Duration.ofMillis(settings.get(FLASH_MIN)), Duration.ofMillis(settings.get(FLASH_MAX)));
  }
}
