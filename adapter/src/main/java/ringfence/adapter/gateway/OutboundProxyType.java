package ringfence.adapter.gateway;

import ringfence.sip.message.Header;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.NameAddr;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipUri;

/// How a request says that it goes by way of an outbound proxy.
public enum OutboundProxyType {
  /// A Route with `lr` on top; the Request-URI stays (RFC 3261 section 8.1.2).
  LOOSE_ROUTER("LooseRouter"),
  /// The proxy in the Request-URI, and the Request-URI as the last Route, as for RFC 2543.
  STRICT_ROUTER("StrictRouter"),
  /// It does not say so: the request is only sent there.
  NO_ROUTE_HEADER("NoRouteHeader");

  private final String text;

  OutboundProxyType(String text) {
    this.text = text;
  }

  /// A request that begins a dialog, or belongs to none, on its way to the proxy.
  SipRequest route(SipRequest request, HostPort proxy) {
    SipUri first = SipUri.of(SipServers.inUri(proxy));
    return switch (this) {
      case LOOSE_ROUTER ->
          // RFC 3261 8.1.2: "it is RECOMMENDED that [the outbound proxy] be a pre-existing route
          // set with a single URI"
          request.with(
              request.headers().prepend(Header.ROUTE, NameAddr.of(first.withParameter("lr"))));
      case STRICT_ROUTER ->
          // RFC 3261 12.2.1.1: "place the remote target URI into the Route header field as the last
          // value"
          request
              .with(request.headers().append(Header.ROUTE, NameAddr.of(request.uri())))
              .withUri(first);
      case NO_ROUTE_HEADER -> request;
    };
  }

  @Override
  public String toString() {
    return text;
  }
}
