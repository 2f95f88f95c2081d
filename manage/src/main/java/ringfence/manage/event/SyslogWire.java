package ringfence.manage.event;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLSocket;
import ringfence.manage.certificate.TrustContext;

/// An open way to a syslog receiver.
interface SyslogWire extends Closeable {
  int CONNECT_MILLIS = 10_000;

  void send(byte[] message) throws IOException;

  /// Whether the receiver has closed it.
  default boolean isClosed() {
    return false;
  }

  /// Waits for the connection, if it takes one.
  ///
  /// @param onEnd called when the receiver closes it
  static SyslogWire open(SyslogReceiver receiver, Runnable onEnd) throws IOException {
    return switch (receiver.transport()) {
      case SyslogReceiver.Transport.Udp _ -> new Datagrams(receiver);
      case SyslogReceiver.Transport.Tcp _ -> new Stream(connect(receiver), onEnd);
      case SyslogReceiver.Transport.Tls(List<X509Certificate> authorities) ->
          new Stream(secured(connect(receiver), receiver, authorities), onEnd);
    };
  }

  private static Socket connect(SyslogReceiver receiver) throws IOException {
    var socket = new Socket();
    try {
      socket.connect(address(receiver), CONNECT_MILLIS);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static InetSocketAddress address(SyslogReceiver receiver) throws UnknownHostException {
    var address = new InetSocketAddress(receiver.host(), receiver.portToUse());
    if (address.isUnresolved()) {
      throw new UnknownHostException("there is no address for " + receiver.host());
    }
    return address;
  }

  private static Socket secured(
      Socket plain, SyslogReceiver receiver, List<X509Certificate> authorities) throws IOException {
    try {
      var secure =
          (SSLSocket)
              TrustContext.of(authorities)
                  .getSocketFactory()
                  .createSocket(plain, receiver.host(), receiver.portToUse(), true);
      var parameters = secure.getSSLParameters();
      // RFC 5425 5.2: "Implementations MUST support matching the locally configured host name
      // against a dNSName in the subjectAltName extension field"
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
      secure.setSSLParameters(parameters);
      secure.setSoTimeout(CONNECT_MILLIS);
      secure.startHandshake();
      secure.setSoTimeout(0);
      return secure;
    } catch (IOException e) {
      plain.close();
      throw e;
    }
  }

  /// RFC 5426: one message a datagram. The name is looked up for each, so that a receiver may move.
  final class Datagrams implements SyslogWire {
    private final SyslogReceiver receiver;
    private final DatagramSocket socket;

    Datagrams(SyslogReceiver receiver) throws IOException {
      this.receiver = receiver;
      address(receiver);
      this.socket = new DatagramSocket();
    }

    @Override
    public void send(byte[] message) throws IOException {
      socket.send(new DatagramPacket(message, message.length, address(receiver)));
    }

    @Override
    public void close() {
      socket.close();
    }
  }

  /// RFC 6587 3.4.1 and RFC 5425 4.3: "SYSLOG-FRAME = MSG-LEN SP SYSLOG-MSG".
  final class Stream implements SyslogWire {
    private final Socket socket;
    private final OutputStream out;
    private final Runnable onEnd;
    private volatile boolean closed;

    Stream(Socket socket, Runnable onEnd) throws IOException {
      this.socket = socket;
      this.out = socket.getOutputStream();
      this.onEnd = onEnd;
      Thread.ofVirtual().name("syslog end").start(this::awaitEnd);
    }

    /// A receiver says nothing; what can be read is its end, which a write would notice too late.
    private void awaitEnd() {
      try {
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
      } catch (IOException _) {
        // an end as well
      }
      closed = true;
      onEnd.run();
    }

    @Override
    public void send(byte[] message) throws IOException {
      byte[] length = (message.length + " ").getBytes(StandardCharsets.US_ASCII);
      byte[] frame = new byte[length.length + message.length];
      System.arraycopy(length, 0, frame, 0, length.length);
      System.arraycopy(message, 0, frame, length.length, message.length);
      out.write(frame);
      out.flush();
    }

    @Override
    public boolean isClosed() {
      return closed;
    }

    /// RFC 5425 4.4: "It MUST send a TLS close_notify alert before closing the connection."
    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
