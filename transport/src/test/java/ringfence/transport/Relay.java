package ringfence.transport;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Stands between two ends of TLS, passes every record on and notes its type: `> 22` is a handshake
/// record of the client, `< 21` an alert of the server.
final class Relay implements AutoCloseable {
  private final ServerSocket door;
  private final InetSocketAddress server;
  private final List<String> records = new CopyOnWriteArrayList<>();
  private final Semaphore ended = new Semaphore(0);

  Relay(InetSocketAddress server) throws IOException {
    this.server = server;
    this.door = new ServerSocket();
    door.bind(End.anyPort());
    Thread.ofVirtual().start(this::accept);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) door.getLocalSocketAddress();
  }

  List<String> records() {
    return List.copyOf(records);
  }

  /// All records of one connection, once both ends have said their last.
  List<String> recordsToTheEnd() throws InterruptedException {
    if (!ended.tryAcquire(2, 5, TimeUnit.SECONDS)) throw new AssertionError("open: " + records);
    return records();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = door.accept();
        var onward = new Socket(server.getAddress(), server.getPort());
        Thread.ofVirtual().start(() -> copy(client, onward, "> "));
        Thread.ofVirtual().start(() -> copy(onward, client, "< "));
      }
    } catch (IOException _) {
      // closed
    }
  }

  private void copy(Socket from, Socket to, String side) {
    try {
      var in = new DataInputStream(from.getInputStream());
      var out = new DataOutputStream(to.getOutputStream());
      while (true) {
        byte[] header = in.readNBytes(5);
        if (header.length < 5) throw new EOFException();
        byte[] record = in.readNBytes((header[3] & 0xFF) << 8 | header[4] & 0xFF);
        records.add(side + header[0]);
        out.write(header);
        out.write(record);
        out.flush();
      }
    } catch (IOException _) {
      ended(to);
    }
  }

  private void ended(Socket to) {
    try {
      to.shutdownOutput();
    } catch (IOException _) {
      // closed already
    }
    ended.release();
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
