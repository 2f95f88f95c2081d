package ringfence.trace.decode;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Optional;
import ringfence.mikey.PreSharedKey;
import ringfence.sdp.MediaDescription;
import ringfence.sdp.SessionDescription;
import ringfence.sip.message.SipMessage;

/// What session descriptions have said of media ports, in bounded memory: the longest unused is
/// forgotten.
final class MediaBook {
  private static final int MOST_PORTS = 65_536;
  private static final int MOST_CALLS = 16_384;

  /// A port that media is to be sent to.
  ///
  /// @param edition of the book, when this was learned
  record Port(long edition, MediaDescription line, MediaCall call) {
    boolean isUdptl() {
      return line.proto().equalsIgnoreCase("udptl");
    }

    boolean isSecure() {
      return line.proto().contains("SAVP");
    }
  }

  private final Optional<PreSharedKey> psk;
  private final LinkedHashMap<InetSocketAddress, Port> ports = new LinkedHashMap<>(64, 0.75f, true);
  private final LinkedHashMap<String, MediaCall> calls = new LinkedHashMap<>(64, 0.75f, true);

  private long edition;

  MediaBook(Optional<PreSharedKey> psk) {
    this.psk = psk;
  }

  /// Takes what a message's description says.
  void learn(SipMessage message, SessionDescription session) {
    edition++;
    MediaCall call = calls.computeIfAbsent(message.callId(), MediaCall::new);
    call.learn(session, psk);
    for (MediaDescription line : session.media()) {
      if (line.isRefused()) continue;
      session
          .connection(line)
          .flatMap(it -> literal(it.address()))
          .ifPresent(address -> enter(address, line, call));
    }
    while (calls.size() > MOST_CALLS) calls.pollFirstEntry();
    while (ports.size() > MOST_PORTS) ports.pollFirstEntry();
  }

  private void enter(InetAddress address, MediaDescription line, MediaCall call) {
    var port = new Port(edition, line, call);
    ports.put(new InetSocketAddress(address, line.rtcpPort()), port);
    ports.put(new InetSocketAddress(address, line.port()), port);
  }

  /// A name is not looked up: a capture is read without asking anybody.
  private static Optional<InetAddress> literal(String address) {
    try {
      return Optional.of(InetAddress.ofLiteral(address));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// Another number after everything that it learned.
  long edition() {
    return edition;
  }

  boolean isUdptl(InetSocketAddress address) {
    return port(address).filter(Port::isUdptl).isPresent();
  }

  Optional<Port> port(InetSocketAddress address) {
    return Optional.ofNullable(ports.get(address));
  }
}
