package ringfence.adapter.unit;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import ringfence.sip.message.HostPort;

/// Stands between a unit and its server: it notes the type of every TLS record, `> 22` a handshake
/// record of the unit, `< 21` an alert of the server. It can fall silent: from then on nothing gets
/// through, and nothing says so.
final class TlsRelay implements AutoCloseable {
  private final HostPort server;
  private final ServerSocket door;
  private final List<String> records = new CopyOnWriteArrayList<>();
  private final BlockingQueue<String> coming = new LinkedBlockingQueue<>();
  private volatile boolean silent;

  TlsRelay(HostPort server) throws IOException {
    this.server = server;
    this.door = new ServerSocket();
    door.bind(new InetSocketAddress(InetAddress.ofLiteral(server.address()), 0));
    Thread.ofVirtual().start(this::accept);
  }

  HostPort address() {
    return HostPort.of(server.address(), door.getLocalPort());
  }

  List<String> records() {
    return List.copyOf(records);
  }

  /// Waits for a record of this type; those before it are passed over.
  void await(String record) throws InterruptedException {
    String next = "";
    while (!next.equals(record)) {
      next = Optional.ofNullable(coming.poll(10, TimeUnit.SECONDS)).orElseThrow();
    }
  }

  void fallSilent() {
    silent = true;
  }

  private void accept() {
    try {
      while (true) {
        Socket unit = door.accept();
        var onward = new Socket(InetAddress.ofLiteral(server.address()), server.portOr(0));
        Thread.ofVirtual().start(() -> copy(unit, onward, "> "));
        Thread.ofVirtual().start(() -> copy(onward, unit, "< "));
      }
    } catch (IOException _) {
      // closed
    }
  }

  private void copy(Socket from, Socket to, String side) {
    try {
      var in = new DataInputStream(from.getInputStream());
      while (true) {
        byte[] header = in.readNBytes(5);
        if (header.length < 5) throw new EOFException();
        byte[] record = in.readNBytes((header[3] & 0xFF) << 8 | header[4] & 0xFF);
        records.add(side + header[0]);
        coming.add(side + header[0]);
        if (silent) continue;
        to.getOutputStream().write(header);
        to.getOutputStream().write(record);
      }
    } catch (IOException _) {
      // closed
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
