package ringfence.transport;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.ImmediateExecutor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import ringfence.transport.Connect.TlsClient;
import ringfence.transport.Listen.TlsServer;
import ringfence.transport.tls.ExpectedPeer;
import ringfence.transport.tls.TlsEngine;
import ringfence.transport.tls.TlsIdentity;
import ringfence.transport.tls.TlsPolicy;
import ringfence.transport.tls.TlsVersion;

/// Makes the TLS handler of each connection: contexts that are costly are kept, peers are judged by
/// `PeerTrust`. Our own links resume nothing; a listener does where it is told to, and `TlsGate`
/// judges the certificate of a session that is taken up again as it judged it first.
final class TlsContexts {
  private static final int MOST_KEPT = 32;

  /// Where a server is judged, which may mean to wait for what others know of it.
  private static final Executor WAITING = task -> Thread.ofVirtual().start(task);

  private final TlsEngine engine;
  private final Map<ClientKey, Context> clients =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ClientKey, Context> eldest) {
          return size() > MOST_KEPT;
        }
      };
  private final SessionSecrets secrets = new SessionSecrets();

  TlsContexts(TlsEngine engine) {
    this.engine = engine;
  }

  private record ClientKey(Optional<TlsIdentity> identity, TlsPolicy policy) {}

  /// A context with the place where its handshakes are judged, and the keys of its tickets.
  record Context(SslContext ssl, PeerTrust trust, Optional<TicketKeys> tickets) {}

  /// BoringSSL where its library loads.
  static TlsEngine preferred() {
    return OpenSsl.isAvailable() ? TlsEngine.BORING_SSL : TlsEngine.JDK;
  }

  /// Where the secrets of sessions go.
  SessionSecrets secrets() {
    return secrets;
  }

  Context server(TlsServer tls) throws SSLException {
    var trust = new PeerTrust(engine);
    var chain = tls.identity().chain().toArray(X509Certificate[]::new);
    var builder =
        SslContextBuilder.forServer(tls.identity().key(), chain)
            .clientAuth(
                switch (tls.wanted()) {
                  case NONE -> ClientAuth.NONE;
                  case REQUEST -> ClientAuth.OPTIONAL;
                  case REQUIRE -> ClientAuth.REQUIRE;
                });
    builder.enableOcsp(engine == TlsEngine.BORING_SSL && tls.stapling().isUsed());
    return context(builder, tls.policy(), trust, tls.resumption());
  }

  Context client(TlsClient tls) throws SSLException {
    var key = new ClientKey(tls.identity(), tls.policy());
    Context kept = clients.get(key);
    if (kept != null) return kept;
    var builder = SslContextBuilder.forClient();
    tls.identity()
        .ifPresent(
            own -> builder.keyManager(own.key(), own.chain().toArray(X509Certificate[]::new)));
    // Asks for a stapled OCSP response; the JDK's engine does so by itself.
    builder.enableOcsp(engine == TlsEngine.BORING_SSL);
    // The name is checked by PeerVerifier, which knows the level.
    builder.endpointIdentificationAlgorithm("");
    Context made = context(builder, tls.policy(), new PeerTrust(engine), Duration.ZERO);
    clients.put(key, made);
    return made;
  }

  private Context context(
      SslContextBuilder builder, TlsPolicy policy, PeerTrust trust, Duration resumption)
      throws SSLException {
    builder
        .sslProvider(engine == TlsEngine.JDK ? SslProvider.JDK : SslProvider.OPENSSL)
        .trustManager(trust)
        .protocols(policy.versions().stream().sorted().map(TlsVersion::text).toList())
        .ciphers(policy.suites());
    if (engine == TlsEngine.BORING_SSL) builder.option(OpenSslContextOption.USE_TASKS, true);
    SslContext context = builder.build();
    context.sessionContext().setSessionTimeout(Math.max(1, (int) resumption.toSeconds()));
    secrets.of(context);
    Optional<TicketKeys> tickets =
        resumption.isZero() ? Optional.empty() : TicketKeys.of(context, resumption, Instant.now());
    return new Context(context, trust, tickets);
  }

  static SslHandler handler(Context context, ByteBufAllocator allocator, Optional<String> name) {
    SSLEngine engine = context.ssl().newEngine(allocator);
    name.ifPresent(host -> askFor(engine, host));
    return new SslHandler(engine, engine.getUseClientMode() ? WAITING : ImmediateExecutor.INSTANCE);
  }

  /// The name to ask for: a host name as configured; RFC 6066 section 3 has no place for addresses.
  static Optional<String> sni(ExpectedPeer expected) {
    String name = expected.configured();
    boolean isName = name.matches("[A-Za-z0-9-]+([.][A-Za-z0-9-]+)*") && !name.matches("[0-9.]+");
    return isName ? Optional.of(name) : Optional.empty();
  }

  private static void askFor(SSLEngine engine, String host) {
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setServerNames(List.of(new SNIHostName(host)));
    engine.setSSLParameters(parameters);
  }
}
