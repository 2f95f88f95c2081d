package ringfence.manage.time;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// A time server on loopback whose clock is ahead of ours.
final class TimeServer implements AutoCloseable {
  final BlockingQueue<NtpPacket> questions = new LinkedBlockingQueue<>();
  private final DatagramSocket socket;
  private final Duration ahead;

  TimeServer(Duration ahead) throws SocketException {
    this.ahead = ahead;
    this.socket = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0));
    Thread.ofVirtual().start(this::serve);
  }

  NtpServer name() {
    return new NtpServer("127.0.0.1", socket.getLocalPort());
  }

  private void serve() {
    byte[] octets = new byte[100];
    try {
      while (true) {
        var packet = new DatagramPacket(octets, octets.length);
        socket.receive(packet);
        var read = NtpPacket.read(ByteBuffer.wrap(octets, 0, packet.getLength())).orElseThrow();
        questions.add(read);
        byte[] answer = answer(read).octets();
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      }
    } catch (IOException _) {
      // closed
    }
  }

  private NtpPacket answer(NtpPacket question) {
    long time = NtpTimestamp.of(Instant.now().plus(ahead));
    return new NtpPacket(
        0, 4, NtpPacket.SERVER, 1, NtpPacket.Clock.NONE, 0, time, question.transmit(), time, time);
  }

  @Override
  public void close() {
    socket.close();
  }
}
