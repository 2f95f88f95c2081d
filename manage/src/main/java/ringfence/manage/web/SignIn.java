package ringfence.manage.web;

import java.util.List;
import java.util.Optional;
import ringfence.manage.access.Aaa;
import ringfence.manage.access.Access;
import ringfence.manage.access.PasswordHash;
import ringfence.manage.access.Role;
import ringfence.manage.access.User;
import ringfence.manage.admin.Administration.Outcome;
import ringfence.manage.setting.Refusal;
import ringfence.manage.setting.ScriptLine;
import ringfence.manage.status.Tone;

/// Where people sign in and out, and change their own password.
final class SignIn {
  static final String PATH = "/sign-in";
  static final String OUT = "/sign-out";
  static final String PASSWORD = "/password";

  private static final View NOBODY =
      new View(
          new User("", Role.OBSERVER),
          "",
          Query.NONE,
          View.Transfers.OFF,
          View.Entered.NOTHING,
          List.of());

  private final Site site;
  private final Access access;

  private SignIn(Site site, Access access) {
    this.site = site;
    this.access = access;
  }

  /// Nothing where nobody has to sign in.
  static void add(Routes routes, Site site) {
    if (site.access().isEmpty()) return;
    var sign = new SignIn(site, site.access().get());
    routes.open("GET", PATH, request -> Reply.html(sign.form(request, NOBODY)));
    routes.open("POST", PATH, sign::in);
    routes.on(Role.OBSERVER, "POST", OUT, sign::out);
    routes.on(Role.OBSERVER, "GET", PASSWORD, request -> Reply.html(sign.change(of(request))));
    routes.on(Role.OBSERVER, "POST", PASSWORD, sign::takePassword);
  }

  private static View of(WebRequest request) {
    return View.of(request, View.Transfers.OFF);
  }

  private Reply in(WebRequest request) {
    String name = request.field("name").orElse("").strip();
    return switch (access.signIn(name, request.field("password").orElse(""), entrance(request))) {
      case Access.Granted(User user) -> {
        String to = access.isFactory() ? PASSWORD : target(request);
        yield begin(user, request, to);
      }
      case Access.Denied _ -> refused(request, "The name or the password is wrong.");
      case Access.Locked(var remaining) ->
          refused(
              request,
              "Too many wrong passwords: this account is locked for "
                  + (remaining.toSeconds() + 1)
                  + " s.");
      case Access.Busy _ -> refused(request, "Too many are signing in; try again.");
    };
  }

  private static Access.Entrance entrance(WebRequest request) {
    return new Access.Entrance("page", request.caller().address());
  }

  private Reply begin(User user, WebRequest request, String to) {
    return access
        .start(user)
        .map(token -> SessionCookie.begin(token, request.isSecure()))
        .map(cookie -> Reply.see(to).header("Set-Cookie", cookie))
        .orElseGet(() -> Reply.see(PATH));
  }

  /// Where the person wanted to go, if that is a page of ours.
  private static String target(WebRequest request) {
    return request.field("to").filter(to -> to.matches("/([A-Za-z0-9].*)?")).orElse("/");
  }

  private Reply refused(WebRequest request, String sentence) {
    var view = NOBODY.said(List.of(new Part.Notice(sentence, Tone.BAD)));
    return Reply.html(403, form(request, view));
  }

  private Html form(WebRequest request, View view) {
    var content =
        form(PATH)
            .add(hidden("to", target(request)))
            .add(
                Html.tag("section")
                    .add(field("name", "User Name", "username", "text"))
                    .add(field("password", "Password", "current-password", "password")))
            .add(Html.tag("button").attribute("class", "submit").text("Sign in"))
            .html();
    return Layout.bare(site, "Sign in", content, view);
  }

  private Reply out(WebRequest request) {
    request.caller().token().ifPresent(access::end);
    return Reply.see(PATH).header("Set-Cookie", SessionCookie.end(request.isSecure()));
  }

  private Html change(View view) {
    boolean factory = access.isFactory();
    String why =
        factory
            ? "Everybody can know the password of the factory: set one of your own."
            : "After it is changed, every other session of yours is over.";
    var fields = Html.tag("section").add(Html.tag("p").attribute("class", "none").text(why));
    if (!view.user().equals(User.LOCAL)) {
      fields = fields.add(field("password", "Old Password", "current-password", "password"));
    }
    fields =
        fields
            .add(field("new", "New Password", "new-password", "password"))
            .add(field("again", "New Password Again", "new-password", "password"));
    var content = form(PASSWORD).add(fields);
    var button = Html.tag("button").attribute("class", "submit").text("Submit");
    return Layout.bare(site, "Password of " + name(view.user()), content.add(button).html(), view);
  }

  /// Whoever sits at the unit without an account sets the factory's.
  private static String name(User user) {
    return user.equals(User.LOCAL) ? Access.FACTORY_NAME : user.name();
  }

  private Reply takePassword(WebRequest request) {
    String fresh = request.field("new").orElse("");
    Optional<String> wrong = wrong(request, fresh);
    if (wrong.isPresent()) return unchanged(request, wrong.get());
    var administration = site.administration();
    if (administration.isEmpty()) return Reply.notFound();
    return switch (administration.get().run("the page", script(request, fresh), Role.ADMIN)) {
      case Outcome.Done _ -> begin(new User(name(request.user()), Role.ADMIN), request, "/");
      case Outcome.Refused(List<Refusal> refusals) ->
          unchanged(request, refusals.getFirst().sentence());
    };
  }

  private Optional<String> wrong(WebRequest request, String fresh) {
    if (!fresh.equals(request.field("again").orElse(""))) {
      return Optional.of("The two new passwords are not the same.");
    }
    if (PasswordHash.parse(fresh).isPresent() || fresh.length() < PasswordHash.LEAST_CHARACTERS) {
      return Optional.of(
          "A password has " + PasswordHash.LEAST_CHARACTERS + " characters or more.");
    }
    String old = request.field("password").orElse("");
    if (fresh.equals(old) || fresh.equals(Access.FACTORY_PASSWORD)) {
      return Optional.of("Take another password than before.");
    }
    if (request.user().equals(User.LOCAL)) return Optional.empty();
    boolean right =
        access.signIn(request.user().name(), old, entrance(request)) instanceof Access.Granted;
    return right ? Optional.empty() : Optional.of("The old password is wrong.");
  }

  private List<String> script(WebRequest request, String fresh) {
    String row = Aaa.USER.place(name(request.user()));
    String password = ScriptLine.line(row + ".Password", fresh);
    if (!access.isFactory()) return List.of(password);
    return List.of(ScriptLine.line(row + ".AccessRights", Role.ADMIN.toString()), password);
  }

  private Reply unchanged(WebRequest request, String sentence) {
    var view = of(request).said(List.of(new Part.Notice(sentence, Tone.BAD)));
    return Reply.html(422, change(view));
  }

  private static Html.Tag form(String path) {
    return Html.tag("form")
        .attribute("class", "settings")
        .attribute("method", "post")
        .attribute("action", path);
  }

  private static Html hidden(String name, String value) {
    return Html.tag("input")
        .attribute("type", "hidden")
        .attribute("name", name)
        .attribute("value", value)
        .html();
  }

  private static Html field(String name, String label, String filledWith, String type) {
    var input =
        Html.tag("input")
            .attribute("id", name)
            .attribute("name", name)
            .attribute("type", type)
            .attribute("autocomplete", filledWith)
            .attribute("required", "");
    return Html.tag("div")
        .attribute("class", "field")
        .add(Html.tag("label").attribute("for", name).text(label))
        .add(Html.tag("div").attribute("class", "control").add(input))
        .html();
  }
}
