package ringfence.trace.tls;

import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// What the two parties have agreed on so far, and from it the protection of each direction.
final class Negotiation {
  private final Map<Direction, InetSocketAddress> senders = new EnumMap<>(Direction.class);
  private final Map<Direction, Protection> protections = new EnumMap<>(Direction.class);
  private final TlsSecrets secrets;
  private final ProtocolVersion version = ProtocolVersion.TLS_1_2;
  private final boolean begun = false;
  private boolean lost;

  Negotiation(InetSocketAddress first, InetSocketAddress second, TlsSecrets secrets) {
    senders.put(Direction.FORWARD, first);
    senders.put(Direction.BACKWARD, second);
    this.secrets = secrets;
  }

  /// What was chosen; TLS 1.2 before that.
  ProtocolVersion version() {
    return version;
  }

  /// Empty while the direction goes in clear.
  Optional<Protection> protection(Direction direction) {
    return Optional.ofNullable(protections.get(direction));
  }

  /// Octets are missing; a handshake that is not over may be incomplete.
  void lost() {
    lost = true;
  }

  void changeCipherSpec(Direction direction) {}

  void note(Direction direction, HandshakeReader.Whole whole, HandshakeMessage message) {}

  /// Why a record that no known key protects cannot be in clear; empty when it can.
  Optional<WhyNot> whyEncrypted(TlsRecord record) {
    boolean clear =
        switch (record.type()) {
          case CHANGE_CIPHER_SPEC -> true;
          case ALERT -> record.fragment().length() == 2;
          case HANDSHAKE -> begun || record.fragment().cursor().u8() <= 2;
          case APPLICATION_DATA, HEARTBEAT -> false;
        };
    if (clear) return Optional.empty();
    return Optional.of(lost && begun ? WhyNot.handshakeLost() : WhyNot.noHandshake());
  }
}
