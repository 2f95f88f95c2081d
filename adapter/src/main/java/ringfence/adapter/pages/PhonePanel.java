package ringfence.adapter.pages;

import java.io.IOException;
import java.io.UncheckedIOException;
import ringfence.adapter.line.Hearing;
import ringfence.adapter.unit.UnitStatus;
import ringfence.manage.web.Html;
import ringfence.manage.web.Part;
import ringfence.manage.web.Routes;

/// The phone at a line as a page shows it: what it does, what is heard, its hook and its keys. Its
/// keys are forms, so that it also works without script.
final class PhonePanel {
  static final String STYLE = "/phone/phone.css";
  static final String SCRIPT = "/phone/phone.js";

  private static final String[] LETTERS = {
    "1 ", "2 ABC", "3 DEF", "4 GHI", "5 JKL", "6 MNO", "7 PQRS", "8 TUV", "9 WXYZ", "* ", "0 +",
    "# ",
  };

  private final UnitStatus.Line line;
  private final String path;
  private final boolean lifted;
  private final boolean rings;

  private PhonePanel(UnitStatus.Line line, int number) {
    this.line = line;
    this.path = "/api/lines/" + number + "/";
    this.rings = line.state().equals("Ringing");
    this.lifted = !rings && !line.state().equals("Idle");
  }

  /// The phone at a line, counted from 1.
  static Part of(UnitStatus.Line line, int number) {
    String user = line.user().isEmpty() ? "" : " · " + line.user();
    return new Part.Panel("Phone " + line.endpoint() + user, new PhonePanel(line, number).html());
  }

  static Routes files(Routes routes) {
    return routes
        .file(STYLE, "text/css", resource("phone.css"))
        .file(SCRIPT, "text/javascript", resource("phone.js"));
  }

  private Html html() {
    return Html.tag("div")
        .attribute("class", "phone" + (rings ? " ringing" : "") + (lifted ? " lifted" : ""))
        .attribute("role", "group")
        .attribute("aria-label", "Phone " + line.endpoint())
        .add(screen())
        .add(hook())
        .add(keys())
        .html();
  }

  private Html screen() {
    return Html.tag("div")
        .attribute("class", "screen")
        .attribute("role", "status")
        .add(Html.tag("p").attribute("class", "doing").text(doing()))
        .add(Html.tag("p").text(with()))
        .add(Html.tag("p").attribute("class", "heard").text(heard()))
        .html();
  }

  private String doing() {
    if (!line.dialled().isEmpty()) return line.dialled();
    return switch (line.state()) {
      case "Idle" -> line.operational() ? "Ready" : "Out of service";
      case "Dialling" -> "Dial a number";
      case "Tone" -> "Put down";
      default -> line.state();
    };
  }

  private String with() {
    if (line.state().equals("Tone")) return line.lastEnd();
    if (line.state().equals("Dialling")) return "# calls at once";
    return line.call().map(call -> (call.outgoing() ? "to " : "from ") + call.peer()).orElse("");
  }

  private String heard() {
    if (rings) return "The bell rings";
    return lifted ? "Heard: " + text(line.hearing()) : "On the hook";
  }

  static String text(Hearing hearing) {
    return switch (hearing) {
      case SILENCE -> "silence";
      case DIAL_TONE -> "dial tone";
      case STUTTER_DIAL_TONE -> "stutter dial tone";
      case RINGBACK -> "ringback tone";
      case BUSY_TONE -> "busy tone";
      case REORDER_TONE -> "reorder tone";
      case RECEIVER_OFF_HOOK_TONE -> "receiver off-hook tone";
      case DISABLED_TONE -> "disabled tone";
      case CONVERSATION -> "the other party";
      case CALL_WAITING_TONE -> "the other party and the call waiting tone";
    };
  }

  private Html hook() {
    String label = rings ? "Answer" : "Lift";
    var hook =
        lifted
            ? button("on-hook", "down", "Put down", true)
            : button("off-hook", "lift", label, true);
    return Html.tag("div")
        .attribute("class", "hook")
        .add(hook)
        .add(button("flash", "flash", "Flash", lifted))
        .html();
  }

  private Html button(String action, String style, String label, boolean works) {
    var button = Html.tag("button").attribute("class", style).text(label);
    return form(action).add(works ? button : button.attribute("aria-disabled", "true")).html();
  }

  private Html keys() {
    var keys =
        form("press")
            .attribute("class", "keys" + (lifted ? "" : " idle"))
            .attribute("aria-label", "Keys");
    for (String key : LETTERS) keys = keys.add(key(key.substring(0, 1), key.substring(2)));
    return keys.html();
  }

  private static Html key(String key, String letters) {
    return Html.tag("button")
        .attribute("name", "keys")
        .attribute("value", key)
        .add(Html.tag("span").text(key))
        .add(Html.tag("small").attribute("aria-hidden", "true").text(letters))
        .html();
  }

  private Html.Tag form(String action) {
    return Html.tag("form")
        .attribute("method", "post")
        .attribute("action", path + action)
        .add(
            Html.tag("input")
                .attribute("type", "hidden")
                .attribute("name", "form")
                .attribute("value", "lines"));
  }

  private static byte[] resource(String name) {
    try (var in = PhonePanel.class.getResourceAsStream(name)) {
      if (in == null) throw new IllegalStateException("the module lacks " + name);
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
