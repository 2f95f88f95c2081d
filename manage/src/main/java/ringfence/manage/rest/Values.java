package ringfence.manage.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ringfence.manage.json.Json;
import ringfence.manage.setting.Declaration;
import ringfence.manage.setting.Kind;
import ringfence.manage.setting.ScriptLine;

/// How the value of a setting stands in JSON: a list as an array of texts, a number as a number,
/// everything else as the text of a script. A secret is written and never read.
final class Values {
  private Values() {}

  static boolean isSecret(Declaration<?> declaration) {
    return declaration.kind().form() == Kind.Form.SECRET;
  }

  private static boolean isList(Declaration<?> declaration) {
    return declaration.kind().merge().isPresent();
  }

  /// The JSON of a value, given as the texts of its lines.
  static Json json(Declaration<?> declaration, List<String> texts) {
    if (isList(declaration)) {
      return Json.texts(texts.stream().filter(text -> !text.isEmpty()).toList());
    }
    String text = String.join("", texts);
    boolean number = declaration.kind().form() == Kind.Form.NUMBER;
    return number ? new Json.JsonNumber(text) : Json.text(text);
  }

  /// The default.
  static <T> Json initial(Declaration<T> declaration) {
    return json(declaration, printed(declaration));
  }

  static <T> List<String> printed(Declaration<T> declaration) {
    return declaration.kind().print().apply(declaration.initial());
  }

  /// The lines that set a place to a value; nothing where JSON of that kind says nothing here.
  static Optional<List<String>> lines(String place, Json value) {
    return texts(value)
        .map(texts -> texts.stream().map(text -> ScriptLine.line(place, text)).toList());
  }

  private static Optional<List<String>> texts(Json value) {
    return switch (value) {
      case Json.JsonText(String text) -> Optional.of(List.of(text));
      case Json.JsonNumber(String digits) -> Optional.of(List.of(digits));
      case Json.JsonArray(List<Json> elements) -> elements(elements);
      case Json.JsonTruth _, Json.JsonNull _, Json.JsonObject _ -> Optional.empty();
    };
  }

  private static Optional<List<String>> elements(List<Json> elements) {
    List<String> texts = new ArrayList<>();
    for (Json element : elements) {
      if (!(element instanceof Json.JsonText(String text))) return Optional.empty();
      texts.add(text);
    }
    // a list of nothing is one empty text
    return Optional.of(texts.isEmpty() ? List.of("") : texts);
  }

  /// What the schema of a value is, JSON Schema 2020-12.
  static Json.JsonObject schema(Declaration<?> declaration) {
    var schema = Json.object();
    if (isList(declaration)) {
      schema = schema.put("type", "array").put("items", Json.object().put("type", "string"));
    } else if (declaration.kind().form() == Kind.Form.NUMBER) {
      schema = schema.put("type", "integer");
    } else {
      schema = schema.put("type", "string");
    }
    if (!declaration.kind().options().isEmpty()) {
      schema = schema.put("enum", Json.texts(declaration.kind().options()));
    }
    schema = schema.put("title", declaration.label()).put("description", description(declaration));
    return isSecret(declaration)
        ? schema.put("writeOnly", true)
        : schema.put("default", initial(declaration));
  }

  private static String description(Declaration<?> declaration) {
    String help = declaration.help();
    return (help.isEmpty() ? "" : help + " ") + "Allowed: " + declaration.kind().allowed() + ".";
  }
}
