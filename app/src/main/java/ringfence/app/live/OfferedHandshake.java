package ringfence.app.live;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import ringfence.trace.tls.Direction;
import ringfence.trace.tls.HandshakeMessage.ServerHello;
import ringfence.trace.tls.HandshakeMessage.ServerHelloDone;
import ringfence.trace.tls.ProtocolVersion;
import ringfence.trace.tls.TlsConversation;
import ringfence.trace.tls.TlsEvent;
import ringfence.trace.tls.TlsSecrets;

/// Makes an offer and reads what answers it, as far as that goes in clear; recorded.
final class OfferedHandshake {
  private static final int MOST = 16 * 1024;
  private static final int MOST_READS = 100;

  private final LiveCapture recording = new LiveCapture();
  private final InetSocketAddress server;

  private OfferedHandshake(InetSocketAddress server) {
    this.server = server;
  }

  static LiveCapture of(TlsOffer offer, InetSocketAddress server, Duration patience) {
    var handshake = new OfferedHandshake(server);
    handshake.make(offer, (int) patience.toMillis());
    return handshake.recording;
  }

  private void make(TlsOffer offer, int millis) {
    try (var socket = new Socket();
        var secrets = new TlsSecrets()) {
      socket.connect(server, millis);
      socket.setSoTimeout(millis);
      var here = (InetSocketAddress) socket.getLocalSocketAddress();
      recording.opened(here, server);
      byte[] hello = offer.octets(new SecureRandom());
      recording.carried(here, server, hello);
      socket.getOutputStream().write(hello);
      var conversation = new TlsConversation(here, server, secrets);
      conversation.feed(Direction.FORWARD, hello);
      read(socket.getInputStream(), here, conversation);
      recording.ended(here, server);
    } catch (IOException _) {
      // nobody there, or silent: the recording has what there was
    }
  }

  /// Reads until nothing more is to be learnt.
  private void read(InputStream in, InetSocketAddress here, TlsConversation conversation)
      throws IOException {
    byte[] buffer = new byte[MOST];
    try {
      for (int reads = 0; reads < MOST_READS; reads++) {
        int count = in.read(buffer);
        if (count < 0) {
          recording.ended(server, here);
          return;
        }
        byte[] octets = Arrays.copyOf(buffer, count);
        recording.carried(server, here, octets);
        var events = conversation.feed(Direction.BACKWARD, octets);
        if (events.stream().anyMatch(OfferedHandshake::isEnough)) return;
      }
    } catch (SocketException _) {
      recording.reset(server, here);
    }
  }

  private static boolean isEnough(TlsEvent event) {
    return switch (event) {
      case TlsEvent.Handshake(_, ServerHelloDone _, _, _) -> true;
      case TlsEvent.Handshake(_, ServerHello hello, _, _) ->
          hello.version().equals(ProtocolVersion.TLS_1_3);
      case TlsEvent.Handshake _ -> false;
      case TlsEvent.AlertSent(_, var alert, _) -> alert.isFailure();
      case TlsEvent.NotTls _, TlsEvent.Malformed _, TlsEvent.Encrypted _ -> true;
      case TlsEvent.Resumed _,
          TlsEvent.ChangeCipherSpec _,
          TlsEvent.ApplicationData _,
          TlsEvent.Heartbeat _,
          TlsEvent.Lost _ ->
          false;
    };
  }
}
