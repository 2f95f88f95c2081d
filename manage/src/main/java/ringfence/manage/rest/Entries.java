package ringfence.manage.rest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import ringfence.manage.admin.Command.Result;
import ringfence.manage.json.Json;
import ringfence.manage.json.Json.JsonObject;
import ringfence.manage.json.Json.JsonText;
import ringfence.manage.json.Json.JsonTruth;
import ringfence.manage.json.JsonParser;
import ringfence.manage.web.EntryForm;
import ringfence.manage.web.Page;
import ringfence.manage.web.Reply;
import ringfence.manage.web.Routes;
import ringfence.manage.web.Site;
import ringfence.manage.web.WebRequest;

/// The forms of the pages that are no settings, sent by a program: a POST with the fields as the
/// texts of a JSON object; a box is ticked by `true`.
///
/// ```
/// curl -d '{"user":"100@example.com","password":"…"}' https://192.0.2.30/api/commands/Proxy.AddUser
/// ```
final class Entries {
  private Entries() {}

  /// Adds one for each such form of a page.
  static List<Operation> add(Routes routes, Site site) {
    List<Operation> added = new ArrayList<>();
    for (Page page : site.pages()) {
      for (EntryForm form : page.entryForms()) {
        String path = Rest.COMMANDS + "/" + form.name();
        routes.on(form.least(), "POST", path, request -> take(form, request));
        added.add(new Operation("POST", path, summary(form)));
      }
    }
    return added;
  }

  private static String summary(EntryForm form) {
    String fields =
        form.entries().stream()
            .map(entry -> "`" + entry.name() + "`")
            .collect(Collectors.joining(", "));
    return form.title() + ", a JSON object with " + fields + ".";
  }

  private static Reply take(EntryForm form, WebRequest request) {
    return switch (JsonParser.parse(request.bodyText())) {
      case JsonParser.Outcome.Value(JsonObject(var members)) ->
          answer(form.answer(texts(members), request.asker()));
      case JsonParser.Outcome.Value _, JsonParser.Outcome.Malformed _ ->
          Problem.malformed("The body is no JSON object.");
    };
  }

  private static Map<String, String> texts(Map<String, Json> members) {
    Map<String, String> texts = new LinkedHashMap<>();
    members.forEach(
        (name, value) -> {
          if (value instanceof JsonText(var text)) texts.put(name, text);
          if (value instanceof JsonTruth(boolean ticked) && ticked) texts.put(name, EntryForm.YES);
        });
    return texts;
  }

  private static Reply answer(Result result) {
    return switch (result) {
      case Result.Done(String sentence) ->
          Reply.json(Json.object().put("said", Json.texts(List.of(sentence))));
      case Result.NotDone(String sentence) -> Problem.reply(422, sentence);
    };
  }
}
