package ringfence.trace.tls;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import ringfence.testkit.Certificates.Authority;
import ringfence.testkit.Certificates.Wanted;

/// A handshake between two TLS engines of the JDK, in memory, with what either sent.
final class EnginePair {
  /// What one engine gave to be sent.
  record Flight(Direction direction, Octets octets) {}

  final Authority authority = new Authority("Engine CA");
  private final SSLEngine client;
  private final SSLEngine server;
  private final List<Flight> flights = new ArrayList<>();

  EnginePair(String version) throws GeneralSecurityException, java.io.IOException {
    var context = context();
    client = context.createSSLEngine("proxy.example.com", 5061);
    client.setUseClientMode(true);
    client.setEnabledProtocols(new String[] {version});
    var parameters = client.getSSLParameters();
    parameters.setServerNames(List.of(new SNIHostName("proxy.example.com")));
    parameters.setApplicationProtocols(new String[] {"sip/2"});
    client.setSSLParameters(parameters);
    server = context.createSSLEngine();
    server.setUseClientMode(false);
    server.setNeedClientAuth(true);
    var answering = server.getSSLParameters();
    answering.setApplicationProtocols(new String[] {"sip/2"});
    server.setSSLParameters(answering);
  }

  private SSLContext context() throws GeneralSecurityException, java.io.IOException {
    var issued = authority.issue(Wanted.server("proxy.example.com", "dns:proxy.example.com"));
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("ca", authority.certificate());
    var chain = new X509Certificate[] {issued.certificate(), authority.certificate()};
    store.setKeyEntry("own", issued.key(), new char[0], chain);
    var keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, new char[0]);
    var trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  /// All that is sent until both are done.
  List<Flight> run() throws SSLException {
    var toServer = ByteBuffer.allocate(1 << 17);
    var toClient = ByteBuffer.allocate(1 << 17);
    for (int round = 0; round < 20; round++) {
      send(client, Direction.FORWARD, toServer);
      receive(server, toServer);
      send(server, Direction.BACKWARD, toClient);
      receive(client, toClient);
    }
    return List.copyOf(flights);
  }

  private void send(SSLEngine from, Direction direction, ByteBuffer wire) throws SSLException {
    var out = ByteBuffer.allocate(1 << 15);
    SSLEngineResult result = from.wrap(ByteBuffer.allocate(0), out);
    run(from);
    if (result.bytesProduced() == 0) return;
    out.flip();
    byte[] sent = new byte[out.remaining()];
    out.get(sent);
    wire.put(sent);
    flights.add(new Flight(direction, Octets.of(sent)));
  }

  private static void receive(SSLEngine to, ByteBuffer wire) throws SSLException {
    wire.flip();
    var plain = ByteBuffer.allocate(1 << 15);
    SSLEngineResult result;
    do {
      result = to.unwrap(wire, plain);
      run(to);
    } while (result.bytesConsumed() > 0 && wire.hasRemaining());
    wire.compact();
  }

  private static void run(SSLEngine engine) {
    for (var task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
      task.run();
    }
  }
}
