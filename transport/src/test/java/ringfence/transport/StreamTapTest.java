package ringfence.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.transport.End.HOST;
import static ringfence.transport.End.anyPort;
import static ringfence.transport.End.next;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import ringfence.sip.transaction.Flow;
import ringfence.testkit.Clause;
import ringfence.transport.StreamTap.Passed;
import ringfence.transport.WireTap.Direction;
import ringfence.transport.tls.ExpectedPeer;
import ringfence.transport.tls.KeyLog;
import ringfence.transport.tls.PeerVerifier;
import ringfence.transport.tls.Refusal;
import ringfence.transport.tls.Revocation;
import ringfence.transport.tls.TlsEngine;
import ringfence.transport.tls.TlsPolicy;
import ringfence.transport.tls.TlsVersion;
import ringfence.transport.tls.TrustLevel;

/// What those see who look at the sockets of connections.
class StreamTapTest {
  private final LinkedBlockingQueue<Object> seen = new LinkedBlockingQueue<>();
  private final StreamTap tap = seen::add;
  private final KeyLog keys = seen::add;

  @ParameterizedTest
  @EnumSource(TlsEngine.class)
  @Clause("RFC 8446 5.1")
  void a_TLS_link_is_seen_as_the_records_that_went_over_the_wire(TlsEngine engine)
      throws IOException {
    try (var server = new End(EndpointOptions.usual().with(engine));
        var client = new End(EndpointOptions.usual().with(engine))) {
      client.endpoint.tapStreams(tap);
      Flow flow = secure(server, client);
      answered(client, flow);
      client.endpoint.close(flow, "enough");
      List<Object> all = untilClosed();
      var opened = (Passed.Opened) all.getFirst();
      assertThat(opened.connection())
          .isEqualTo(new StreamTap.Connection(true, flow.local(), flow.remote()));
      for (Direction direction : Direction.values()) {
        byte[] octets = octets(all, direction);
        assertThat(isRecords(octets)).isTrue();
        assertThat(new String(octets, StandardCharsets.ISO_8859_1)).doesNotContain("SIP/2.0");
      }
      assertThat(all.getLast())
          .isInstanceOfSatisfying(
              Passed.Closed.class,
              end -> {
                assertThat(end.direction()).isEqualTo(Direction.OUT);
                assertThat(end.reset()).isFalse();
              });
    }
  }

  @ParameterizedTest
  @CsvSource({"TLS_1_2, true", "TLS_1_2, false", "TLS_1_3, true", "TLS_1_3, false"})
  @Clause("draft-ietf-opsawg-pcapng 4.7")
  void secrets_are_told_before_what_they_open(TlsVersion version, boolean clients) {
    try (var server = new End();
        var client = new End()) {
      InetSocketAddress address = server.listenTls(End.identity("ip:" + HOST));
      lookAt(clients ? client : server);
      Flow flow = client.connect(Connect.tls(address, client(version)));
      answered(client, flow);
      client.endpoint.close(flow, "enough");
      assertInOrder(untilClosed());
    }
  }

  @Test
  @Clause("draft-ietf-opsawg-pcapng 4.7")
  void secrets_come_first_however_long_the_certificate_of_the_server_is_looked_up() {
    try (var server = new End();
        var client = new End()) {
      InetSocketAddress address = server.listenTls(End.identity("ip:" + HOST));
      lookAt(client);
      var asked = new CompletableFuture<Boolean>();
      var answer = new CompletableFuture<Optional<Refusal>>();
      Revocation slow =
          (_, _, _) -> {
            asked.complete(true);
            return answer;
          };
      var connecting =
          client.endpoint.connect(Connect.tls(address, client(TlsVersion.TLS_1_3).with(slow)));
      End.await(asked);
      // whatever was to be told of what has been read is told by now
      End.await(client.loop.ask(() -> true));
      answer.complete(Optional.empty());
      client.endpoint.close(((Connecting.Connected) End.await(connecting)).flow(), "enough");
      assertInOrder(untilClosed());
    }
  }

  @Test
  void what_we_say_in_a_handshake_is_told_when_it_is_said() throws IOException {
    try (var silent = new ServerSocket(0, 1, InetAddress.getByName(HOST));
        var client = new End()) {
      client.endpoint.tapStreams(tap);
      var address = (InetSocketAddress) silent.getLocalSocketAddress();
      var connect = Connect.tls(address, End.client(TrustLevel.HOST_NAME, HOST));
      var connecting = client.endpoint.connect(connect.within(Duration.ofMinutes(10)));
      assertThat(next(seen)).isInstanceOf(Passed.Opened.class);
      assertThat(next(seen)).isInstanceOf(Passed.Octets.class);
      assertThat(connecting).isNotDone();
    }
  }

  @Test
  void who_ceases_to_look_is_told_no_more_and_leaves_nothing_in_the_way() {
    try (var server = new End();
        var client = new End()) {
      InetSocketAddress address = server.listen(new Listen.Tcp(anyPort()));
      Flow flow = client.connect(Connect.tcp(address));
      client.endpoint.tapStreams(tap); // in the midst
      answered(client, flow);
      assertThat(next(seen)).isInstanceOf(Passed.Octets.class);
      client.endpoint.untapStreams(tap);
      answered(client, flow);
      seen.clear();
      answered(client, flow);
      assertThat(seen).isEmpty();
    }
  }

  @Test
  void a_key_log_gets_the_secrets_between_its_coming_and_its_going_alone() {
    try (var server = new End();
        var client = new End()) {
      InetSocketAddress address = server.listenTls(End.identity("ip:" + HOST));
      var connect = Connect.tls(address, End.client(TrustLevel.HOST_NAME, HOST));
      client.connect(connect);
      assertThat(seen).isEmpty();
      server.endpoint.keyLog(keys); // for a listener that is there already
      client.connect(connect);
      assertThat(next(seen)).asString().contains("_SECRET");
      server.endpoint.forget(keys);
      End.await(server.loop.ask(() -> true));
      seen.clear();
      client.connect(connect);
      assertThat(seen).isEmpty();
    }
  }

  private static Connect.TlsClient client(TlsVersion version) {
    return new Connect.TlsClient(
        Optional.empty(),
        TlsPolicy.only(version),
        new PeerVerifier(TrustLevel.HOST_NAME, End.TRUST),
        new ExpectedPeer(HOST));
  }

  private void lookAt(End end) {
    end.endpoint.tapStreams(tap);
    end.endpoint.keyLog(keys);
    End.await(end.loop.ask(() -> true));
  }

  /// In the order of time, and no ChangeCipherSpec, which stands before what is encrypted in either
  /// version, before the last of the secrets.
  private static void assertInOrder(List<Object> all) {
    var passed = all.stream().filter(Passed.class::isInstance).map(Passed.class::cast).toList();
    assertThat(passed).isSortedAccordingTo(Comparator.comparing(Passed::at));
    int secrets = all.size();
    while (secrets > 0 && !(all.get(secrets - 1) instanceof String)) secrets--;
    assertThat(secrets).isPositive();
    for (Direction direction : Direction.values()) {
      assertThat(types(octets(all.subList(0, secrets), direction))).doesNotContain(20);
      assertThat(types(octets(all, direction))).contains(20, 23);
    }
  }

  private static List<Integer> types(byte[] records) {
    List<Integer> types = new ArrayList<>();
    for (int at = 0; at + 5 <= records.length; ) {
      types.add((int) records[at]);
      at += 5 + ((records[at + 3] & 0xFF) << 8 | records[at + 4] & 0xFF);
    }
    return types;
  }

  private static Flow secure(End server, End client) {
    InetSocketAddress address = server.listenTls(End.identity("ip:" + HOST));
    return client.connect(Connect.tls(address, End.client(TrustLevel.HOST_NAME, HOST)));
  }

  private static void answered(End client, Flow flow) {
    client.start(End.options("seen"), flow);
    assertThat(next(client.responses).status().value()).isEqualTo(200);
  }

  private List<Object> untilClosed() {
    List<Object> all = new ArrayList<>();
    do {
      all.add(next(seen));
    } while (!(all.getLast() instanceof Passed.Closed));
    return all;
  }

  private static byte[] octets(List<Object> all, Direction direction) {
    var stream = new ByteArrayOutputStream();
    for (Object one : all) {
      if (one instanceof Passed.Octets it && it.direction() == direction) {
        stream.writeBytes(it.bytes());
      }
    }
    return stream.toByteArray();
  }

  /// Whether it is whole TLS records and nothing else, and application data at last.
  private static boolean isRecords(byte[] octets) {
    int at = 0;
    boolean data = false;
    while (at + 5 <= octets.length) {
      data |= octets[at] == 23;
      if (octets[at] < 20 || octets[at] > 23 || octets[at + 1] != 3) return false;
      at += 5 + ((octets[at + 3] & 0xFF) << 8 | octets[at + 4] & 0xFF);
    }
    return data && at == octets.length;
  }
}
