package ringfence.manage.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.LoggerFactory;
import ringfence.manage.access.Role;
import ringfence.manage.access.User;
import ringfence.manage.web.Doorkeeper.Admitted;

/// Takes a request through the guards to its route and its reply onto the wire.
final class RequestHandler extends Handler.Abstract {
  static final int MOST_BODY_BYTES = 1 << 20;

  private static final Admitted NOBODY = new Admitted(new User("", Role.OBSERVER), "", false);

  private static final Map<String, String> SECURITY_HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self';"
              + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          "Referrer-Policy",
          "same-origin",
          "Permissions-Policy",
          "camera=(), geolocation=(), microphone=()",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Cache-Control",
          "no-store");

  private final Routes routes;
  private final RequestGuard guard;
  private final Doorkeeper doorkeeper;
  private final BooleanSupplier httpsOnly;
  private final Set<Subscription> open = ConcurrentHashMap.newKeySet();

  RequestHandler(
      Routes routes, RequestGuard guard, Doorkeeper doorkeeper, BooleanSupplier httpsOnly) {
    this.routes = routes;
    this.guard = guard;
    this.doorkeeper = doorkeeper;
    this.httpsOnly = httpsOnly;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Caller caller = caller(request);
    if (caller.secure() && httpsOnly.getAsBoolean() && !guard.isLiteral(caller)) {
      // RFC 6797 7.2: "An HSTS Host MUST NOT include the STS header field in HTTP responses
      // conveyed over non-secure transport"; 8.1.1: it means nothing for an address
      response.getHeaders().put("Strict-Transport-Security", "max-age=15552000");
    }
    String path = request.getHttpURI().getDecodedPath();
    String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
    var match = routes.find(method, path);
    var refusal = guard.refuse(caller);
    if (refusal.isPresent()) {
      send(refusal.get(), response, callback);
    } else if (match.isEmpty()) {
      send(noRoute(path), response, callback);
    } else {
      switch (admit(match.get().route(), caller, request)) {
        case Doorkeeper.Refused(Reply reply) -> send(reply, response, callback);
        case Admitted admitted ->
            serve(new Visit(caller, admitted, match.get()), request, response, callback);
      }
    }
    return true;
  }

  /// A request whose sender is known.
  private record Visit(Caller caller, Admitted admitted, Routes.Match match) {}

  private static Caller caller(Request request) {
    // RFC 9110 9.2.1: HEAD, OPTIONS and TRACE are safe as GET is; we route none of the latter
    return new Caller(
        address(request), request.isSecure(), request.getMethod(), name -> header(request, name));
  }

  private static InetAddress address(Request request) {
    return request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress it
        ? it.getAddress()
        : InetAddress.ofLiteral("0.0.0.0"); // no other kind of socket is open
  }

  private Reply noRoute(String path) {
    var methods = routes.methods(path);
    if (methods.isEmpty()) return Reply.notFound();
    // RFC 9110 15.5.6: "The origin server MUST generate an Allow header field"
    return Reply.text(405, "This page does not take that.")
        .header("Allow", String.join(", ", methods));
  }

  private Doorkeeper.Admission admit(Routes.Route route, Caller caller, Request request) {
    return switch (route.least()) {
      case Routes.Least.Anybody _ -> NOBODY;
      case Routes.Least.Of(Role least) ->
          switch (doorkeeper.admit(caller, request.getHttpURI().getPathQuery())) {
            case Admitted(var user, _, _) when !user.role().isAtLeast(least) ->
                new Doorkeeper.Refused(Reply.text(403, "This takes the role " + least + "."));
            case Admitted admitted -> admitted;
            case Doorkeeper.Refused refused -> refused;
          };
    };
  }

  private void serve(Visit visit, Request request, Response response, Callback callback)
      throws IOException {
    switch (visit.match().route()) {
      case Routes.Stream(_, _, var broadcast) -> {
        Caller again = visit.caller().refreshing();
        stream(broadcast, response, callback, () -> isWelcome(visit, again));
      }
      case Routes.Answer answer -> send(answer(answer, visit, request), response, callback);
    }
  }

  private static Reply answer(Routes.Answer route, Visit visit, Request request)
      throws IOException {
    byte[] octets = Request.asInputStream(request).readNBytes(MOST_BODY_BYTES + 1);
    if (octets.length > MOST_BODY_BYTES) {
      return Reply.text(413, "At most 1 MiB is taken.").header("Connection", "close");
    }
    String query = Optional.ofNullable(request.getHttpURI().getQuery()).orElse("");
    var body = RequestBody.read(octets, header(request, "Content-Type"), query);
    if (body.isEmpty()) return Reply.text(400, "The form cannot be read.");
    if (visit.caller().changes() && lacksToken(visit, body.get())) {
      return Reply.text(403, "This form is from an earlier sign-in: load its page again.");
    }
    String path = request.getHttpURI().getDecodedPath();
    var target = new WebRequest.Target(path, visit.match().named());
    var asked = new WebRequest(visit.caller(), visit.admitted(), target, body.get());
    try {
      return route.answer().apply(asked);
    } catch (RuntimeException e) {
      LoggerFactory.getLogger(WebServer.class).error("{} {} failed", asked.method(), path, e);
      return Reply.text(500, "This page failed; the log says why.");
    }
  }

  private static boolean lacksToken(Visit visit, RequestBody body) {
    if (!visit.admitted().byCookie()) return false;
    String inHeader = visit.caller().header("X-CSRF-Token");
    String shown = inHeader.isEmpty() ? body.fields().getOrDefault(Html.TOKEN_FIELD, "") : inHeader;
    return !MessageDigest.isEqual(
        shown.getBytes(StandardCharsets.UTF_8),
        visit.admitted().csrf().getBytes(StandardCharsets.UTF_8));
  }

  /// Whoever listens does so no longer than the session lasts and the rights suffice.
  private boolean isWelcome(Visit visit, Caller again) {
    return switch (visit.match().route().least()) {
      case Routes.Least.Anybody _ -> true;
      case Routes.Least.Of(Role least) ->
          doorkeeper.admit(again, "") instanceof Admitted(var user, _, _)
              && user.role().isAtLeast(least);
    };
  }

  private void stream(
      Broadcast broadcast, Response response, Callback callback, BooleanSupplier welcome) {
    if (broadcast.isFull()) {
      send(Reply.text(503, "Too many listen already."), response, callback);
      return;
    }
    var subscription = new Subscription();
    open.add(subscription);
    broadcast.add(subscription);
    try {
      SECURITY_HEADERS.forEach(response.getHeaders()::put);
      response.getHeaders().put("Content-Type", "text/event-stream");
      subscription.write(response, welcome);
      callback.succeeded();
    } catch (IOException e) {
      callback.failed(e); // the browser left
    } finally {
      broadcast.remove(subscription);
      open.remove(subscription);
    }
  }

  /// Lets every stream end.
  void endStreams() {
    open.forEach(Subscription::end);
  }

  static void send(Reply reply, Response response, Callback callback) {
    response.setStatus(reply.status());
    SECURITY_HEADERS.forEach(response.getHeaders()::put);
    reply.headers().forEach(response.getHeaders()::put);
    response.write(true, ByteBuffer.wrap(reply.body()), callback);
  }

  private static String header(Request request, String name) {
    return Optional.ofNullable(request.getHeaders().get(name)).orElse("");
  }
}
