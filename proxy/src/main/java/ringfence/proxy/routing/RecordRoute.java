package ringfence.proxy.routing;

import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  private final FlowToken tokens;

  RecordRoute(OwnAddresses own, FlowToken tokens) {
    this.own = own;
    this.tokens = tokens;
  }

  /// A request after its own routes are taken off.
  ///
  /// @param token whether the last of them was one that we wrote for this dialog
  /// @param flow what that route names
  record Routed(SipRequest request, boolean token, Optional<Flow> flow) {}

  /// RFC 3261 16.4, route information preprocessing.
  Routed preprocess(SipRequest request) {
    SipRequest current = afterStrictRouter(request);
    Optional<Flow> flow = Optional.empty();
    List<NameAddr> routes = current.headers().all(Header.ROUTE);
    // RFC 3261 16.4: "If the first value in the Route header field indicates this proxy, the proxy
    // MUST remove that value from the request." Ours come in pairs, one for each side.
    for (NameAddr route : routes) {
      if (!own.isUs(route.uri())) break;
      flow = flow(route.uri());
      current = current.with(current.headers().withoutFirst(Header.ROUTE));
    }
    return new Routed(current, flow.isPresent(), flow);
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
    SipUri uri = SipUri.of(tokens.of(flow), own.on(flow));
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
    if (routes.isEmpty() || !own.isUs(request.uri()) || flow(request.uri()).isEmpty()) {
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

  private Optional<Flow> flow(Uri uri) {
    return uri instanceof SipUri sip ? sip.userText().flatMap(tokens::read) : Optional.empty();
  }
}
