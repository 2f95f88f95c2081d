package ringfence.manage.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ringfence.manage.setting.Declaration;
import ringfence.manage.setting.Kind;

/// The control of one setting at one place, with what it is described by.
///
/// @param id of the control in its page
/// @param place its name in the form: `SipEp.Gateway[Name=default].Port`
/// @param value one text a line of the file; what a person entered, where that was refused
/// @param help the id of its explanation
/// @param wrong why what was entered is refused
record Field(
    String id,
    String place,
    Declaration<?> declaration,
    List<String> value,
    String help,
    Optional<String> wrong) {

  private static final int SHORT = 8;

  /// The control alone.
  Html control(boolean offered, String label) {
    var tag = described(plain());
    if (!label.isEmpty()) tag = tag.attribute("aria-label", label);
    return (offered ? tag : tag.attribute("disabled", "")).html();
  }

  /// The sentence beside it, where it is wrong.
  Html reason() {
    return wrong
        .map(why -> Html.tag("strong").attribute("class", "wrong").attribute("id", wrongId()))
        .map(tag -> tag.text(wrong.get()).html())
        .orElse(Html.EMPTY);
  }

  private String wrongId() {
    return id + "-wrong";
  }

  private Html.Tag plain() {
    if (!declaration.kind().options().isEmpty()) return select();
    if (isSecret()) return secret();
    if (declaration.kind().merge().isPresent()) return lines();
    var input = named("input").attribute("value", String.join("", value));
    boolean number = declaration.kind().form() == Kind.Form.NUMBER;
    return number
        ? input.attribute("inputmode", "numeric").attribute("size", String.valueOf(SHORT))
        : input.attribute("autocapitalize", "off").attribute("spellcheck", "false");
  }

  boolean isSecret() {
    return declaration.kind().form() == Kind.Form.SECRET;
  }

  private Html.Tag select() {
    String chosen = String.join("", value);
    var select = named("select");
    for (String option : options(chosen)) {
      var tag = Html.tag("option").attribute("value", option).text(word(option));
      boolean selected = option.equalsIgnoreCase(chosen);
      select = select.add(selected ? tag.attribute("selected", "") : tag);
    }
    return select;
  }

  private String word(String option) {
    int at = declaration.kind().options().indexOf(option);
    return at < 0 ? option : declaration.kind().shown().get(at);
  }

  /// What was entered by other means than the list is shown as well, so that it is not lost.
  private List<String> options(String chosen) {
    List<String> options = new ArrayList<>(declaration.kind().options());
    if (options.stream().noneMatch(chosen::equalsIgnoreCase)) options.addFirst(chosen);
    return options;
  }

  /// A secret is never sent to a browser; left empty it stays as it is.
  private Html.Tag secret() {
    boolean set = !String.join("", value).isEmpty();
    return named("input")
        .attribute("type", "password")
        .attribute("autocomplete", "new-password")
        .attribute("placeholder", set ? "set; empty keeps it" : "not set");
  }

  private Html.Tag lines() {
    int rows = Math.clamp(value.size() + 1, 2, 10);
    return named("textarea")
        .attribute("rows", String.valueOf(rows))
        .attribute("spellcheck", "false")
        .text(String.join("\n", value));
  }

  private Html.Tag named(String tag) {
    return Html.tag(tag).attribute("id", id).attribute("name", place);
  }

  private Html.Tag described(Html.Tag tag) {
    if (wrong.isEmpty()) return tag.attribute("aria-describedby", help);
    // of several the browser goes to the first
    return tag.attribute("aria-invalid", "true")
        .attribute("aria-describedby", wrongId() + " " + help)
        .attribute("autofocus", "");
  }
}
