package ringfence.trace.tls;

import java.net.InetSocketAddress;
import java.util.Optional;
import ringfence.trace.tls.HandshakeMessage.ServerHello;
import ringfence.trace.tls.KeyLog.Label;
import ringfence.trace.tls.Premaster.Opened;

/// The master secret of a handshake of TLS 1.2 or before, or why it is not known.
final class MasterSecret {
  private static final int LENGTH = 48;

  private final RecordedHandshake handshake;
  private final InetSocketAddress server;
  private final TlsSecrets secrets;
  private Optional<TlsSecret> found = Optional.empty();
  private WhyNot why = WhyNot.handshakeLost();
  private int looked = -1;

  MasterSecret(RecordedHandshake handshake, InetSocketAddress server, TlsSecrets secrets) {
    this.handshake = handshake;
    this.server = server;
    this.secrets = secrets;
  }

  RecordedHandshake handshake() {
    return handshake;
  }

  /// Looks for it where it was not found, when there are more secrets than last time.
  Optional<TlsSecret> find() {
    if (found.isEmpty() && looked != secrets.additions()) {
      looked = secrets.additions();
      found = logged().or(this::resumed).or(this::exchanged);
      found.ifPresent(it -> secrets.found(handshake.clientRandom(), it));
    }
    found.ifPresent(this::remember);
    return found;
  }

  /// Why it was not found.
  WhyNot why() {
    return why;
  }

  private Optional<TlsSecret> logged() {
    return secrets
        .logged(Label.CLIENT_RANDOM, handshake.clientRandom())
        .or(() -> secrets.logged(Label.SESSION_ID, handshake.sessionId()));
  }

  private Optional<TlsSecret> resumed() {
    if (handshake.clientKeyExchange().isPresent()) return Optional.empty();
    why =
        handshake.isIncomplete()
            ? WhyNot.handshakeLost()
            : WhyNot.resumed(handshake.clientRandom());
    return secrets
        .sessions()
        .master(handshake.shownTicket())
        .or(() -> secrets.sessions().master(handshake.sessionId()));
  }

  private Optional<TlsSecret> exchanged() {
    if (handshake.clientKeyExchange().isEmpty()) return Optional.empty();
    return switch (Premaster.open(handshake, server, secrets)) {
      case Opened.Known(var premaster) -> fromPremaster(premaster);
      case Opened.Missing(var reason) -> {
        why = reason;
        yield Optional.empty();
      }
    };
  }

  private Optional<TlsSecret> fromPremaster(TlsSecret premaster) {
    if (handshake.parameters().isEmpty()) {
      why = WhyNot.unreadSuite(handshake.serverHello().map(ServerHello::cipherSuite).orElseThrow());
      return Optional.empty();
    }
    Prf prf = Prf.of(handshake.version(), handshake.parameters().orElseThrow());
    // RFC 7627 4: "master_secret = PRF(pre_master_secret, "extended master secret", session_hash)"
    if (handshake.has(Extensions.EXTENDED_MASTER_SECRET)) {
      byte[] hash = prf.sessionHash(handshake.hashedMessages());
      return Optional.of(prf.derive(premaster, "extended master secret", hash, LENGTH));
    }
    byte[] randoms = Octets.join(handshake.clientRandom(), handshake.serverRandom()).toArray();
    return Optional.of(prf.derive(premaster, "master secret", randoms, LENGTH));
  }

  /// For sessions that are resumed later in the capture.
  private void remember(TlsSecret master) {
    secrets.sessions().remember(handshake.sessionId(), master);
    secrets.sessions().remember(handshake.newTicket(), master);
  }
}
