package ringfence.proxy.tls;

import java.util.List;
import java.util.stream.Stream;
import ringfence.proxy.location.AddressOfRecord;
import ringfence.sip.message.MalformedHeaderException;
import ringfence.sip.message.SipUri;
import ringfence.sip.transaction.Flow;
import ringfence.transport.FlowFacts;
import ringfence.transport.FlowTable;
import ringfence.transport.TlsSession;
import ringfence.transport.tls.VerifiedPeer;

/// The users that a device's certificate speaks for: the `sip:` URIs with a user part among its
/// subject alternative names (RFC 5922 section 7.1 has those without one name a domain). Whoever
/// presents such a certificate, verified, needs no password for these users.
public final class CertifiedUsers {
  private static final String URI = "URI:";

  private CertifiedUsers() {}

  /// In the order of the certificate.
  public static List<AddressOfRecord> of(VerifiedPeer peer) {
    return peer.names().stream()
        .filter(name -> name.startsWith(URI))
        .map(name -> name.substring(URI.length()))
        .flatMap(CertifiedUsers::user)
        .distinct()
        .toList();
  }

  /// Whether the certificate of the device at the other end of `flow` speaks for `aor`.
  public static boolean isOver(FlowTable flows, Flow flow, AddressOfRecord aor) {
    return flows
        .facts(flow)
        .filter(facts -> !facts.outgoing())
        .flatMap(FlowFacts::tls)
        .flatMap(TlsSession::peer)
        .filter(peer -> of(peer).contains(aor))
        .isPresent();
  }

  private static Stream<AddressOfRecord> user(String uri) {
    try {
      return AddressOfRecord.of(SipUri.parse(uri)).stream();
    } catch (MalformedHeaderException _) {
      return Stream.empty(); // a URI of another scheme, or none at all
    }
  }
}
