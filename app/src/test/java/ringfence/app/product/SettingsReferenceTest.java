package ringfence.app.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import ringfence.adapter.unit.UnitSettings;
import ringfence.manage.setting.Column;
import ringfence.manage.setting.Declaration;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Variable;
import ringfence.proxy.ProxySettings;

/// `docs/settings.md` is what the declarations say, written out.
class SettingsReferenceTest {
  private static final Path REFERENCE = Path.of("../docs/settings.md");
  private static final Path WRITTEN = Path.of("target/settings.md");

  @Test
  void the_reference_is_what_the_declarations_say() throws Exception {
    String text =
        """
        # Settings

        Written from the declarations in the code; do not edit. `SettingsReferenceTest` compares the
        two and leaves the new text in `app/target/settings.md`.

        """
            + section("The terminal adapter", UnitSettings.DECLARATIONS)
            + section("The proxy", ProxySettings.DECLARATIONS);
    Files.writeString(WRITTEN, text);
    assertThat(REFERENCE)
        .as("copy app/target/settings.md to docs/settings.md")
        .hasSameTextualContentAs(WRITTEN);
  }

  @Test
  void every_setting_has_its_sentence_and_its_page() {
    List<Declaration<?>> all = new ArrayList<>(UnitSettings.DECLARATIONS.all());
    all.addAll(ProxySettings.DECLARATIONS.all());
    assertThat(all)
        .allSatisfy(
            each -> {
              assertThat(each.help()).as(each.name()).endsWith(".");
              assertThat(each.page()).as(each.name()).isNotEmpty();
            });
  }

  private static String section(String title, Declarations declarations) {
    Map<String, StringBuilder> pages = new LinkedHashMap<>();
    for (Declaration<?> each : declarations.all()) {
      pages.computeIfAbsent(each.page(), _ -> new StringBuilder()).append(row(each));
    }
    var text = new StringBuilder("## " + title + "\n\n");
    pages.forEach(
        (page, rows) ->
            text.append("### " + page + "\n\n| name | default | allowed | what it does |\n")
                .append("|---|---|---|---|\n" + rows + "\n"));
    return text.toString();
  }

  private static <T> String row(Declaration<T> setting) {
    String initial = String.join(", ", setting.kind().print().apply(setting.initial()));
    String allowed = setting.kind().allowed().replace("|", "\\|");
    String shown = initial.isEmpty() ? "empty" : code(initial + unit(setting));
    return "| %s | %s | %s | %s |%n"
        .formatted(code(name(setting)), shown, allowed, setting.help())
        .replace(System.lineSeparator(), "\n");
  }

  private static String unit(Declaration<?> setting) {
    return setting.unit().isEmpty() ? "" : " " + setting.unit();
  }

  /// As it is written in a settings file.
  private static String name(Declaration<?> setting) {
    return switch (setting) {
      case Variable<?> variable -> variable.name();
      case Column<?>(var table, var variable) ->
          table.name() + "[" + table.key() + "=…]." + variable.name();
    };
  }

  private static String code(String text) {
    return "`" + text.replace("|", "\\|") + "`";
  }
}
