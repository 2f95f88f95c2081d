package ringfence.adapter.unit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import ringfence.adapter.gateway.GatewayState;
import ringfence.adapter.gateway.HostNetwork;
import ringfence.adapter.gateway.PersistentLink.Status;
import ringfence.adapter.host.Hoc;
import ringfence.manage.certificate.CertificateStore;
import ringfence.manage.event.EventLog;
import ringfence.manage.setting.Configuration;
import ringfence.manage.setting.Settings;
import ringfence.sip.message.Method;
import ringfence.sip.message.Transport;

/// A whole unit whose time comes by SNTP.
@Timeout(60)
class WaitingForTimeTest {
  private static final Duration SINCE_1900 =
      Duration.between(Instant.parse("1900-01-01T00:00:00Z"), Instant.EPOCH);

  @TempDir Path folder;

  /// The answer of a time server to a question, RFC 4330 section 6.
  private static byte[] answer(byte[] question) {
    byte[] octets = new byte[48];
    octets[0] = (byte) (4 << 3 | 4); // version 4, mode server
    octets[1] = 1; // stratum
    long now = Instant.now().plus(SINCE_1900).getEpochSecond() << 32;
    var answer = ByteBuffer.wrap(octets);
    answer.position(24).put(question, 40, 8); // "copied from the Transmit Timestamp field"
    answer.putLong(16, now).putLong(32, now).putLong(40, now);
    return octets;
  }

  @Test
  void F38_TLS_waits_for_the_time_server_and_the_link_opens_when_it_answers() throws Exception {
    try (var events = new EventLog(500, InstantSource.system());
        var time = new DatagramSocket(0, Loopback.address());
        var server = TestServer.tls()) {
      Settings settings =
          Units.settings(server.address(), Transport.TLS)
              .with(Hoc.SNTP_SOURCE, Hoc.Source.STATIC)
              .with(Hoc.SNTP_HOST, "1", text((InetSocketAddress) time.getLocalSocketAddress()));
      var network = HostNetwork.at(Loopback.address());
      var store = CertificateStore.open(folder.resolve("certificates"));
      var configuration = Configuration.inMemory(settings, UnitSettings.RULES);
      try (var adapter =
          new Adapter(Units.options(settings, network, events), configuration, store)) {
        adapter.start();
        var question = new DatagramPacket(new byte[100], 100);
        time.receive(question);
        await(() -> gateway(adapter) == GatewayState.WAITING_FOR_TIME);
        assertThat(adapter.status().links()).isEmpty();
        assertThat(server.left()).isEmpty();
        assertThat(GatewayState.WAITING_FOR_TIME).hasToString("Waiting for time synchronization");
        byte[] answer = answer(question.getData());
        time.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
        server.await(Method.REGISTER);
        await(() -> gateway(adapter) == GatewayState.READY);
        assertThat(adapter.status().links().getFirst().status()).isEqualTo(Status.UP);
      }
    }
  }

  private static GatewayState gateway(Adapter adapter) {
    return adapter.status().gateways().getFirst().state();
  }

  private static String text(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  private static void await(BooleanSupplier met) {
    while (!met.getAsBoolean()) Thread.onSpinWait();
  }
}
