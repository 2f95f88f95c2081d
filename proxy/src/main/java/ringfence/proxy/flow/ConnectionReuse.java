package ringfence.proxy.flow;

import java.net.InetSocketAddress;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.Transport;
import ringfence.sip.message.Via;
import ringfence.sip.transaction.Flow;
import ringfence.transport.FlowFacts;
import ringfence.transport.FlowTable;
import ringfence.transport.TlsSession;

/// Connection reuse, RFC 5923: a peer that says `alias` in its Via may be reached at the address it
/// advertises over the TLS link that it opened, where it has proved who it is.
public final class ConnectionReuse {
  private ConnectionReuse() {}

  /// Takes up what a request that came over `flow` says.
  public static void heard(SipRequest request, Flow flow, FlowTable flows) {
    if (!flow.transport().equals(Transport.TLS)) return;
    Via via = request.topVia();
    if (!via.parameters().has("alias") || !isProved(flow, flows)) return;
    // RFC 5923 8.2: "If the sent-by production of the Via header field contains a port, the server
    // MUST use it as a destination port. Otherwise, the default port is the destination port."
    int port = via.sentBy().portOr(Transport.TLS.defaultPort());
    flows.alias(flow, new InetSocketAddress(flow.remote().getAddress(), port));
  }

  // RFC 5923 9.2: "If the client does not present a certificate, the server MUST proceed as if the
  // "alias" header field parameter was not present"
  private static boolean isProved(Flow flow, FlowTable flows) {
    return flows
        .facts(flow)
        .filter(facts -> !facts.outgoing())
        .flatMap(FlowFacts::tls)
        .flatMap(TlsSession::peer)
        .isPresent();
  }
}
