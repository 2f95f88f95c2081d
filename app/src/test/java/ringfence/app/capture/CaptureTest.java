package ringfence.app.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import ringfence.app.live.TlsServers;
import ringfence.sip.transaction.Timers;
import ringfence.sip.transaction.TransactionLayer;
import ringfence.testkit.Certificates.Wanted;
import ringfence.testkit.Clause;
import ringfence.trace.capture.CaptureItem;
import ringfence.trace.capture.Captures;
import ringfence.trace.decode.Content;
import ringfence.trace.decode.Decoder;
import ringfence.trace.decode.Knowledge;
import ringfence.trace.decode.Row;
import ringfence.trace.tls.HandshakeMessage;
import ringfence.trace.tls.TlsEvent;
import ringfence.transport.Connect;
import ringfence.transport.Connecting;
import ringfence.transport.EndpointOptions;
import ringfence.transport.Lookout;
import ringfence.transport.Loop;
import ringfence.transport.SipEndpoint;
import ringfence.transport.tls.ExpectedPeer;
import ringfence.transport.tls.PeerVerifier;
import ringfence.transport.tls.Refusal;
import ringfence.transport.tls.TlsPolicy;
import ringfence.transport.tls.TrustAnchors;
import ringfence.transport.tls.TrustLevel;

/// A capture of real links on loopback.
class CaptureTest {
  @TempDir Path folder;

  private final CompletableFuture<Boolean> asked = new CompletableFuture<>();
  private final CompletableFuture<Optional<Refusal>> answer = new CompletableFuture<>();

  @Test
  @Clause("draft-ietf-opsawg-pcapng 4.7")
  void what_waits_for_a_certificate_stands_at_its_time_and_behind_its_secrets() throws Exception {
    Path file = folder.resolve("links.pcapng");
    var loop = new Loop("test");
    var layer = new TransactionLayer(Timers.RFC_3261, new SecureRandom());
    try (var servers = new TlsServers();
        var plain = new ServerSocket(0, 1, InetAddress.getByName(TlsServers.HOST));
        Capture capture = capture(file);
        loop;
        var client = new SipEndpoint(loop, layer, EndpointOptions.usual())) {
      var lookout = new Lookout();
      capture.everything(lookout);
      lookout.over(client);
      CompletableFuture<Connecting> first = client.connect(secure(servers));
      await(asked);
      await(loop.ask(() -> true)); // what the server said has been read
      var other = (InetSocketAddress) plain.getLocalSocketAddress();
      assertThat(await(client.connect(Connect.tcp(other))))
          .isInstanceOf(Connecting.Connected.class);
      answer.complete(Optional.empty());
      assertThat(await(first)).isInstanceOf(Connecting.Connected.class);
    }
    assertThat(times(file)).hasSizeGreaterThan(8).isSorted();
    assertThat(handshake(file))
        .hasAtLeastOneElementOfType(HandshakeMessage.CertificateMessage.class)
        .hasAtLeastOneElementOfType(HandshakeMessage.Finished.class);
  }

  private static Capture capture(Path file) throws Exception {
    var options = new CaptureOptions();
    new CommandLine(options).parseArgs("--capture", file.toString());
    return options.open(true);
  }

  /// A link whose server's certificate is looked up for as long as the test wants.
  private Connect secure(TlsServers servers) {
    InetSocketAddress address =
        servers.showing(servers.authority.issue(Wanted.server("test", "ip:" + TlsServers.HOST)));
    var trust = TrustAnchors.of(servers.authority.certificate());
    var tls =
        new Connect.TlsClient(
            Optional.empty(),
            TlsPolicy.modern(),
            new PeerVerifier(TrustLevel.HOST_NAME, trust),
            new ExpectedPeer(TlsServers.HOST),
            (_, _, _) -> {
              asked.complete(true);
              return answer;
            });
    return Connect.tls(address, tls);
  }

  private static <T> T await(CompletableFuture<T> future) throws Exception {
    return future.get(10, TimeUnit.SECONDS);
  }

  private static List<Instant> times(Path file) throws Exception {
    return items(file).stream()
        .filter(CaptureItem.Frame.class::isInstance)
        .map(it -> ((CaptureItem.Frame) it).time())
        .toList();
  }

  /// The messages that could be read.
  private static List<HandshakeMessage> handshake(Path file) throws Exception {
    var decoder = new Decoder(Knowledge.none());
    List<HandshakeMessage> read = new ArrayList<>();
    for (CaptureItem item : items(file)) {
      for (Row row : decoder.read(item)) {
        if (!(row.content() instanceof Content.Tls(_, var events))) continue;
        for (TlsEvent event : events) {
          if (event instanceof TlsEvent.Handshake it) read.add(it.message());
        }
      }
    }
    return read;
  }

  private static List<CaptureItem> items(Path file) throws Exception {
    List<CaptureItem> items = new ArrayList<>();
    try (Captures in = Captures.open(List.of(file))) {
      for (var item = in.next(); item.isPresent(); item = in.next()) items.add(item.get());
    }
    return items;
  }
}
