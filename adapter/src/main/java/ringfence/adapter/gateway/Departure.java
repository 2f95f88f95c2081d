package ringfence.adapter.gateway;

import java.util.Optional;
import ringfence.manage.setting.Settings;
import ringfence.sip.message.Header;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.SipRequest;

/// The last touch on every request that leaves a gateway.
///
/// @param outbound the proxy that requests outside dialogs go by way of
record Departure(int maxForwards, OutboundProxyType type, Optional<HostPort> outbound) {
  static Departure of(Settings settings, GatewayPlan plan) {
    return new Departure(
        settings.get(SipInterop.MAX_FORWARDS),
        settings.get(SipServers.OUTBOUND_TYPE),
        plan.servers().outbound());
  }

  SipRequest of(SipRequest request) {
    SipRequest counted = request.with(Header.MAX_FORWARDS, maxForwards);
    // within a dialog its own route set says the way, RFC 3261 12.2.1.1
    boolean routed = outbound.isPresent() && request.to().tag().isEmpty();
    return routed ? type.route(counted, outbound.get()) : counted;
  }
}
