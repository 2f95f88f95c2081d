package ringfence.adapter.unit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import ringfence.sip.message.Header;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.Method;
import ringfence.sip.message.Responses;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;
import ringfence.sip.message.Transport;
import ringfence.sip.transaction.Failure;
import ringfence.sip.transaction.Flow;
import ringfence.sip.transaction.Timers;
import ringfence.sip.transaction.TransactionKey;
import ringfence.sip.transaction.TransactionLayer;
import ringfence.testkit.Certificates.Authority;
import ringfence.testkit.Certificates.Wanted;
import ringfence.transport.EndpointOptions;
import ringfence.transport.Listen;
import ringfence.transport.Listening;
import ringfence.transport.Loop;
import ringfence.transport.SipEndpoint;
import ringfence.transport.TransactionUser;
import ringfence.transport.tls.ClientCertificate;
import ringfence.transport.tls.PeerVerifier;
import ringfence.transport.tls.TlsIdentity;
import ringfence.transport.tls.TlsPolicy;
import ringfence.transport.tls.TrustAnchors;
import ringfence.transport.tls.TrustLevel;

/// A registrar and proxy for one test: it notes what comes, takes every registration unless told
/// otherwise, and leaves the rest to the test.
final class TestServer implements TransactionUser, AutoCloseable {
  static final Authority AUTHORITY = new Authority("Test CA");
  static final TrustAnchors TRUST = TrustAnchors.of(AUTHORITY.certificate());
  private static final int SECONDS = 10;

  /// A request with the connection or address it came from.
  record Came(SipRequest request, TransactionKey key, Flow flow) {}

  private final InetAddress address = Loopback.address();
  private final Loop loop = new Loop("server");
  private final SipEndpoint endpoint;
  private final BlockingQueue<Came> requests = new LinkedBlockingQueue<>();
  private final BlockingQueue<SipResponse> responses = new LinkedBlockingQueue<>();
  private final int port;
  private volatile UnaryOperator<SipResponse> registering = ok -> ok;

  private TestServer(Transport transport, TlsPolicy policy, Function<InetAddress, TlsIdentity> own)
      throws Exception {
    var chance = RandomGenerator.of("L64X128MixRandom");
    var layer = new TransactionLayer(Timers.RFC_3261, chance);
    endpoint = new SipEndpoint(loop, layer, EndpointOptions.usual());
    endpoint.serve(this);
    var listening = endpoint.listen(listen(transport, policy, own)).get(SECONDS, TimeUnit.SECONDS);
    port = ((Listening.Open) listening).local().getPort();
  }

  static TestServer tls() throws Exception {
    return tls(TlsPolicy.modern());
  }

  static TestServer tls(TlsPolicy policy) throws Exception {
    return tls(policy, TestServer::identity);
  }

  /// One that presents another certificate for its address.
  static TestServer tls(TlsPolicy policy, Function<InetAddress, TlsIdentity> own) throws Exception {
    return new TestServer(Transport.TLS, policy, own);
  }

  /// One whose certificate is for this name of the DNS, and not for its address.
  static TestServer named(String name) throws Exception {
    return tls(TlsPolicy.modern(), _ -> identity("dns:" + name));
  }

  static TestServer udp() throws Exception {
    return new TestServer(Transport.UDP, TlsPolicy.modern(), TestServer::identity);
  }

  private Listen listen(
      Transport transport, TlsPolicy policy, Function<InetAddress, TlsIdentity> own) {
    var local = new InetSocketAddress(address, 0);
    if (transport.equals(Transport.UDP)) return new Listen.Udp(local);
    var clients = new PeerVerifier(TrustLevel.TRUSTED_CERTIFICATE, TRUST);
    var server = new Listen.TlsServer(own.apply(address), policy, ClientCertificate.NONE, clients);
    return new Listen.Tls(local, server);
  }

  /// A host certificate for an address, issued by the authority of the tests.
  static TlsIdentity identity(InetAddress address) {
    return identity("ip:" + address.getHostAddress());
  }

  private static TlsIdentity identity(String name) {
    var issued = AUTHORITY.issue(Wanted.server("test", name));
    var reading = TlsIdentity.of(List.of(issued.certificate()), issued.key());
    return ((TlsIdentity.Reading.Accepted) reading).identity();
  }

  HostPort address() {
    return HostPort.of(address.getHostAddress(), port);
  }

  /// What becomes of the 200 to each REGISTER from now on.
  void answerRegistrations(UnaryOperator<SipResponse> change) {
    registering = change;
  }

  /// Challenges each REGISTER that brings no credentials, without qop.
  void challenge(String realm) {
    registering =
        ok ->
            new SipResponse(StatusCode.UNAUTHORIZED, "Unauthorized", ok.headers())
                .with(
                    ok.headers()
                        .without(Header.CONTACT)
                        .append(
                            "WWW-Authenticate", "Digest realm=\"" + realm + "\", nonce=\"n1\""));
  }

  /// The next request of this method; others are passed over.
  Came await(Method method) throws InterruptedException {
    while (true) {
      Came came = requests.poll(SECONDS, TimeUnit.SECONDS);
      assertThat(came).as("%s within %s s", method, SECONDS).isNotNull();
      if (came.request().is(method)) return came;
    }
  }

  /// The requests that have come and were not awaited.
  List<Came> left() {
    return List.copyOf(requests);
  }

  /// Forgets the requests that have come, such as those of a unit that is closed.
  void forget() {
    requests.clear();
  }

  void answer(Came came, StatusCode status) {
    loop.post(() -> endpoint.respond(came.key(), Responses.tagged(came.request(), status, "tag")));
  }

  /// Sends a request by the way another came, and waits for no answer.
  void send(SipRequest request, Flow flow) {
    loop.post(() -> endpoint.start(request, flow));
  }

  /// The same, and waits for the final answer.
  SipResponse ask(SipRequest request, Flow flow) throws Exception {
    send(request, flow);
    return Optional.ofNullable(responses.poll(SECONDS, TimeUnit.SECONDS)).orElseThrow();
  }

  @Override
  public void request(SipRequest request, TransactionKey key, Flow flow) {
    requests.add(new Came(request, key, flow));
    if (!request.is(Method.REGISTER)) return;
    SipResponse ok = Responses.tagged(request, StatusCode.OK, "tag");
    ok = ok.with(ok.headers().appendFrom(request.headers(), Header.CONTACT));
    boolean authorized = request.headers().has(Header.AUTHORIZATION);
    endpoint.respond(key, authorized ? ok : registering.apply(ok));
  }

  @Override
  public void ack(SipRequest ack, Flow flow) {}

  @Override
  public void cancelled(TransactionKey invite, SipRequest cancel) {}

  @Override
  public void response(SipResponse response, TransactionKey key, Flow flow) {
    if (response.status().isFinal()) responses.add(response);
  }

  @Override
  public void failed(TransactionKey key, Failure failure) {}

  /// Leaves in the middle of a test.
  void goAway() {
    close();
  }

  @Override
  public void close() {
    endpoint.close();
    loop.close();
  }
}
