package ringfence.adapter.gateway;

import java.util.Optional;
import ringfence.manage.event.EventLog;
import ringfence.manage.setting.Settings;
import ringfence.sip.message.Header;
import ringfence.sip.message.SipParser;
import ringfence.sip.transaction.Identifiers;
import ringfence.sip.transaction.TransactionLayer;
import ringfence.sip.ua.Conduct;
import ringfence.transport.EndpointOptions;
import ringfence.transport.Lookout;
import ringfence.transport.Loop;
import ringfence.transport.SipEndpoint;
import ringfence.transport.tls.TlsIdentity;
import ringfence.transport.tls.TrustAnchors;

/// What every gateway of a unit is made with.
///
/// @param loop the one SIP loop
/// @param agent what the User-Agent and Server headers say
/// @param host the certificate of the unit, where it has one
/// @param numbers of all links of the unit
public record GatewaySetup(
    Loop loop,
    Settings settings,
    String agent,
    HostNetwork network,
    TrustAnchors trust,
    Optional<TlsIdentity> host,
    EventLog events,
    Lookout lookout,
    Identifiers identifiers,
    LinkNumbers numbers) {
  /// An endpoint over these transactions, which are of one gateway alone.
  SipEndpoint endpoint(TransactionLayer layer) {
    var times = SipServers.keepAlive(settings, EndpointOptions.Times.usual());
    var parser = new SipParser(Conduct.headersRead().toArray(Header<?>[]::new));
    var endpoint = new SipEndpoint(loop, layer, EndpointOptions.usual().with(times), parser);
    lookout.over(endpoint);
    return endpoint;
  }
}
