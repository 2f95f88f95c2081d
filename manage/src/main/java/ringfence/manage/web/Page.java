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
///
/// @param extras the paths of scripts (`.js`, as modules) and style sheets (`.css`) of its own
public record Page(String section, String name, Supplier<List<Part>> parts, List<String> extras) {
  public Page {
    extras = List.copyOf(extras);
  }

  public static Page of(String section, String name, Supplier<List<Part>> parts) {
    return new Page(section, name, parts, List.of());
  }

  /// The page with scripts and style sheets of its own, which this server gives at these paths.
  public Page using(String... paths) {
    return new Page(section, name, parts, List.of(paths));
  }

  /// Its address: `/sip/servers`.
  public String path() {
    return "/" + slug(section) + "/" + slug(name);
  }

  private static String slug(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }
}
