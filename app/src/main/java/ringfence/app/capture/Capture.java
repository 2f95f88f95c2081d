package ringfence.app.capture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import ringfence.sip.message.Transport;
import ringfence.trace.capture.Carrier;
import ringfence.trace.capture.Observed;
import ringfence.trace.capture.Occasion;
import ringfence.trace.capture.Passed;
import ringfence.trace.capture.Recorder;
import ringfence.trace.capture.Triggered;
import ringfence.transport.Lookout;
import ringfence.transport.StreamTap;
import ringfence.transport.WireTap;
import ringfence.transport.WireTap.Direction;

/// A capture file that taps of a product feed: the wire's side and the trace's meet here.
public final class Capture implements Recording {
  private final Path file;
  private final Triggered traffic;
  private final Occasions occasions;
  private final Recorder recorder;
  private final boolean secrets;
  private volatile boolean ready;

  /// When to begin and to end; at once, and never, where nothing is said.
  public record Occasions(Optional<Occasion> start, Optional<Occasion> stop) {
    public static final Occasions NONE = new Occasions(Optional.empty(), Optional.empty());
  }

  /// Nothing is in it before it is told what passes.
  ///
  /// @param secrets whether those of TLS are to be in the file
  public Capture(Path file, Triggered traffic, Occasions occasions, boolean secrets) {
    this.file = file;
    this.traffic = traffic;
    this.occasions = occasions;
    this.recorder = new Recorder(traffic);
    this.secrets = secrets;
  }

  /// Records all that passes there.
  public void everything(Lookout lookout) {
    lookout.tap(this::said);
    streams(lookout);
  }

  /// Records at one of the two ends of the same media: what one sends the other receives, and once
  /// is enough.
  public void withoutReceivedMedia(Lookout lookout) {
    WireTap tap =
        seen -> {
          boolean received = seen.direction() == Direction.IN;
          if (seen.kind() == WireTap.Kind.SIP || !received) said(seen);
        };
    lookout.tap(tap);
    streams(lookout);
  }

  private void streams(Lookout lookout) {
    lookout.tapStreams(passed -> passed(passed(passed)));
    if (secrets) lookout.keyLog(line -> recorder.record(new Passed.Secrets(line)));
  }

  private void passed(Passed passed) {
    recorder.record(passed);
    look(occasion -> occasion.isMet(passed));
  }

  private void said(WireTap.Observed seen) {
    Observed it = observed(seen);
    datagram(it).ifPresent(recorder::record);
    if (seen.kind() == WireTap.Kind.SIP) look(occasion -> occasion.isMet(it));
  }

  @Override
  public void ready(boolean on) {
    boolean before = ready;
    ready = on;
    if (on && !before) look(Occasion.Ready.class::isInstance);
  }

  private void look(Predicate<Occasion> isMet) {
    if (occasions.start().filter(isMet).isPresent()) traffic.begin();
    else if (occasions.stop().filter(isMet).isPresent()) traffic.end();
  }

  /// What a tap saw at a socket, as captures have it.
  public static Passed.Timed passed(StreamTap.Passed passed) {
    var local = passed.connection().local();
    var remote = passed.connection().remote();
    return switch (passed) {
      case StreamTap.Passed.Opened(var connection, var at) ->
          connection.outgoing()
              ? new Passed.Opened(at, local, remote, true)
              : new Passed.Opened(at, remote, local, false);
      case StreamTap.Passed.Octets(_, var at, var direction, byte[] bytes) ->
          direction == Direction.OUT
              ? new Passed.Octets(at, local, remote, bytes)
              : new Passed.Octets(at, remote, local, bytes);
      case StreamTap.Passed.Closed(_, var at, var direction, boolean reset) ->
          direction == Direction.OUT
              ? new Passed.Closed(at, local, remote, reset)
              : new Passed.Closed(at, remote, local, reset);
    };
  }

  /// What was a datagram; streams are seen at their sockets.
  public static Optional<Passed.Timed> datagram(Observed it) {
    return it.carrier() == Carrier.UDP
        ? Optional.of(new Passed.Datagram(it.time(), it.source(), it.destination(), it.bytes()))
        : Optional.empty();
  }

  /// What a tap saw, as captures have it.
  public static Observed observed(WireTap.Observed seen) {
    boolean out = seen.direction() == Direction.OUT;
    var from = out ? seen.local() : seen.remote();
    var to = out ? seen.remote() : seen.local();
    return new Observed(seen.at(), carrier(seen.transport()), from, to, seen.bytes());
  }

  public static Carrier carrier(Transport transport) {
    if (transport.equals(Transport.TLS)) return Carrier.TLS;
    return transport.equals(Transport.TCP) ? Carrier.TCP : Carrier.UDP;
  }

  @Override
  public void close() throws IOException {
    try {
      recorder.close();
    } catch (IOException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }
}
