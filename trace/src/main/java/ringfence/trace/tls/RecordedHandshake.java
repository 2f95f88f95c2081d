package ringfence.trace.tls;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import ringfence.trace.tls.HandshakeMessage.CertificateMessage;
import ringfence.trace.tls.HandshakeMessage.ClientHello;
import ringfence.trace.tls.HandshakeMessage.ClientKeyExchange;
import ringfence.trace.tls.HandshakeMessage.NewSessionTicket;
import ringfence.trace.tls.HandshakeMessage.ServerHello;

/// One handshake, from its ClientHello on, as far as it was recorded.
final class RecordedHandshake {
  /// A longer one is not hashed; chains of certificates are a few thousand octets.
  private static final int MOST_HASHED = 1 << 19;

  private final Optional<ClientHello> clientHello;
  private final ByteArrayOutputStream messages = new ByteArrayOutputStream();
  private Optional<ServerHello> serverHello = Optional.empty();
  private Optional<CertificateEntry> serverCertificate = Optional.empty();
  private Optional<ClientKeyExchange> clientKeyExchange = Optional.empty();
  private Octets newTicket = Octets.NONE;
  private boolean lost;

  RecordedHandshake(ClientHello hello) {
    this.clientHello = Optional.of(hello);
  }

  /// One whose ClientHello is not in the capture.
  RecordedHandshake() {
    this.clientHello = Optional.empty();
    this.lost = true;
  }

  /// The next message of either party.
  void note(boolean fromClient, HandshakeReader.Whole whole, HandshakeMessage message) {
    // RFC 7627 3: "up to and including the ClientKeyExchange message"
    if (clientKeyExchange.isEmpty() && messages.size() < MOST_HASHED) {
      messages.writeBytes(whole.octets().toArray());
    }
    switch (message) {
      case ServerHello hello -> serverHello = Optional.of(hello);
      case CertificateMessage(var chain) when !fromClient ->
          serverCertificate = chain.stream().findFirst();
      case ClientKeyExchange exchange -> clientKeyExchange = Optional.of(exchange);
      case NewSessionTicket(_, var ticket) -> newTicket = ticket;
      default -> {} // the others say nothing about keys
    }
  }

  int held() {
    return messages.size();
  }

  /// Octets are missing.
  void lost() {
    lost = true;
  }

  boolean isLost() {
    return lost;
  }

  boolean isIncomplete() {
    return lost || clientHello.isEmpty() || serverHello.isEmpty();
  }

  boolean offers13() {
    return clientHello
        .map(hello -> hello.highestVersion().compareTo(ProtocolVersion.TLS_1_3) >= 0)
        .orElse(false);
  }

  Optional<ServerHello> serverHello() {
    return serverHello;
  }

  /// What was chosen; TLS 1.2 before that.
  ProtocolVersion version() {
    return serverHello.map(ServerHello::version).orElse(ProtocolVersion.TLS_1_2);
  }

  /// What the suite says; empty where there is none, or none that is read.
  Optional<SuiteParameters> parameters() {
    return serverHello.flatMap(hello -> SuiteParameters.of(hello.cipherSuite()));
  }

  Octets clientRandom() {
    return clientHello.map(ClientHello::random).orElse(Octets.NONE);
  }

  Octets serverRandom() {
    return serverHello.map(ServerHello::random).orElse(Octets.NONE);
  }

  Octets sessionId() {
    return serverHello.map(ServerHello::sessionId).orElse(Octets.NONE);
  }

  /// By what it goes on with an earlier session; empty where it is a full one, or the ClientHello
  /// is not in the capture.
  Optional<Resumption> resumption() {
    return clientHello.flatMap(hello -> serverHello.flatMap(it -> Resumption.agreed(hello, it)));
  }

  /// The ticket that the client showed.
  Octets shownTicket() {
    return clientHello.map(hello -> hello.extensions().ticket()).orElse(Octets.NONE);
  }

  /// The ticket that the server gave.
  Octets newTicket() {
    return newTicket;
  }

  /// The server's own certificate.
  Optional<CertificateEntry> serverCertificate() {
    return serverCertificate;
  }

  Optional<ClientKeyExchange> clientKeyExchange() {
    return clientKeyExchange;
  }

  boolean has(int extension) {
    return serverHello.map(hello -> hello.extensions().has(extension)).orElse(false);
  }

  /// The messages that RFC 7627 hashes.
  byte[] hashedMessages() {
    return messages.toByteArray();
  }
}
