package ringfence.trace.decode;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import ringfence.mikey.PreSharedKey;
import ringfence.sdp.MediaDescription;
import ringfence.sdp.RtpMap;
import ringfence.sdp.SessionDescription;
import ringfence.sip.message.SipMessage;

/// What session descriptions have said of media ports, in bounded memory: the longest unused is
/// forgotten.
final class MediaBook {
  private static final int MOST_PORTS = 65_536;
  private static final int MOST_CALLS = 16_384;
  private static final long MOST_HELD = 48L << 20;
  private static final int MOST_MAPS = 16;
  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_ID = 1024;

  /// A port that media is to be sent to.
  ///
  /// @param edition of the book, when this was learned
  /// @param maps what payload types mean there
  record Port(long edition, Transport transport, List<RtpMap> maps, MediaCall call) {
    static Port of(long edition, MediaDescription line, MediaCall call) {
      List<RtpMap> maps =
          line.rtpMaps().stream()
              .filter(it -> it.encodingName().length() <= LONGEST_NAME)
              .limit(MOST_MAPS)
              .toList();
      return new Port(edition, Transport.of(line.proto()), maps, call);
    }
  }

  /// What is sent there.
  enum Transport {
    RTP,
    SRTP,
    UDPTL;

    static Transport of(String proto) {
      if (proto.equalsIgnoreCase("udptl")) return UDPTL;
      return proto.contains("SAVP") ? SRTP : RTP;
    }
  }

  private final Optional<PreSharedKey> psk;
  private final LinkedHashMap<InetSocketAddress, Port> ports = new LinkedHashMap<>(64, 0.75f, true);
  private final LinkedHashMap<String, MediaCall> calls = new LinkedHashMap<>(64, 0.75f, true);

  private long edition;
  private long held;

  MediaBook(Optional<PreSharedKey> psk) {
    this.psk = psk;
  }

  /// Takes what a message's description says.
  void learn(SipMessage message, SessionDescription session) {
    if (message.callId().length() > LONGEST_ID) return;
    edition++;
    MediaCall call = calls.computeIfAbsent(message.callId(), this::begun);
    held -= call.held();
    call.learn(session, psk);
    held += call.held();
    for (MediaDescription line : session.media()) {
      if (line.isRefused()) continue;
      session
          .connection(line)
          .flatMap(it -> literal(it.address()))
          .ifPresent(address -> enter(address, line, call));
    }
    while (calls.size() > MOST_CALLS || (held > MOST_HELD && calls.size() > 1)) forgetCall();
    while (ports.size() > MOST_PORTS) ports.pollFirstEntry();
  }

  private MediaCall begun(String callId) {
    var call = new MediaCall(callId);
    held += call.held();
    return call;
  }

  private void forgetCall() {
    MediaCall gone = calls.pollFirstEntry().getValue();
    held -= gone.held();
    gone.forget();
  }

  private void enter(InetAddress address, MediaDescription line, MediaCall call) {
    var port = Port.of(edition, line, call);
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
    return port(address).filter(it -> it.transport() == Transport.UDPTL).isPresent();
  }

  Optional<Port> port(InetSocketAddress address) {
    return Optional.ofNullable(ports.get(address));
  }
}
