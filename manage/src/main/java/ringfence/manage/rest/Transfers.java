package ringfence.manage.rest;

import java.util.ArrayList;
import java.util.List;
import ringfence.manage.json.Json;
import ringfence.manage.web.Page;
import ringfence.manage.web.Reply;
import ringfence.manage.web.Routes;
import ringfence.manage.web.Site;
import ringfence.manage.web.TransferForm;
import ringfence.manage.web.WebRequest;

/// The files that the pages take, sent by a program: a POST of `multipart/form-data` with a `file`
/// and what else its form asks for, `type` and `password`. As on the pages, whoever sends one over
/// plain HTTP says `unsecure=yes`.
///
/// ```
/// curl -F type=Other -F file=@ca.crt https://192.0.2.30/api/transfers/certificate
/// ```
final class Transfers {
  private static final String PATH = "/api/transfers/";
  private static final String RISK = "unsecure";

  private Transfers() {}

  /// Adds one for each form of a page that takes a file.
  static List<Operation> add(Routes routes, Site site) {
    List<Operation> added = new ArrayList<>();
    for (Page page : site.pages()) {
      for (TransferForm form : page.transfers()) {
        String path = PATH + form.subject();
        routes.on(page.leastToChange(), "POST", path, request -> take(form, request));
        added.add(new Operation("POST", path, summary(form)));
      }
    }
    return added;
  }

  private static String summary(TransferForm form) {
    var fields = new ArrayList<>(List.of("`file`"));
    if (!form.types().isEmpty()) fields.add("`type`: " + String.join(" or ", form.types()));
    if (!form.password().isEmpty()) fields.add("`password`");
    return form.title() + ", multipart/form-data with " + String.join(", ", fields) + ".";
  }

  private static Reply take(TransferForm form, WebRequest request) {
    boolean risked = request.field(RISK).filter("yes"::equals).isPresent();
    if (!request.isSecure() && !risked) {
      String how = " Send it by HTTPS, or " + RISK + "=yes with it (not recommended).";
      return Problem.reply(403, form.guard() + how);
    }
    return switch (form.answer(request)) {
      case TransferForm.Result.Taken(String sentence) ->
          Reply.json(Json.object().put("said", Json.texts(List.of(sentence))));
      case TransferForm.Result.Refused(String sentence) -> Problem.reply(422, sentence);
    };
  }
}
