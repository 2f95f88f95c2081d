package ringfence.manage.event;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Sends events to a syslog receiver. Nobody waits for it: a message that finds the queue full is
/// counted as lost. A connection that fails is opened again, at first after a second, then after
/// twice as long each time, up to a minute.
public final class Syslog implements Consumer<Event>, AutoCloseable {
  private static final int MOST_WAITING = 1000;
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  /// How it goes.
  ///
  /// @param problem why it is not connected, or empty
  public record Status(
      SyslogReceiver receiver, boolean connected, long sent, long lost, String problem) {}

  /// The service that logs.
  public static final Notification.Origin NLM =
      new Notification.Origin("Nlm", 1100, "Notifications and Logging");

  /// The receiver cannot be reached any more.
  public static final Notification AWAY =
      new Notification(
          NLM,
          0x1101,
          Severity.WARNING,
          "The syslog receiver %s cannot be reached: %s.",
          "Nobody listens there, its name has no address, or its certificate is not accepted.",
          "Check the receiver and the address on the Syslog page; it is tried again by itself.");

  /// It can be reached again.
  public static final Notification BACK =
      new Notification(
          NLM,
          0x1102,
          Severity.INFO,
          "The syslog receiver %s can be reached again; %s messages were lost.",
          "The receiver was away for longer than the queue of messages lasts.",
          "Lost messages may still be in the local log.");

  public static final List<Notification> ALL = List.of(AWAY, BACK);

  // no message: wakes the sender, since the connection has ended or the log is being closed
  private static final byte[] WAKE = new byte[0];

  private final SyslogReceiver receiver;
  private final SyslogForm form;
  private final Consumer<Report> tell;
  private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread sender;
  private volatile boolean connected;
  private volatile String problem = "";

  // the sender's own
  private final Duration firstPause;
  private Duration pause;
  private byte[] unsent = WAKE;
  private long lostWhenLastSeen;

  /// Starts sending to `receiver`.
  ///
  /// @param tell hears when it cannot be reached and when it can again
  public Syslog(SyslogReceiver receiver, SyslogForm form, Consumer<Report> tell) {
    this(receiver, form, tell, Duration.ofSeconds(1));
  }

  Syslog(SyslogReceiver receiver, SyslogForm form, Consumer<Report> tell, Duration firstPause) {
    this.receiver = receiver;
    this.form = form;
    this.tell = tell;
    this.firstPause = firstPause;
    this.pause = firstPause;
    this.sender = Thread.ofVirtual().name("syslog").start(this::run);
  }

  @Override
  public void accept(Event event) {
    if (isClosing() || !waiting.offer(form.message(event))) lost.incrementAndGet();
  }

  public Status status() {
    return new Status(receiver, connected, sent.get(), lost.get(), problem);
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void run() {
    try {
      while (!delivered()) {
        if (closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) break;
        var longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
      }
    } catch (InterruptedException _) {
      // it is closed, and what still waits is lost
    }
    connected = false;
    waiting.removeIf(message -> message.length == 0);
    lost.addAndGet(waiting.size());
  }

  /// Whether everything was sent until the end; false when the connection failed.
  private boolean delivered() throws InterruptedException {
    try (SyslogWire wire = SyslogWire.open(receiver, () -> waiting.offer(WAKE))) {
      opened();
      while (!isClosing() || !waiting.isEmpty()) sendNext(wire);
      return true;
    } catch (IOException e) {
      failed(Optional.ofNullable(e.getMessage()).orElseGet(e::toString));
      return false;
    }
  }

  private void sendNext(SyslogWire wire) throws IOException, InterruptedException {
    if (unsent.length == 0) unsent = waiting.take();
    if (wire.isClosed()) throw new IOException("the receiver closed the connection");
    if (unsent.length > 0) {
      wire.send(unsent);
      sent.incrementAndGet();
      pause = firstPause;
    }
    unsent = WAKE;
  }

  private void opened() {
    boolean wasAway = !problem.isEmpty();
    connected = true;
    problem = "";
    if (wasAway) tell.accept(BACK.report(receiver, lost.get() - lostWhenLastSeen));
    lostWhenLastSeen = lost.get();
  }

  private void failed(String why) {
    boolean isNews = problem.isEmpty();
    connected = false;
    problem = why;
    if (isNews) tell.accept(AWAY.report(receiver, why));
  }

  /// Sends what waits, if that takes no longer than two seconds, and ends.
  @Override
  public void close() {
    closing.countDown();
    var _ = waiting.offer(WAKE);
    try {
      if (sender.join(FAREWELL)) return;
      sender.interrupt();
      sender.join();
    } catch (InterruptedException _) {
      sender.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
