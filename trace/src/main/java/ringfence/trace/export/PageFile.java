package ringfence.trace.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import ringfence.manage.web.Html;

/// A page as one HTML file that needs nothing else.
public final class PageFile {
  private PageFile() {}

  /// The text of the file.
  ///
  /// @param title of the page, as text
  /// @param style the name of a style sheet among the resources
  public static String of(String title, String style, Html body) {
    return resource("/ringfence/trace/export/page.html")
        .replace("@STYLE@", resource(style))
        .replace("@TITLE@", Html.text(title).toString())
        .replace("@BODY@", body.toString());
  }

  private static String resource(String name) {
    try (InputStream in = PageFile.class.getResourceAsStream(name)) {
      if (in == null) throw new IllegalStateException("no resource " + name);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
