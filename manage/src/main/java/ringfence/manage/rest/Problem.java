package ringfence.manage.rest;

import java.util.List;
import ringfence.manage.json.Json;
import ringfence.manage.setting.Refusal;
import ringfence.manage.web.Reply;

/// Why a request was not carried out, RFC 9457.
final class Problem {
  static final String TYPE = "application/problem+json";

  private Problem() {}

  static Reply notFound(String what) {
    return reply(404, "There is no " + what + ".");
  }

  static Reply malformed(String detail) {
    return reply(400, detail);
  }

  static Reply reply(int status, String detail) {
    return reply(status, problem(status, detail));
  }

  /// Everything that is wrong with a change of which nothing was done.
  static Reply refused(List<Refusal> refusals) {
    boolean denied = refusals.stream().allMatch(it -> it.reason() == Refusal.Reason.DENIED);
    int status = denied ? 403 : 422;
    var each = refusals.stream().map(Problem::json).toList();
    String detail = refusals.getFirst().sentence();
    return reply(status, problem(status, detail).put("refusals", Json.array(each)));
  }

  private static Json json(Refusal refusal) {
    return Json.object()
        .put("place", refusal.variable())
        .put("reason", refusal.reason().toString())
        .put("detail", refusal.sentence());
  }

  private static Json.JsonObject problem(int status, String detail) {
    String title =
        switch (status) {
          case 400 -> "Bad Request";
          case 403 -> "Forbidden";
          case 404 -> "Not Found";
          case 409 -> "Conflict";
          default -> "Unprocessable Content";
        };
    return Json.object().put("title", title).put("status", status).put("detail", detail);
  }

  private static Reply reply(int status, Json problem) {
    return Reply.json(status, problem).header("Content-Type", TYPE);
  }
}
