package ringfence.proxy.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import ringfence.proxy.tls.OutgoingTls;
import ringfence.sip.message.Parsed;
import ringfence.sip.message.SipParser;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.Transport;
import ringfence.sip.transaction.Flow;
import ringfence.sip.transaction.Timers;
import ringfence.sip.transaction.TransactionLayer;
import ringfence.testkit.Certificates;
import ringfence.testkit.Certificates.Wanted;
import ringfence.testkit.Clause;
import ringfence.transport.Connect;
import ringfence.transport.EndpointOptions;
import ringfence.transport.FlowFacts;
import ringfence.transport.FlowWatcher;
import ringfence.transport.Listen;
import ringfence.transport.Listening;
import ringfence.transport.Loop;
import ringfence.transport.SipEndpoint;
import ringfence.transport.tls.ClientCertificate;
import ringfence.transport.tls.ExpectedPeer;
import ringfence.transport.tls.PeerVerifier;
import ringfence.transport.tls.TlsIdentity;
import ringfence.transport.tls.TlsPolicy;
import ringfence.transport.tls.TrustAnchors;
import ringfence.transport.tls.TrustLevel;

/// A neighbour opens a TLS link to a listener that asks for its certificate, and says `alias`.
@Clause("RFC 5923 8.2")
class ConnectionReuseTest {
  private static final Certificates.Authority AUTHORITY = new Certificates.Authority("CA");
  private static final TrustAnchors TRUST = TrustAnchors.of(AUTHORITY.certificate());
  private static final InetSocketAddress ADVERTISED = new InetSocketAddress("127.0.0.1", 5999);

  private final Loop loop = new Loop("test");
  private final SipEndpoint endpoint =
      new SipEndpoint(
          loop, new TransactionLayer(Timers.RFC_3261, new SecureRandom()), EndpointOptions.usual());
  private final BlockingQueue<FlowFacts> accepted = new LinkedBlockingQueue<>();
  private final OutgoingTls outgoing = new OutgoingTls(identity("dns:proxy.example"), TRUST);

  @AfterEach
  void everything_closes() {
    endpoint.close();
    loop.close();
  }

  private static TlsIdentity identity(String... names) {
    var issued = AUTHORITY.issue(Wanted.server("test", names));
    var reading = TlsIdentity.of(List.of(issued.certificate()), issued.key());
    return ((TlsIdentity.Reading.Accepted) reading).identity();
  }

  /// The listener's end of a link that a neighbour has opened.
  private Flow linkFrom(Optional<TlsIdentity> neighbour) throws InterruptedException {
    endpoint.watch(
        new FlowWatcher() {
          @Override
          public void opened(FlowFacts facts) {
            if (!facts.outgoing()) accepted.add(facts);
          }
        });
    var clients = new PeerVerifier(TrustLevel.TRUSTED_CERTIFICATE, TRUST);
    var server =
        new Listen.TlsServer(
            identity("ip:127.0.0.1"), TlsPolicy.modern(), ClientCertificate.REQUEST, clients);
    var any = new InetSocketAddress("127.0.0.1", 0);
    var open = (Listening.Open) await(endpoint.listen(new Listen.Tls(any, server)));
    var client =
        new Connect.TlsClient(
            neighbour, TlsPolicy.modern(), clients, new ExpectedPeer("127.0.0.1"));
    await(endpoint.connect(Connect.tls(open.local(), client)));
    FlowFacts facts = accepted.poll(10, TimeUnit.SECONDS);
    assertThat(facts).isNotNull();
    return facts.flow();
  }

  private static SipRequest request(String via) {
    String text =
        """
        OPTIONS sip:proxy.example SIP/2.0
        Via: SIP/2.0/TLS %s;branch=z9hG4bKx
        Max-Forwards: 70
        From: <sip:a@neighbour.example>;tag=1
        To: <sip:proxy.example>
        Call-ID: x
        CSeq: 1 OPTIONS
        Content-Length: 0

        """
            .formatted(via)
            .replace("\n", "\r\n");
    var parsed = new SipParser().parse(text.getBytes(StandardCharsets.UTF_8));
    return (SipRequest) ((Parsed.Message) parsed).message();
  }

  private void hears(String via, Flow flow) {
    await(
        loop.ask(
            () -> {
              ConnectionReuse.heard(request(via), flow, endpoint.flows());
              return true;
            }));
  }

  private Optional<Flow> reusable(InetSocketAddress address, String name) {
    return await(loop.ask(() -> outgoing.reusable(endpoint.flows(), address, name)));
  }

  private static <T> T await(CompletableFuture<T> future) {
    return future.orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Test
  void a_verified_link_is_used_for_the_address_it_advertises_and_the_names_it_proved()
      throws InterruptedException {
    Flow flow = linkFrom(Optional.of(identity("dns:neighbour.example")));
    hears("neighbour.example:5999", flow);
    assertThat(reusable(ADVERTISED, "neighbour.example")).as("without alias").isEmpty();
    for (int i = 0; i < 3; i++) hears("neighbour.example:5999;alias", flow);
    assertThat(reusable(ADVERTISED, "neighbour.example")).contains(flow);
    assertThat(reusable(ADVERTISED, "other.example")).isEmpty();
    int links = await(loop.ask(() -> endpoint.flows().facts(Transport.TLS, ADVERTISED))).size();
    assertThat(links).isOne();
    hears("neighbour.example;alias", flow);
    assertThat(reusable(new InetSocketAddress("127.0.0.1", 5061), "neighbour.example"))
        .contains(flow);
  }

  @Test
  @Clause("RFC 5923 9.1")
  void alias_is_said_only_where_we_have_shown_a_certificate_and_checked_the_other()
      throws InterruptedException {
    Flow accepted = linkFrom(Optional.of(identity("dns:neighbour.example")));
    FlowFacts ours =
        await(loop.ask(() -> endpoint.flows().facts(Transport.TLS, accepted.local()))).getFirst();
    assertThat(outgoing.isMutual(ours)).isTrue();
    var nobody =
        new OutgoingTls(
            Optional.empty(), outgoing.policy(), outgoing.verifier(), outgoing.revocation());
    assertThat(nobody.isMutual(ours)).isFalse();
    var credulous =
        new OutgoingTls(
            outgoing.identity(),
            outgoing.policy(),
            new PeerVerifier(TrustLevel.NO_VALIDATION, TRUST),
            outgoing.revocation());
    assertThat(credulous.isMutual(ours)).isFalse();
  }

  @Test
  @Clause("RFC 5923 9.2")
  void without_a_certificate_an_alias_is_as_if_it_were_not_there() throws InterruptedException {
    Flow flow = linkFrom(Optional.empty());
    hears("neighbour.example:5999;alias", flow);
    assertThat(await(loop.ask(() -> endpoint.flows().facts(Transport.TLS, ADVERTISED)))).isEmpty();
  }
}
