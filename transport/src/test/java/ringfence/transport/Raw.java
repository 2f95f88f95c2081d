package ringfence.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A plain socket of a peer that may misbehave.
final class Raw implements AutoCloseable {
  /// A request that is answered 200.
  static final String OPTIONS =
      """
      OPTIONS sip:b@127.0.0.1 SIP/2.0
      Via: SIP/2.0/TCP 192.0.2.9:5999;branch=z9hG4bKraw;rport
      Max-Forwards: 70
      From: <sip:a@127.0.0.1>;tag=1
      To: <sip:b@127.0.0.1>
      Call-ID: raw
      CSeq: 1 OPTIONS
      Content-Length: 0

      """;

  private static final int TIMEOUT_MILLIS = 10_000;

  final Socket socket;

  Raw(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(TIMEOUT_MILLIS);
  }

  static Raw to(InetSocketAddress address) throws IOException {
    var socket = new Socket();
    socket.connect(address, TIMEOUT_MILLIS);
    return new Raw(socket);
  }

  static Raw accept(ServerSocket server) throws IOException {
    server.setSoTimeout(TIMEOUT_MILLIS);
    return new Raw(server.accept());
  }

  Raw send(String text) throws IOException {
    socket.getOutputStream().write(End.wire(text));
    return this;
  }

  /// Everything up to and with `end`, or until the peer closes.
  String readUntil(String end) throws IOException {
    var text = new StringBuilder();
    while (text.indexOf(end) < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) break;
      text.append((char) next);
    }
    return text.toString();
  }

  /// What is left until the peer closes.
  String readToEnd() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  InetSocketAddress local() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
