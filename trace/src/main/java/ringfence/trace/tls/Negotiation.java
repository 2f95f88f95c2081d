package ringfence.trace.tls;

import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import ringfence.trace.tls.HandshakeMessage.ClientHello;
import ringfence.trace.tls.HandshakeMessage.ServerHello;

/// What the two parties of a connection have agreed on so far, and the protection of each direction
/// that follows from it.
final class Negotiation {
  private final InetSocketAddress first;
  private final InetSocketAddress second;
  private final TlsSecrets secrets;
  private final Map<Direction, Protection> protections = new EnumMap<>(Direction.class);
  private Direction client = Direction.FORWARD;
  private Optional<MasterSecret> handshake = Optional.empty();

  Negotiation(InetSocketAddress first, InetSocketAddress second, TlsSecrets secrets) {
    this.first = first;
    this.second = second;
    this.secrets = secrets;
  }

  /// What was chosen; TLS 1.2 before that.
  ProtocolVersion version() {
    return handshake.map(each -> each.handshake().version()).orElse(ProtocolVersion.TLS_1_2);
  }

  int held() {
    return handshake.map(each -> each.handshake().held()).orElse(0);
  }

  /// Empty while the direction goes in clear.
  Optional<Protection> protection(Direction direction) {
    return Optional.ofNullable(protections.get(direction));
  }

  /// Octets are missing; a handshake that is not over may be incomplete.
  void lost() {
    handshake.ifPresent(each -> each.handshake().lost());
  }

  void note(Direction from, HandshakeReader.Whole whole, HandshakeMessage message) {
    if (message instanceof ClientHello hello) begin(from, new RecordedHandshake(hello));
    boolean answerAlone = message instanceof ServerHello && handshake.isEmpty();
    if (answerAlone) begin(from.opposite(), new RecordedHandshake());
    handshake.ifPresent(each -> each.handshake().note(from == client, whole, message));
    if (message instanceof ServerHello hello && starts13(hello)) protect13();
  }

  /// By what the handshake goes on with an earlier session, where the ServerHello that came last
  /// from a direction says so.
  Optional<Resumption> resumption(Direction from) {
    if (from == client) return Optional.empty();
    return handshake.flatMap(each -> each.handshake().resumption());
  }

  private void begin(Direction from, RecordedHandshake recorded) {
    client = from;
    InetSocketAddress server = from == Direction.FORWARD ? second : first;
    handshake = Optional.of(new MasterSecret(recorded, server, secrets));
  }

  private static boolean starts13(ServerHello hello) {
    return hello.version().equals(ProtocolVersion.TLS_1_3) && !hello.isRetry();
  }

  /// RFC 8446 4.1.3: all handshake messages after the ServerHello are encrypted.
  private void protect13() {
    RecordedHandshake recorded = handshake.orElseThrow().handshake();
    for (Direction each : Direction.values()) {
      protections.put(each, new Protection13(recorded, each == client, secrets));
    }
  }

  /// RFC 5246 7.1: "subsequent records will be protected under the newly negotiated CipherSpec and
  /// keys"
  void changeCipherSpec(Direction from) {
    if (handshake.isEmpty()) {
      protections.put(from, new Unreadable(WhyNot.noHandshake()));
      return;
    }
    RecordedHandshake recorded = handshake.get().handshake();
    // RFC 8446 D.4: in TLS 1.3 it is there for others to see, and means nothing
    boolean means13 =
        recorded.serverHello().isEmpty()
            ? recorded.offers13() && !recorded.isLost()
            : recorded.version().equals(ProtocolVersion.TLS_1_3);
    if (!means13) protections.put(from, new Protection12(handshake.get(), from == client));
  }

  /// Why a record of a direction that goes in clear, as far as is known, can only be encrypted;
  /// empty when it may well be in clear.
  Optional<WhyNot> whyEncrypted(TlsRecord record) {
    boolean clear =
        switch (record.type()) {
          case CHANGE_CIPHER_SPEC -> true;
          case ALERT -> record.fragment().length() == 2;
          case HANDSHAKE -> handshake.isPresent() || beginsHello(record.fragment());
          case APPLICATION_DATA, HEARTBEAT -> false;
        };
    if (clear) return Optional.empty();
    return Optional.of(handshake.isPresent() ? whyNoKeys() : WhyNot.noHandshake());
  }

  private static boolean beginsHello(Octets fragment) {
    return !fragment.isEmpty() && fragment.cursor().u8() <= HandshakeParser.SERVER_HELLO;
  }

  private WhyNot whyNoKeys() {
    boolean early = !handshake.orElseThrow().handshake().isLost();
    return early ? WhyNot.earlyData() : WhyNot.handshakeLost();
  }
}
