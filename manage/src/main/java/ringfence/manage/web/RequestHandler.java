package ringfence.manage.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.LoggerFactory;

/// Takes a request through the guard to its route and its reply onto the wire.
final class RequestHandler extends Handler.Abstract {
  static final int MOST_BODY_BYTES = 1 << 20;

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
          "no-referrer",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Cache-Control",
          "no-store");

  private final Routes routes;
  private final RequestGuard guard;
  private final Set<Subscription> open = ConcurrentHashMap.newKeySet();

  RequestHandler(Routes routes, RequestGuard guard) {
    this.routes = routes;
    this.guard = guard;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    var refusal = guard.refuse(request.getMethod(), name -> header(request, name));
    if (refusal.isPresent()) {
      send(refusal.get(), response, callback);
      return true;
    }
    String path = request.getHttpURI().getDecodedPath();
    String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
    var match = routes.find(method, path);
    if (match.isEmpty()) {
      send(noRoute(path), response, callback);
      return true;
    }
    switch (match.get().route()) {
      case Routes.Stream(_, var broadcast) -> stream(broadcast, response, callback);
      case Routes.Answer answer ->
          send(answer(answer, match.get().named(), request), response, callback);
    }
    return true;
  }

  private Reply noRoute(String path) {
    var methods = routes.methods(path);
    if (methods.isEmpty()) return Reply.notFound();
    // RFC 9110 15.5.6: "The origin server MUST generate an Allow header field"
    return Reply.text(405, "This page does not take that.")
        .header("Allow", String.join(", ", methods));
  }

  private static Reply answer(Routes.Answer route, Map<String, String> named, Request request)
      throws IOException {
    byte[] body = Request.asInputStream(request).readNBytes(MOST_BODY_BYTES + 1);
    if (body.length > MOST_BODY_BYTES) {
      return Reply.text(413, "At most 1 MiB is taken.").header("Connection", "close");
    }
    Map<String, String> fields = new LinkedHashMap<>();
    WebRequest.readFields(Optional.ofNullable(request.getHttpURI().getQuery()).orElse(""), fields);
    if (header(request, "Content-Type").startsWith("application/x-www-form-urlencoded")) {
      WebRequest.readFields(new String(body, StandardCharsets.UTF_8), fields);
    }
    String path = request.getHttpURI().getDecodedPath();
    var asked = new WebRequest(request.getMethod(), path, named, fields, body);
    try {
      return route.answer().apply(asked);
    } catch (RuntimeException e) {
      LoggerFactory.getLogger(WebServer.class).error("{} {} failed", asked.method(), path, e);
      return Reply.text(500, "This page failed; the log says why.");
    }
  }

  private void stream(Broadcast broadcast, Response response, Callback callback) {
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
      subscription.write(response);
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
