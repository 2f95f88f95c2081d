package ringfence.manage.event;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/// Sends events to a syslog receiver over UDP in the unit's form, RFC 3164 with facility LOCAL7:
/// `<190>syslog: SipEngine [0571] [OpenSIPS] Establishing TLS persistent connections.` As the unit
/// does, it leaves the time and the host's name to the receiver (RFC 3164 section 4.3.3).
public final class Syslog implements Consumer<Event>, AutoCloseable {
  /// The port when a setting names none.
  public static final int PORT = 514;

  private static final int LOCAL7 = 23;
  // RFC 3164 4.1: "The total length of the packet MUST be 1024 bytes or less"
  private static final int MOST_BYTES = 1024;

  private final InetSocketAddress receiver;
  private final Severity least;
  private final DatagramSocket socket;

  /// Sends what is at least so severe; throws when there is no socket to be had.
  public Syslog(InetSocketAddress receiver, Severity least) {
    this.receiver = receiver;
    this.least = least;
    try {
      this.socket = new DatagramSocket();
    } catch (SocketException e) {
      throw new UncheckedIOException("no socket for syslog", e);
    }
  }

  @Override
  public void accept(Event event) {
    if (!event.severity().isAtLeast(least)) return;
    byte[] packet = packet(event);
    try {
      socket.send(new DatagramPacket(packet, packet.length, receiver));
    } catch (IOException _) {
      // a receiver that is away loses lines and stops nothing
    }
  }

  /// The datagram for an event.
  static byte[] packet(Event event) {
    int priority = LOCAL7 * 8 + event.severity().syslog();
    String line = "<" + priority + ">syslog: " + event + event.fieldText();
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= MOST_BYTES ? bytes : Arrays.copyOf(bytes, MOST_BYTES);
  }

  @Override
  public void close() {
    socket.close();
  }
}
