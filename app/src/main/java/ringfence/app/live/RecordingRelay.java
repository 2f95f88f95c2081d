package ringfence.app.live;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import ringfence.transport.tls.Refusal;

/// Stands between one connection of ours and a server, and records what passes under the addresses
/// that it has outside. The client finds it on the loopback interface, once the server has taken
/// the connection.
final class RecordingRelay implements AutoCloseable {
  private static final int MOST = 16 * 1024;

  private final LiveCapture recording;
  private final ServerSocket door;
  private final Socket server;
  private final InetSocketAddress here;
  private final InetSocketAddress there;
  private final AtomicBoolean over = new AtomicBoolean();
  private final CountDownLatch ended = new CountDownLatch(1);

  /// What opening the connection came to.
  sealed interface Opening {
    record Open(RecordingRelay relay) implements Opening {}

    /// Nobody listens, or nobody answers; the recording shows it.
    record Failed(Refusal.Cause cause) implements Opening {}

    /// The system knows no way there, which no capture shows.
    record NoWay(String reason) implements Opening {}
  }

  private RecordingRelay(LiveCapture recording, ServerSocket door, Socket server) {
    this.recording = recording;
    this.door = door;
    this.server = server;
    this.here = (InetSocketAddress) server.getLocalSocketAddress();
    this.there = (InetSocketAddress) server.getRemoteSocketAddress();
  }

  static Opening open(InetSocketAddress server, Duration patience, LiveCapture recording)
      throws IOException {
    var socket = new Socket();
    socket.setTcpNoDelay(true);
    Instant begun = Instant.now();
    try {
      socket.connect(server, (int) patience.toMillis());
    } catch (SocketTimeoutException _) {
      socket.close();
      unanswered(server, begun, recording);
      return new Opening.Failed(Refusal.Cause.TIMEOUT);
    } catch (ConnectException e) {
      socket.close();
      if (!String.valueOf(e.getMessage()).contains("refused")) return noWay(e);
      recording.refused(any(server), server);
      return new Opening.Failed(Refusal.Cause.REFUSED);
    } catch (SocketException e) {
      socket.close();
      return noWay(e);
    }
    var door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    var relay = new RecordingRelay(recording, door, socket);
    recording.opened(relay.here, relay.there);
    Thread.ofVirtual().start(relay::serve);
    return new Opening.Open(relay);
  }

  private static Opening noWay(IOException e) {
    return new Opening.NoWay(String.valueOf(e.getMessage()));
  }

  /// RFC 6298 section 2: TCP asks again after 1 s, and waits twice as long each time.
  private static void unanswered(InetSocketAddress server, Instant begun, LiveCapture recording) {
    Instant now = Instant.now();
    InetSocketAddress from = any(server);
    recording.unanswered(begun, from, server);
    Duration wait = Duration.ofSeconds(1);
    for (Instant next = begun.plus(wait); next.isBefore(now); next = next.plus(wait)) {
      recording.unanswered(next, from, server);
      wait = wait.multipliedBy(2);
    }
  }

  /// Where a connection that never was would have come from: the system does not say.
  private static InetSocketAddress any(InetSocketAddress server) {
    boolean four = server.getAddress() instanceof Inet4Address;
    return new InetSocketAddress(InetAddress.ofLiteral(four ? "0.0.0.0" : "::"), 1);
  }

  /// Where the client connects to.
  InetSocketAddress address() {
    return (InetSocketAddress) door.getLocalSocketAddress();
  }

  private void serve() {
    try (Socket client = door.accept()) {
      client.setTcpNoDelay(true);
      var back = Thread.ofVirtual().start(() -> pump(server, client, there, here));
      pump(client, server, here, there);
      back.join();
    } catch (IOException _) {
      // nobody came
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void pump(Socket from, Socket to, InetSocketAddress source, InetSocketAddress target) {
    byte[] buffer = new byte[MOST];
    try {
      InputStream in = from.getInputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        byte[] octets = Arrays.copyOf(buffer, count);
        if (!over.get()) recording.carried(source, target, octets);
        to.getOutputStream().write(octets);
      }
      if (!over.getAndSet(true)) recording.ended(source, target);
      to.shutdownOutput();
    } catch (IOException e) {
      boolean reset = String.valueOf(e.getMessage()).contains("reset");
      if (reset && !over.getAndSet(true)) recording.reset(source, target);
      closeQuietly(to);
    } finally {
      ended.countDown();
    }
  }

  /// Waits so long for the server to end the connection, or the client.
  void awaitEnd(Duration most) {
    try {
      boolean _ = ended.await(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // it is closed
    }
  }

  /// Ends the connection, as its client would.
  @Override
  public void close() throws IOException {
    if (!over.getAndSet(true)) recording.ended(here, there);
    door.close();
    server.close();
  }
}
