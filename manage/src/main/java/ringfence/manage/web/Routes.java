package ringfence.manage.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What a web server answers where. In a pattern, `{name}` stands for one part of the path:
/// `/calls/{id}`. The first that fits is taken.
public final class Routes {
  /// One of them, with what its `{name}`s stand for in a request.
  record Match(Route route, Map<String, String> named) {}

  sealed interface Route {
    String method();

    String pattern();
  }

  record Answer(String method, String pattern, Function<WebRequest, Reply> answer)
      implements Route {}

  record Stream(String pattern, Broadcast broadcast) implements Route {
    @Override
    public String method() {
      return "GET";
    }
  }

  private final List<Route> routes = new ArrayList<>();

  public Routes get(String pattern, Function<WebRequest, Reply> answer) {
    routes.add(new Answer("GET", pattern, answer));
    return this;
  }

  /// Reached only from pages of this server, or from a client that is no browser.
  public Routes post(String pattern, Function<WebRequest, Reply> answer) {
    routes.add(new Answer("POST", pattern, answer));
    return this;
  }

  /// A stream of server-sent events.
  public Routes events(String path, Broadcast broadcast) {
    routes.add(new Stream(path, broadcast));
    return this;
  }

  /// A file that is the same for everybody, such as a script of one page.
  public Routes file(String path, String contentType, byte[] bytes) {
    var reply = Reply.file(contentType + "; charset=utf-8", bytes);
    return get(path, _ -> reply);
  }

  /// The pages of a site, its front page at `/`, its style and its changes at `/events`.
  public Routes site(Site site) {
    get("/", _ -> Reply.html(site.show(site.pages().getFirst())));
    for (Page page : site.pages()) get(page.path(), _ -> Reply.html(site.show(page)));
    for (var file :
        List.of("style.css:text/css", "live.js:text/javascript", "mark.svg:image/svg+xml")) {
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
