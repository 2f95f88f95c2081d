package ringfence.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import ringfence.sip.message.Parsed;
import ringfence.sip.message.Responses;
import ringfence.sip.message.SipParser;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;
import ringfence.sip.transaction.Failure;
import ringfence.sip.transaction.Flow;
import ringfence.sip.transaction.Timers;
import ringfence.sip.transaction.TransactionKey;
import ringfence.sip.transaction.TransactionLayer;
import ringfence.testkit.Certificates.Authority;
import ringfence.testkit.Certificates.Issued;
import ringfence.testkit.Certificates.Wanted;
import ringfence.transport.Connect.TlsClient;
import ringfence.transport.Connecting.Connected;
import ringfence.transport.Connecting.Refused;
import ringfence.transport.Listen.TlsServer;
import ringfence.transport.tls.ClientCertificate;
import ringfence.transport.tls.ExpectedPeer;
import ringfence.transport.tls.PeerVerifier;
import ringfence.transport.tls.Refusal;
import ringfence.transport.tls.TlsIdentity;
import ringfence.transport.tls.TlsPolicy;
import ringfence.transport.tls.TrustAnchors;
import ringfence.transport.tls.TrustLevel;

/// One end of a test: an endpoint on its own loop that answers 200 to every request and notes what
/// happens.
final class End implements AutoCloseable, TransactionUser {
  static final Authority AUTHORITY = new Authority("Test CA");
  static final TrustAnchors TRUST = TrustAnchors.of(AUTHORITY.certificate());
  static final String HOST = "127.0.0.1";
  private static final int SECONDS = 10;

  final Loop loop;
  final SipEndpoint endpoint;
  final Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
  final BlockingQueue<SipRequest> requests = new LinkedBlockingQueue<>();
  final BlockingQueue<SipResponse> responses = new LinkedBlockingQueue<>();
  final BlockingQueue<Failure> failures = new LinkedBlockingQueue<>();
  final BlockingQueue<FlowFacts> opened = new LinkedBlockingQueue<>();
  final BlockingQueue<FlowEnd> ends = new LinkedBlockingQueue<>();
  final BlockingQueue<TransportEvent> events = new LinkedBlockingQueue<>();

  End() {
    this(EndpointOptions.usual());
  }

  End(EndpointOptions options) {
    loop = new Loop("test", faults::add);
    RandomGenerator chance =
        RandomGeneratorFactory.of("L64X128MixRandom").create(System.nanoTime());
    endpoint = new SipEndpoint(loop, new TransactionLayer(Timers.RFC_3261, chance), options);
    endpoint.serve(this);
    endpoint.onEvent(events::add);
  }

  static InetSocketAddress anyPort() {
    return new InetSocketAddress(HOST, 0);
  }

  InetSocketAddress listen(Listen listen) {
    return ((Listening.Open) await(endpoint.listen(listen))).local();
  }

  InetSocketAddress listenTls(TlsIdentity identity) {
    return listenTls(identity, ClientCertificate.NONE);
  }

  InetSocketAddress listenTls(TlsIdentity identity, ClientCertificate wanted) {
    return listen(new Listen.Tls(anyPort(), server(identity, wanted)));
  }

  static TlsServer server(TlsIdentity identity, ClientCertificate wanted) {
    var clients = new PeerVerifier(TrustLevel.TRUSTED_CERTIFICATE, TRUST);
    return new TlsServer(identity, TlsPolicy.modern(), wanted, clients);
  }

  static TlsClient client(TrustLevel level, String expected) {
    return new TlsClient(
        Optional.empty(),
        TlsPolicy.modern(),
        new PeerVerifier(level, TRUST),
        new ExpectedPeer(expected));
  }

  static TlsClient client(TlsIdentity own) {
    return new TlsClient(
        Optional.of(own),
        TlsPolicy.modern(),
        new PeerVerifier(TrustLevel.HOST_NAME, TRUST),
        new ExpectedPeer(HOST));
  }

  static TlsIdentity identity(String... names) {
    return identity(AUTHORITY.issue(Wanted.server("test", names)));
  }

  static TlsIdentity identity(Issued issued) {
    var reading = TlsIdentity.of(List.of(issued.certificate()), issued.key());
    return ((TlsIdentity.Reading.Accepted) reading).identity();
  }

  Flow connect(Connect connect) {
    Connecting result = await(endpoint.connect(connect));
    assertThat(result).isInstanceOf(Connected.class);
    return ((Connected) result).flow();
  }

  Refusal refused(Connect connect) {
    Connecting result = await(endpoint.connect(connect));
    assertThat(result).isInstanceOf(Refused.class);
    return ((Refused) result).why();
  }

  TransactionKey start(SipRequest request, Flow flow) {
    return await(loop.ask(() -> endpoint.start(request, flow)));
  }

  static SipRequest options(String callId) {
    return request(
        """
        OPTIONS sip:b@127.0.0.1 SIP/2.0
        Via: SIP/2.0/TCP placeholder;branch=z9hG4bKx
        Max-Forwards: 70
        From: <sip:a@127.0.0.1>;tag=1
        To: <sip:b@127.0.0.1>
        Call-ID: CALL
        CSeq: 1 OPTIONS
        Content-Length: 0

        """
            .replace("CALL", callId));
  }

  /// The request without its Via.
  private static SipRequest request(String text) {
    var parsed = (Parsed.Message) new SipParser().parse(wire(text));
    var request = (SipRequest) parsed.message();
    return request.with(request.headers().withoutFirst(ringfence.sip.message.Header.VIA));
  }

  static byte[] wire(String text) {
    return text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
  }

  static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  static <T> T next(BlockingQueue<T> queue) {
    try {
      T next = queue.poll(SECONDS, TimeUnit.SECONDS);
      assertThat(next).as("something within %s s", SECONDS).isNotNull();
      return next;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  TransportEvent next(TransportEvent.Kind kind) {
    TransportEvent event = next(events);
    while (event.kind() != kind) event = next(events);
    return event;
  }

  FlowFacts facts(Flow flow) {
    return await(loop.ask(() -> endpoint.flows().facts(flow).orElseThrow()));
  }

  int openFlows() {
    return await(loop.ask(() -> endpoint.flows().size()));
  }

  static EndpointOptions.Times times() {
    return EndpointOptions.Times.usual();
  }

  static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }

  @Override
  public void request(SipRequest request, TransactionKey key, Flow flow) {
    requests.add(request);
    if (request.callId().startsWith("throw")) throw new IllegalStateException("as asked");
    if (request.callId().startsWith("silent")) return;
    endpoint.respond(key, Responses.tagged(request, StatusCode.OK, "tag"));
  }

  @Override
  public void ack(SipRequest ack, Flow flow) {}

  @Override
  public void cancelled(TransactionKey invite, SipRequest cancel) {}

  @Override
  public void response(SipResponse response, TransactionKey key, Flow flow) {
    responses.add(response);
  }

  @Override
  public void failed(TransactionKey key, Failure failure) {
    failures.add(failure);
  }

  @Override
  public void flowOpened(Flow flow, FlowFacts facts) {
    opened.add(facts);
  }

  @Override
  public void flowClosed(Flow flow, FlowEnd end) {
    ends.add(end);
  }

  @Override
  public void close() {
    endpoint.close();
    loop.close();
  }
}
