package ringfence.trace.tls;

import java.util.Optional;
import ringfence.trace.tls.Extensions.OfferedKey;
import ringfence.trace.tls.HandshakeMessage.ClientHello;
import ringfence.trace.tls.HandshakeMessage.ServerHello;

/// By what a client asks to go on with a session of an earlier handshake, and the server does.
public enum Resumption {
  SESSION_ID("session id", "RFC 5246 7.4.1.3"),
  SESSION_TICKET("session ticket", "RFC 5077 3.4"),
  PRE_SHARED_KEY("pre_shared_key", "RFC 8446 2.2");

  private final String name;
  private final String clause;

  Resumption(String name, String clause) {
    this.name = name;
    this.clause = clause;
  }

  /// What says it in the hellos.
  @Override
  public String toString() {
    return name;
  }

  /// Where that is written.
  public String clause() {
    return clause;
  }

  /// What a client asks for. The session id of a client of TLS 1.3 may be there for others to see,
  /// and says nothing (RFC 8446 D.4).
  static Optional<Resumption> wanted(ClientHello hello) {
    if (hello.extensions().offeredKeys().stream().anyMatch(OfferedKey::isTicket)) {
      return Optional.of(PRE_SHARED_KEY);
    }
    if (!hello.extensions().ticket().isEmpty()) return Optional.of(SESSION_TICKET);
    boolean old = hello.highestVersion().compareTo(ProtocolVersion.TLS_1_3) < 0;
    return old && !hello.sessionId().isEmpty() ? Optional.of(SESSION_ID) : Optional.empty();
  }

  /// What a server agrees to; empty where a full handshake follows.
  static Optional<Resumption> agreed(ClientHello hello, ServerHello answer) {
    if (answer.isRetry()) return Optional.empty();
    if (answer.version().compareTo(ProtocolVersion.TLS_1_3) >= 0) return agreed13(hello, answer);
    // RFC 5246 7.4.1.3: the same value "indicates a resumed session"
    boolean same = !hello.sessionId().isEmpty() && hello.sessionId().equals(answer.sessionId());
    if (!same) return Optional.empty();
    // RFC 5077 3.4: beside a ticket the session id does no more than tell that it was taken
    return Optional.of(hello.extensions().ticket().isEmpty() ? SESSION_ID : SESSION_TICKET);
  }

  /// RFC 8446 4.2.11: the server selects one of the keys by its place; the session id is an echo
  /// whatever the server does (RFC 8446 4.1.3).
  private static Optional<Resumption> agreed13(ClientHello hello, ServerHello answer) {
    return answer
        .extensions()
        .selectedKey()
        .flatMap(place -> hello.extensions().offeredKeys().stream().skip(place).findFirst())
        .filter(OfferedKey::isTicket)
        .map(_ -> PRE_SHARED_KEY);
  }
}
