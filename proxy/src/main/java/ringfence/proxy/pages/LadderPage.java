package ringfence.proxy.pages;

import java.util.List;
import java.util.Optional;
import ringfence.manage.json.Json;
import ringfence.manage.status.Tone;
import ringfence.manage.web.Page;
import ringfence.manage.web.Part;
import ringfence.manage.web.Query;
import ringfence.manage.web.Reply;
import ringfence.manage.web.WebRequest;
import ringfence.proxy.admin.ProxyAdmin;
import ringfence.proxy.admin.ProxyTables;

/// The ladder of a user or of a call as it grows, for as long as somebody looks.
final class LadderPage {
  static final String JSON_PATH = "/api/ladder";

  private static final String SUBJECT = "of";
  private static final String TOO_MANY =
      "As many ladders are drawn as may be; one ends when nobody has looked for a minute.";

  private final ProxyAdmin proxy;

  private LadderPage(ProxyAdmin proxy) {
    this.proxy = proxy;
  }

  static Page of(ProxyAdmin proxy) {
    return Page.of("Status", "Ladder").asked(new LadderPage(proxy)::parts);
  }

  private List<Part> parts(Query query) {
    String subject = query.field(SUBJECT).orElse("");
    var search = new Part.Search("User or Call-ID", SUBJECT, subject, "Draw");
    return List.of(search, subject.isEmpty() ? explanation() : ladder(subject));
  }

  private static Part explanation() {
    return new Part.Notice(
        "What is said by and to a user, or in a call, is drawn here from the moment somebody asks"
            + " for it until nobody has looked for a minute.",
        Tone.PLAIN);
  }

  private Part ladder(String subject) {
    Optional<Optional<String>> asked = proxy.asked(it -> it.ladder(subject).join());
    if (asked.isEmpty()) return new Part.Notice(ProxyTables.STOPPED, Tone.BAD);
    return asked
        .get()
        .<Part>map(text -> new Part.Drawing(subject, text.isEmpty() ? "Nothing yet." : text))
        .orElseGet(() -> new Part.Notice(TOO_MANY, Tone.WAITING));
  }

  /// The same as JSON, for the `of` of the query.
  static Reply json(ProxyAdmin proxy, WebRequest request) {
    String subject = request.field(SUBJECT).orElse("").strip();
    if (subject.isEmpty()) return Reply.text(400, "Ask for a user or a Call-ID with of=.");
    Optional<Optional<String>> asked = proxy.asked(it -> it.ladder(subject).join());
    if (asked.isEmpty()) return Reply.text(503, ProxyTables.STOPPED);
    return asked
        .get()
        .map(it -> Reply.json(Json.object().put(SUBJECT, subject).put("ladder", it)))
        .orElseGet(() -> Reply.text(503, TOO_MANY));
  }
}
