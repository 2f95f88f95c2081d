package ringfence.trace.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.stream.Stream;
import ringfence.manage.web.Html;

/// A page as one HTML file that needs nothing else.
public final class PageFile {
  private static final String BODY = "@BODY@";

  private PageFile() {}

  /// Writes the file piece by piece, so that a long one is never whole in memory.
  ///
  /// @param title of the page, as text
  /// @param style a style sheet
  /// @param body what stands below the title
  public static void write(Appendable out, String title, String style, Stream<Html> body)
      throws IOException {
    String page =
        resource("/ringfence/trace/export/page.html")
            .replace("@STYLE@", style)
            .replace("@TITLE@", Html.text(title).toString());
    int at = page.indexOf(BODY);
    out.append(page, 0, at);
    for (Iterator<Html> pieces = body.iterator(); pieces.hasNext(); ) {
      out.append(pieces.next().toString());
    }
    out.append(page, at + BODY.length(), page.length());
  }

  /// The text of a resource of this build.
  public static String resource(String name) {
    try (InputStream in = PageFile.class.getResourceAsStream(name)) {
      if (in == null) throw new IllegalStateException("no resource " + name);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
