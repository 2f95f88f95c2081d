package ringfence.sip.dialog;

import java.util.ArrayList;
import java.util.List;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.NameAddr;
import ringfence.sip.message.SipMessage;
import ringfence.sip.message.SipUri;
import ringfence.sip.message.Uri;

/// The proxies that the requests of a dialog pass, nearest first (RFC 3261 section 12.1).
public record RouteSet(List<NameAddr> routes) {
  public static final RouteSet EMPTY = new RouteSet(List.of());

  public RouteSet {
    routes = List.copyOf(routes);
  }

  /// The caller's side.
  static RouteSet ofCaller(SipMessage response) {
    // RFC 3261 12.1.2: "taken in reverse order and preserving all URI parameters"
    return new RouteSet(response.headers().all(Header.RECORD_ROUTE).reversed());
  }

  /// The callee's side.
  static RouteSet ofCallee(SipMessage request) {
    // RFC 3261 12.1.1: "taken in order and preserving all URI parameters"
    return new RouteSet(request.headers().all(Header.RECORD_ROUTE));
  }

  /// What the Request-URI of a request to `target` is.
  Uri requestUri(Uri target) {
    if (routes.isEmpty() || isLoose()) return target;
    // RFC 3261 12.2.1.1: a strict router: "the UAC MUST place the first URI from the route set into
    // the Request-URI, stripping any parameters that are not allowed in a Request-URI"
    return routes.getFirst().uri() instanceof SipUri strict
        ? strict.withoutHeaders()
        : routes.getFirst().uri();
  }

  /// Adds the Route fields of a request to `target`.
  Headers route(Headers headers, Uri target) {
    if (routes.isEmpty()) return headers;
    List<NameAddr> values = new ArrayList<>(routes);
    if (!isLoose()) {
      // RFC 3261 12.2.1.1: "The UAC MUST then place the remote target URI into the Route header
      // field as the last value"
      values.removeFirst();
      values.add(NameAddr.of(target));
    }
    Headers all = headers;
    for (NameAddr value : values) all = all.append(Header.ROUTE, value);
    return all;
  }

  /// Where a request to `target` is sent: the first proxy, or the target itself.
  Uri nextHop(Uri target) {
    return routes.isEmpty() ? target : routes.getFirst().uri();
  }

  private boolean isLoose() {
    return routes.getFirst().uri() instanceof SipUri first && first.isLooseRouter();
  }
}
