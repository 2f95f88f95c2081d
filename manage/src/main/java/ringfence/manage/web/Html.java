package ringfence.manage.web;

import java.util.List;
import java.util.Set;

/// A piece of HTML in which every text from outside is escaped: there is no way to put raw text in.
///
/// ```java
/// Html.tag("a").attribute("href", "/calls").text("Calls & more").html()
/// ```
public final class Html {
  public static final Html EMPTY = new Html("");

  /// The field by which a form that posts proves that this server made it.
  static final String TOKEN_FIELD = "csrf";

  /// Where the token goes; no text from outside has it.
  private static final String TOKEN_PLACE = "\u0001";

  private static final Set<String> VOID = Set.of("meta", "link", "input", "br", "hr", "img");

  private final String markup;

  private Html(String markup) {
    this.markup = markup;
  }

  /// Text, escaped.
  public static Html text(String text) {
    return new Html(escaped(text));
  }

  public static Html join(List<Html> pieces) {
    var all = new StringBuilder();
    for (Html piece : pieces) all.append(piece.markup);
    return new Html(all.toString());
  }

  /// A whole document with these two parts of it.
  static Html document(Html head, Html body) {
    return new Html(
        "<!doctype html>\n<html lang=\"en\"><head>"
            + head.markup
            + "</head>"
            + body.markup
            + "</html>\n");
  }

  /// An element to be filled.
  public static Tag tag(String name) {
    requireName(name);
    return new Tag(name, "", "");
  }

  /// An element in the making; each step is a new one.
  public record Tag(String name, String attributes, String content) {
    /// Adds an attribute; its value is escaped.
    public Tag attribute(String attribute, String value) {
      requireName(attribute);
      // a handler is script in markup, which our pages never have
      if (attribute.startsWith("on")) throw new IllegalArgumentException(attribute);
      return new Tag(name, attributes + " " + attribute + "=\"" + escaped(value) + "\"", content);
    }

    public Tag text(String text) {
      return new Tag(name, attributes, content + escaped(text));
    }

    public Tag add(Html piece) {
      return new Tag(name, attributes, content + piece.markup);
    }

    public Tag add(Tag child) {
      return add(child.html());
    }

    public Tag add(List<Html> pieces) {
      return add(join(pieces));
    }

    public Html html() {
      String start = "<" + name + attributes + ">";
      boolean posts = name.equals("form") && attributes.contains(" method=\"post\"");
      String inside = posts ? TOKEN_PLACE + content : content;
      return new Html(VOID.contains(name) ? start : start + inside + "</" + name + ">");
    }
  }

  private static void requireName(String name) {
    if (!name.matches("[a-z][a-z0-9-]*")) throw new IllegalArgumentException(name);
  }

  private static String escaped(String text) {
    return text.replace(TOKEN_PLACE, "")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /// The markup with a person's token in every form that posts, so that none can be without.
  Html with(String token) {
    var field =
        tag("input")
            .attribute("type", "hidden")
            .attribute("name", TOKEN_FIELD)
            .attribute("value", token)
            .html();
    return new Html(markup.replace(TOKEN_PLACE, field.markup));
  }

  /// The markup.
  @Override
  public String toString() {
    return markup.replace(TOKEN_PLACE, "");
  }
}
