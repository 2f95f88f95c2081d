package ringfence.trace.hep;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import ringfence.manage.setting.Secret;
import ringfence.trace.capture.Observed;

/// Sends what a tap saw to a capture server. Any thread may call it, and never waits: a thread of
/// its own sends, and what comes while the queue is full, or while the server is away, is counted
/// as lost.
public final class HepSender implements AutoCloseable {
  private static final int MOST_WAITING = 16_384;
  private static final int PAUSE_SECONDS = 5;
  private static final int CONNECT_MILLIS = 5000;

  /// How packets travel.
  public enum Transport {
    UDP,
    TCP
  }

  /// Where to and as whom.
  ///
  /// @param agent the number by which the server knows us
  /// @param key what the server asks for; empty for none
  /// @param secrets whether what proves passwords, and keys of media, go along
  public record Plan(
      InetSocketAddress server, Transport transport, int agent, Secret key, boolean secrets) {}

  /// A way out.
  private interface Way extends AutoCloseable {
    void send(byte[] packet) throws IOException;

    @Override
    void close() throws IOException;
  }

  private final Plan plan;
  private final BlockingQueue<Observed> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private final Thread sender;
  private volatile boolean closing;

  public HepSender(Plan plan) {
    this.plan = plan;
    this.sender = Thread.ofPlatform().daemon().name("hep").start(this::run);
  }

  /// Sends it when its turn comes.
  public void send(Observed observed) {
    if (closing || !waiting.offer(observed)) lost.incrementAndGet();
  }

  public long sent() {
    return sent.get();
  }

  public long lost() {
    return lost.get();
  }

  private void run() {
    try {
      while (!closing) {
        try (Way way = way()) {
          sendAll(way);
        } catch (IOException _) {
          lost.addAndGet(1L + waiting.size());
          waiting.clear();
          TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
        }
      }
    } catch (InterruptedException _) {
      lost.addAndGet(waiting.size());
    }
  }

  private void sendAll(Way way) throws IOException, InterruptedException {
    while (!closing || !waiting.isEmpty()) {
      Observed next = waiting.take();
      byte[] shown = plan.secrets() ? next.bytes() : Secrets.hidden(next.bytes());
      byte[] packet = plan.key().use(key -> HepPacket.of(next, plan.agent(), key, shown));
      if (packet.length == 0) {
        lost.incrementAndGet();
        continue;
      }
      way.send(packet);
      sent.incrementAndGet();
    }
  }

  private Way way() throws IOException {
    return plan.transport() == Transport.UDP ? datagrams() : connection();
  }

  private Way datagrams() throws IOException {
    var socket = new DatagramSocket();
    return new Way() {
      @Override
      public void send(byte[] packet) throws IOException {
        socket.send(new DatagramPacket(packet, packet.length, plan.server()));
      }

      @Override
      public void close() {
        socket.close();
      }
    };
  }

  private Way connection() throws IOException {
    var socket = new Socket();
    socket.connect(plan.server(), CONNECT_MILLIS);
    return new Way() {
      @Override
      public void send(byte[] packet) throws IOException {
        socket.getOutputStream().write(packet);
      }

      @Override
      public void close() throws IOException {
        socket.close();
      }
    };
  }

  /// Ends it; what still waits is lost.
  @Override
  public void close() {
    closing = true;
    sender.interrupt();
    try {
      sender.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
