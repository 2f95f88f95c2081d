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
    var input = input(entry, entered(form, entry, view)).attribute("id", id);
    if (entry.required()) input = input.attribute("required", "");
    return Html.tag("div")
        .attribute("class", "field")
        .add(Html.tag("label").attribute("for", id).text(entry.label()))
        .add(Html.tag("div").attribute("class", "control").add(input))
        .html();
  }

  private static Html.Tag input(EntryForm.Entry entry, String entered) {
    var input = Html.tag("input").attribute("name", entry.name());
    return switch (entry.kind()) {
      case TEXT ->
          input
              .attribute("type", "text")
              .attribute("autocomplete", "off")
              .attribute("value", entered);
      case SECRET -> input.attribute("type", "password").attribute("autocomplete", "new-password");
      case CHOICE -> {
        var box = input.attribute("type", "checkbox").attribute("value", EntryForm.YES);
        yield entered.isEmpty() ? box : box.attribute("checked", "");
      }
    };
  }

  /// What this form was sent with, when it came back.
  private static String entered(EntryForm form, EntryForm.Entry entry, View view) {
    var fields = view.entered().fields();
    boolean sent = form.name().equals(fields.get(FORM));
    return sent ? fields.getOrDefault(entry.name(), "") : "";
  }
}
