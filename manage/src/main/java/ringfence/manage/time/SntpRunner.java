package ringfence.manage.time;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import ringfence.manage.time.NetworkTime.Names;

/// Gives an [SntpClient] its socket and a thread of its own.
final class SntpRunner implements AutoCloseable {
  /// Told what was found out.
  interface Listener {
    void synchronised(InetSocketAddress server, Duration offset);

    /// No server gave the time; `reason` has no full stop.
    void failed(String reason);
  }

  private static final InetSocketAddress NOBODY = new InetSocketAddress(0);

  private final SntpClient client;
  private final InstantSource clock;
  private final Names names;
  private final Listener listener;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("sntp").unstarted(this::run);
  private InetSocketAddress asked = NOBODY;

  SntpRunner(SntpClient client, InstantSource clock, Names names, Listener listener) {
    this.client = client;
    this.clock = clock;
    this.names = names;
    this.listener = listener;
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      do {
        perform(client.elapse(now()));
      } while (!over.await(untilNext().toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException _) {
      // closed while it waited for an answer
    }
  }

  private void perform(List<SntpClient.Output> outputs) throws InterruptedException {
    for (SntpClient.Output output : outputs) {
      switch (output) {
        case SntpClient.Output.Ask(NtpServer server) -> perform(ask(server));
        case SntpClient.Output.Synchronised(_, Duration offset) ->
            listener.synchronised(asked, offset);
        case SntpClient.Output.Failed(String reason) -> listener.failed(reason);
      }
    }
  }

  private List<SntpClient.Output> ask(NtpServer server) throws InterruptedException {
    try (var socket = new DatagramSocket()) {
      asked = new InetSocketAddress(names.address(server.host()), server.port());
      socket.connect(asked);
      byte[] question = client.question(now());
      socket.send(new DatagramPacket(question, question.length));
      return await(socket);
    } catch (UnknownHostException e) {
      return client.failed("its address is not known (" + e.getMessage() + ")", now());
    } catch (IOException e) {
      // an interrupted thread closes its socket
      if (Thread.interrupted()) throw new InterruptedException();
      return client.failed("it cannot be reached (" + e.getMessage() + ")", now());
    }
  }

  /// Until something comes that the client believes, or its patience ends.
  private List<SntpClient.Output> await(DatagramSocket socket) throws IOException {
    byte[] octets = new byte[512];
    while (true) {
      int millis = (int) untilNext().toMillis();
      if (millis == 0) return client.elapse(now());
      socket.setSoTimeout(millis);
      var packet = new DatagramPacket(octets, octets.length);
      try {
        socket.receive(packet);
        var arrived = ByteBuffer.wrap(octets, 0, packet.getLength());
        List<SntpClient.Output> outputs = client.receive(arrived, now());
        if (!outputs.isEmpty()) return outputs;
      } catch (SocketTimeoutException _) {
        // the loop sees that the time is over
      }
    }
  }

  private Duration untilNext() {
    var left = Duration.between(now(), client.deadline().orElseThrow());
    return left.isNegative() ? Duration.ZERO : left.plusMillis(1);
  }

  private Instant now() {
    return clock.instant();
  }

  /// Ends it; nothing is told afterwards.
  @Override
  public void close() {
    over.countDown();
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
