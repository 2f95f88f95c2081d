package ringfence.manage.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import ringfence.manage.access.Role;

/// What a web server answers where. In a pattern, `{name}` stands for one part of the path:
/// `/calls/{id}`. The first that fits is taken.
public final class Routes {
  /// One of them, with what its `{name}`s stand for in a request.
  record Match(Route route, Map<String, String> named) {}

  sealed interface Route {
    String method();

    String pattern();

    Least least();
  }

  /// Who may come here.
  sealed interface Least {
    record Anybody() implements Least {}

    record Of(Role role) implements Least {}
  }

  record Answer(String method, String pattern, Least least, Function<WebRequest, Reply> answer)
      implements Route {}

  record Stream(String pattern, Least least, Broadcast broadcast) implements Route {
    @Override
    public String method() {
      return "GET";
    }
  }

  private final List<Route> routes = new ArrayList<>();

  /// Shown to everyone who may look.
  public Routes get(String pattern, Function<WebRequest, Reply> answer) {
    return on(Role.OBSERVER, "GET", pattern, answer);
  }

  /// For everyone who may change something; reached only from pages of this server, or from a
  /// client that is no browser.
  public Routes post(String pattern, Function<WebRequest, Reply> answer) {
    return on(Role.USER, "POST", pattern, answer);
  }

  /// For everyone of this role and those above it.
  public Routes on(Role least, String method, String pattern, Function<WebRequest, Reply> answer) {
    routes.add(new Answer(method, pattern, new Least.Of(least), answer));
    return this;
  }

  /// For everybody, whether they signed in or not.
  public Routes open(String method, String pattern, Function<WebRequest, Reply> answer) {
    routes.add(new Answer(method, pattern, new Least.Anybody(), answer));
    return this;
  }

  /// A stream of server-sent events.
  public Routes events(String path, Broadcast broadcast) {
    routes.add(new Stream(path, new Least.Of(Role.OBSERVER), broadcast));
    return this;
  }

  /// A file that is the same for everybody, such as a script of one page.
  public Routes file(String path, String contentType, byte[] bytes) {
    var reply = Reply.file(contentType + "; charset=utf-8", bytes);
    return open("GET", path, _ -> reply);
  }

  /// The pages of a site, its front page at `/`, its style and its changes at `/events`; and where
  /// people sign in, if they have to.
  public Routes site(Site site) {
    PageRoutes.add(this, site);
    SignIn.add(this, site);
    for (var file :
        List.of(
            "style.css:text/css",
            "form.css:text/css",
            "live.js:text/javascript",
            "mark.svg:image/svg+xml")) {
      String name = file.substring(0, file.indexOf(':'));
      file("/style/" + name, file.substring(file.indexOf(':') + 1), resource(name));
    }
    return events("/events", site.changes());
  }

  Optional<Match> find(String method, String path) {
    for (Route route : routes) {
      if (!route.method().equals(method)) continue;
      var named = match(route.pattern(), path);
      if (named.isPresent()) return Optional.of(new Match(route, named.get()));
    }
    return Optional.empty();
  }

  /// The methods that this path knows.
  List<String> methods(String path) {
    return routes.stream()
        .filter(route -> match(route.pattern(), path).isPresent())
        .map(Route::method)
        .distinct()
        .toList();
  }

  private static Optional<Map<String, String>> match(String pattern, String path) {
    String[] wanted = pattern.split("/", -1);
    String[] given = path.split("/", -1);
    if (wanted.length != given.length) return Optional.empty();
    Map<String, String> named = new LinkedHashMap<>();
    for (int i = 0; i < wanted.length; i++) {
      String part = wanted[i];
      if (part.startsWith("{") && !given[i].isEmpty()) {
        named.put(part.substring(1, part.length() - 1), given[i]);
      } else if (!part.equals(given[i])) {
        return Optional.empty();
      }
    }
    return Optional.of(named);
  }

  private static byte[] resource(String name) {
    try (var in = Routes.class.getResourceAsStream(name)) {
      if (in == null) throw new IllegalStateException("the module lacks " + name);
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
