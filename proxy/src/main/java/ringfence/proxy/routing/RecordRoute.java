package ringfence.proxy.routing;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import ringfence.proxy.peer.Peer;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.Method;
import ringfence.sip.message.NameAddr;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipUri;
import ringfence.sip.message.Transport;
import ringfence.sip.message.Uri;
import ringfence.sip.transaction.Flow;

/// Puts the proxy into the path of a dialog and recognises the routes it wrote: RFC 3261 sections
/// 16.4 and 16.6 item 4, RFC 5658 (a value for each side), RFC 5626 section 5 (flow tokens).
final class RecordRoute {
  private static final Set<Method> OPENS_DIALOG =
      Set.of(Method.INVITE, Method.SUBSCRIBE, Method.REFER);

  private final OwnAddresses own;
  private final Links links;
  private final Nodes nodes;
  private final FlowToken tokens;

  RecordRoute(Place place, FlowToken tokens) {
    this.own = place.own();
    this.links = place.links();
    this.nodes = place.nodes();
    this.tokens = tokens;
  }

  /// A request after its own routes are taken off.
  ///
  /// @param named what the last of them says, where it is one that we wrote
  record Routed(SipRequest request, Optional<FlowToken.Named> named) {
    /// Whether it came by a route that we wrote.
    boolean token() {
      return named.isPresent();
    }

    Routed with(SipRequest other) {
      return new Routed(other, named);
    }
  }

  /// RFC 3261 16.4, route information preprocessing.
  Routed preprocess(SipRequest request) {
    SipRequest current = afterStrictRouter(request);
    Optional<FlowToken.Named> named = Optional.empty();
    List<NameAddr> routes = current.headers().all(Header.ROUTE);
    // RFC 3261 16.4: "If the first value in the Route header field indicates this proxy, the proxy
    // MUST remove that value from the request." Ours come in pairs, one for each side.
    for (NameAddr route : routes) {
      boolean ours = own.isUs(route.uri());
      if (!ours && !isLost(route.uri())) break;
      named = named(route.uri());
      current = current.with(current.headers().withoutFirst(Header.ROUTE));
    }
    return new Routed(current, named);
  }

  /// Whether it is the route of a node that is down: any other stands in for it.
  private boolean isLost(Uri route) {
    return nodes.named(route).filter(node -> nodes.reach(node).isEmpty()).isPresent()
        && named(route).isPresent();
  }

  /// Adds our values to a request that comes in on one flow and leaves on another.
  Headers onto(SipRequest request, Flow in, Flow out) {
    if (!OPENS_DIALOG.contains(request.method())) return request.headers();
    boolean secure = request.uri().scheme().equals("sips");
    return request
        .headers()
        .prepend(Header.RECORD_ROUTE, value(in, secure))
        .prepend(Header.RECORD_ROUTE, value(out, secure));
  }

  private NameAddr value(Flow flow, boolean secure) {
    String peer = links.peerOf(flow).map(Peer::name).orElse("");
    SipUri uri = SipUri.of(tokens.of(new FlowToken.Named(flow, peer)), own.on(flow));
    // RFC 3261 16.6 item 4: "If the Request-URI contains a SIPS URI, [...] the URI placed into the
    // Record-Route header field MUST be a SIPS URI."
    SipUri schemed =
        new SipUri(secure, uri.user(), uri.password(), uri.host(), uri.parameters(), uri.headers());
    boolean plain = secure || flow.transport().equals(Transport.UDP);
    String transport = flow.transport().token().toLowerCase(java.util.Locale.ROOT);
    SipUri routed = plain ? schemed : schemed.withParameter("transport", transport);
    return NameAddr.of(routed.withParameter("lr"));
  }

  private SipRequest afterStrictRouter(SipRequest request) {
    // RFC 3261 16.4: "If the Request-URI of the request contains a value this proxy previously
    // placed into a Record-Route header field [...], the proxy MUST replace the Request-URI in the
    // request with the last value from the Route header field, and remove that value"
    List<NameAddr> routes = request.headers().all(Header.ROUTE);
    if (routes.isEmpty() || !own.isUs(request.uri()) || named(request.uri()).isEmpty()) {
      return request;
    }
    Headers headers = request.headers().without(Header.ROUTE);
    // The route that the strict router used up goes back on top: it names the flow.
    headers = headers.append(Header.ROUTE, NameAddr.of(request.uri()));
    for (NameAddr route : routes.subList(0, routes.size() - 1)) {
      headers = headers.append(Header.ROUTE, route);
    }
    return request.with(headers).withUri(routes.getLast().uri());
  }

  private Optional<FlowToken.Named> named(Uri uri) {
    return uri instanceof SipUri sip ? sip.userText().flatMap(tokens::read) : Optional.empty();
  }
}
