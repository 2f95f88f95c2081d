package ringfence.manage.web;

import ringfence.manage.status.Tone;

/// A form that takes a file, or why it is off.
final class TransferView {
  /// The field that says which form of its page was sent.
  static final String FORM = "transfer";

  static final String TYPE = "type";
  static final String FILE = "file";
  static final String PASSWORD = "password";

  /// Sent in place of a file by whoever takes the risk of plain HTTP.
  static final String ACTIVATE = "activate";

  private TransferView() {}

  static Html html(TransferForm form, String path, View view) {
    if (!view.mayChange()) return Html.EMPTY;
    return switch (view.transfer()) {
      case OFF -> guarded(form, path);
      case RISKED -> offered(form, path, warning(form));
      case SAFE -> offered(form, path, Html.EMPTY);
    };
  }

  private static Html guarded(TransferForm form, String path) {
    var activate = Html.tag("button").attribute("class", "link").text(form.activate());
    return Html.tag("form")
        .attribute("method", "post")
        .attribute("action", path)
        .add(hidden(FORM, form.title()))
        .add(hidden(ACTIVATE, "yes"))
        .add(
            Html.tag("div")
                .attribute("class", "notice waiting")
                .add(text(form.guard()))
                .add(activate))
        .html();
  }

  /// Seen while the type is chosen of which it speaks, see `form.css`.
  private static Html warning(TransferForm form) {
    if (form.warning().isEmpty()) return Html.EMPTY;
    return Html.tag("div")
        .attribute("class", "warning")
        .add(PartView.notice(form.warning(), Tone.BAD))
        .html();
  }

  private static Html offered(TransferForm form, String path, Html warning) {
    var section = PartView.block(form.title());
    if (!form.types().isEmpty()) section = section.add(row("Type", "transfer-type", types(form)));
    var file =
        Html.tag("input")
            .attribute("type", "file")
            .attribute("id", "transfer-file")
            .attribute("name", FILE)
            .attribute("required", "")
            .html();
    section = section.add(warning).add(row("Path", "transfer-file", file));
    if (!form.password().isEmpty()) section = section.add(password(form.password()));
    return Html.tag("form")
        .attribute("class", "settings")
        .attribute("method", "post")
        .attribute("action", path)
        .attribute("enctype", "multipart/form-data")
        .add(hidden(FORM, form.title()))
        .add(section)
        .add(Html.tag("button").attribute("class", "submit").text("Submit"))
        .html();
  }

  private static Html types(TransferForm form) {
    var select = Html.tag("select").attribute("id", "transfer-type").attribute("name", TYPE);
    for (String type : form.types()) {
      var option = Html.tag("option").text(type);
      boolean harmless = !type.equals(form.warned());
      select = select.add(harmless ? option.attribute("class", "harmless") : option);
    }
    return select.html();
  }

  private static Html password(String label) {
    var input =
        Html.tag("input")
            .attribute("type", "password")
            .attribute("id", "transfer-password")
            .attribute("name", PASSWORD)
            .attribute("autocomplete", "off")
            .html();
    return row(label, "transfer-password", input);
  }

  private static Html text(String sentence) {
    return Html.tag("p").text(sentence).html();
  }

  private static Html row(String label, String id, Html control) {
    return Html.tag("div")
        .attribute("class", "field")
        .add(Html.tag("label").attribute("for", id).text(label))
        .add(Html.tag("div").attribute("class", "control").add(control))
        .html();
  }

  private static Html hidden(String name, String value) {
    return Html.tag("input")
        .attribute("type", "hidden")
        .attribute("name", name)
        .attribute("value", value)
        .html();
  }
}
