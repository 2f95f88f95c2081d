package ringfence.manage.ladder;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import ringfence.manage.access.Role;
import ringfence.manage.json.Json;
import ringfence.manage.rest.Operation;
import ringfence.manage.status.Tone;
import ringfence.manage.web.Page;
import ringfence.manage.web.Part;
import ringfence.manage.web.Query;
import ringfence.manage.web.Reply;
import ringfence.manage.web.Routes;
import ringfence.manage.web.Site;
import ringfence.manage.web.WebRequest;

/// The ladder of a user, a call or a host as it grows. It shows whole messages, so that it is for
/// those only who may have them disclosed.
public final class LadderPage {
  private static final String JSON = "/api/ladder";
  private static final String STYLE = "/ladder.css";
  private static final String SUBJECT = "of";
  private static final String TOO_MANY =
      "As many ladders are drawn as may be; one ends when nobody has looked for a minute.";

  private final Ladders ladders;

  private LadderPage(Ladders ladders) {
    this.ladders = ladders;
  }

  /// The page, in that section of the menu.
  public static Page of(Ladders ladders, String section) {
    return Page.of(section, "Ladder")
        .asked(new LadderPage(ladders)::parts)
        .using(STYLE)
        .least(Role.ADMIN);
  }

  /// Adds what the page needs, and the same as JSON; the site is shown anew when a ladder grows.
  public static Operation addTo(Routes routes, Site site, Ladders ladders) {
    ladders.watch(site::changed);
    routes.file(STYLE, "text/css", ladders.style().getBytes(StandardCharsets.UTF_8));
    routes.on(Role.ADMIN, "GET", JSON, new LadderPage(ladders)::json);
    return new Operation(
        "GET",
        JSON + "?of={of}",
        "What is said by and to a user, of one domain or all, in the call of a Call-ID, or with an"
            + " IP address.");
  }

  private List<Part> parts(Query query) {
    String subject = query.field(SUBJECT).orElse("").strip();
    var search = new Part.Search("User, Call-ID or address", SUBJECT, subject, "Draw");
    return List.of(
        search, subject.isEmpty() ? new Part.Notice(ladders.since(), Tone.PLAIN) : ladder(subject));
  }

  private Part ladder(String subject) {
    return ladders
        .ask(subject)
        .<Part>map(drawn -> new Part.Panel(subject, drawn.html()))
        .orElseGet(() -> new Part.Notice(TOO_MANY, Tone.WAITING));
  }

  private Reply json(WebRequest request) {
    String subject = request.field(SUBJECT).orElse("").strip();
    if (subject.isEmpty())
      return Reply.text(400, "Ask for a user, a Call-ID or an IP address with of=.");
    Optional<Ladders.Drawn> drawn = ladders.ask(subject);
    return drawn
        .map(
            it ->
                Reply.json(
                    Json.object()
                        .put(SUBJECT, subject)
                        .put("ladder", it.text())
                        .put("rows", it.rows())))
        .orElseGet(() -> Reply.text(503, TOO_MANY));
  }
}
