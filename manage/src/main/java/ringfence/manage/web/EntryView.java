package ringfence.manage.web;

/// A form of fields that are no settings, for those who may submit it.
final class EntryView {
  /// The field that says which form of its page was sent.
  static final String FORM = "entry-form";

  private EntryView() {}

  static Html html(EntryForm form, String path, View view) {
    if (!view.user().role().isAtLeast(form.least())) return Html.EMPTY;
    var section = PartView.block(form.title());
    for (EntryForm.Entry entry : form.entries()) section = section.add(row(form, entry, view));
    if (!form.help().isEmpty()) {
      section = section.add(Html.tag("p").attribute("class", "none").text(form.help()));
    }
    var hidden = Html.tag("input").attribute("type", "hidden").attribute("name", FORM);
    return Html.tag("form")
        .attribute("class", "settings")
        .attribute("method", "post")
        .attribute("action", path)
        .attribute("autocomplete", "off")
        .add(hidden.attribute("value", form.name()))
        .add(section)
        .add(Html.tag("button").attribute("class", "submit").text(form.title()))
        .html();
  }

  private static Html row(EntryForm form, EntryForm.Entry entry, View view) {
    String id = Page.slug(form.name()) + "-" + entry.name();
    var input =
        Html.tag("input")
            .attribute("id", id)
            .attribute("name", entry.name())
            .attribute("type", entry.secret() ? "password" : "text")
            .attribute("autocomplete", entry.secret() ? "new-password" : "off");
    if (entry.required()) input = input.attribute("required", "");
    return Html.tag("div")
        .attribute("class", "field")
        .add(Html.tag("label").attribute("for", id).text(entry.label()))
        .add(
            Html.tag("div")
                .attribute("class", "control")
                .add(entry.secret() ? input : input.attribute("value", entered(form, entry, view))))
        .html();
  }

  /// What this form was sent with, when it came back.
  private static String entered(EntryForm form, EntryForm.Entry entry, View view) {
    var fields = view.entered().fields();
    boolean sent = form.name().equals(fields.get(FORM));
    return sent ? fields.getOrDefault(entry.name(), "") : "";
  }
}
