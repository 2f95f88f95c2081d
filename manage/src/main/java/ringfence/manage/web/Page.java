package ringfence.manage.web;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/// A page as its feature declares it: where it stands in the menu, and what it shows whenever
/// someone looks.
///
/// ```java
/// Page.of("SIP", "Servers", () -> List.of(links(loop.ask(unit::links))))
/// ```
public record Page(String section, String name, Supplier<List<Part>> parts) {
  public static Page of(String section, String name, Supplier<List<Part>> parts) {
    return new Page(section, name, parts);
  }

  /// Its address: `/sip/servers`.
  public String path() {
    return "/" + slug(section) + "/" + slug(name);
  }

  private static String slug(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }
}
