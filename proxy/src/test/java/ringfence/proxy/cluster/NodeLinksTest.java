package ringfence.proxy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import ringfence.proxy.cluster.Presence.Member;
import ringfence.proxy.tls.OutgoingTls;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.Transport;
import ringfence.sip.transaction.Flow;
import ringfence.testkit.Certificates;
import ringfence.testkit.Certificates.Wanted;
import ringfence.transport.FlowEnd;
import ringfence.transport.FlowFacts;
import ringfence.transport.TlsSession;
import ringfence.transport.tls.PeerVerifier;
import ringfence.transport.tls.Revocation;
import ringfence.transport.tls.TlsPolicy;
import ringfence.transport.tls.TlsVersion;
import ringfence.transport.tls.TrustAnchors;
import ringfence.transport.tls.TrustLevel;
import ringfence.transport.tls.VerifiedPeer;

class NodeLinksTest {
  private static final Instant NOW = Instant.now(); // within the life of the certificates
  private static final InetSocketAddress HERE = new InetSocketAddress("192.0.2.1", 5071);
  private static final InetSocketAddress PHONES = new InetSocketAddress("192.0.2.1", 5061);
  private static final InetSocketAddress THERE = new InetSocketAddress("192.0.2.2", 5071);
  private static final FlowEnd BROKEN = new FlowEnd(FlowEnd.Cause.PEER, "The peer closed it.");

  private final Certificates.Authority authority = new Certificates.Authority("Nodes");
  private final PeerVerifier verifier =
      new PeerVerifier(TrustLevel.TRUSTED_CERTIFICATE, TrustAnchors.of(authority.certificate()));
  private final OutgoingTls tls =
      new OutgoingTls(Optional.empty(), TlsPolicy.modern(), verifier, Revocation.unchecked());
  private final Presence presence = new Presence("self");
  private final NodeLinks links = new NodeLinks(() -> tls, HERE, presence, () -> NOW);

  private void isHeardOf(String name) {
    var addresses = List.of(HostPort.of("192.0.2.2", 5071));
    presence.heard(List.of(new Member(name, "1", addresses, true)), NOW);
  }

  private FlowFacts from(String name, InetSocketAddress listener) {
    var certificate = authority.issue(Wanted.server(name, "dns:" + name)).certificate();
    var peer = (VerifiedPeer) verifier.verifyClient(List.of(certificate), NOW);
    var session =
        new TlsSession(TlsVersion.TLS_1_3, "", Optional.of(peer), false, Duration.ofMillis(5));
    var remote = new InetSocketAddress(THERE.getAddress(), 16_000);
    var flow = new Flow(1, Transport.TLS, listener, remote);
    return new FlowFacts(flow, false, NOW, NOW, NOW, 0, 0, Optional.of(session), Optional.empty());
  }

  private boolean opens(FlowFacts link) {
    return links.opened(link.flow(), link, NOW).isPresent();
  }

  @Test
  void a_link_to_the_listener_for_nodes_with_the_certificate_of_a_known_node_is_that_nodes() {
    isHeardOf("b");
    FlowFacts link = from("b", HERE);
    assertThat(opens(link)).isTrue();
    assertThat(links.isNode(link.flow())).isTrue();
    assertThat(links.isLinked("b")).isTrue();
  }

  @Test
  void a_certificate_of_the_authority_with_a_name_that_no_node_has_makes_no_node() {
    isHeardOf("b");
    FlowFacts link = from("c", HERE);
    assertThat(opens(link)).isFalse();
    assertThat(links.isNode(link.flow())).isFalse();
  }

  @Test
  void a_node_that_connects_before_it_is_heard_of_is_one_from_then_on() {
    FlowFacts link = from("b", HERE);
    assertThat(opens(link)).isFalse();
    isHeardOf("b");
    assertThat(links.isNode(link.flow())).isTrue();
  }

  @Test
  void a_certificate_of_a_node_on_a_listener_for_phones_makes_no_node() {
    isHeardOf("b");
    FlowFacts link = from("b", PHONES);
    assertThat(opens(link)).isFalse();
    assertThat(links.isNode(link.flow())).isFalse();
  }

  @Test
  void a_node_whose_link_broke_is_not_reached_until_it_has_opened_another() {
    isHeardOf("b");
    FlowFacts link = from("b", HERE);
    assertThat(opens(link)).isTrue();
    links.closed(link.flow(), BROKEN);
    assertThat(links.reach("b")).isEmpty();
    assertThat(opens(link)).isTrue();
    assertThat(links.reach("b")).isPresent();
  }
}
