package ringfence.manage.web;

import java.util.List;
import ringfence.manage.admin.Command;

/// Commands as buttons, each with what it does.
final class OrderView {
  private OrderView() {}

  static Html html(List<Command> commands, String path, View view) {
    var all =
        Html.tag("form")
            .attribute("class", "orders")
            .attribute("method", "post")
            .attribute("action", path);
    for (Command command : commands) {
      if (view.user().role().isAtLeast(command.least())) all = all.add(button(command));
    }
    return all.html();
  }

  private static Html button(Command command) {
    String help = "help-" + Page.slug(command.name());
    var button =
        Html.tag("button")
            .attribute("name", command.name())
            .attribute("value", "10")
            .attribute("aria-describedby", help)
            .text(words(command.name()));
    return Html.tag("p")
        .add(button)
        .add(Html.tag("small").attribute("id", help).text(command.help()))
        .html();
  }

  /// `Scm.RestartRequiredServices` as `Restart Required Services`.
  private static String words(String name) {
    String last = name.substring(name.lastIndexOf('.') + 1);
    return last.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ");
  }
}
