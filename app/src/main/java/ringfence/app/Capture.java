package ringfence.app;

import java.io.IOException;
import java.nio.file.Path;
import ringfence.sip.message.Transport;
import ringfence.trace.capture.Carrier;
import ringfence.trace.capture.Observed;
import ringfence.trace.capture.Recorder;
import ringfence.transport.WireTap;

/// A capture file that taps of a product feed: the wire's side and the trace's meet here.
final class Capture implements AutoCloseable {
  private final Path file;
  private final Recorder recorder;

  private Capture(Path file, Recorder recorder) {
    this.file = file;
    this.recorder = recorder;
  }

  static Capture to(Path file) throws Main.Unusable {
    try {
      return new Capture(file, Recorder.to(file));
    } catch (IOException e) {
      throw new Main.Unusable(file + ": cannot be written: " + e.getMessage());
    }
  }

  /// A tap for the only observer of a wire: both ways.
  WireTap everything() {
    return this::record;
  }

  /// A tap for one of two observers at both ends of the same media: what one sends the other
  /// receives, and once is enough.
  WireTap withoutReceivedMedia() {
    return seen -> {
      boolean received = seen.direction() == WireTap.Direction.IN;
      if (seen.kind() == WireTap.Kind.SIP || !received) record(seen);
    };
  }

  private void record(WireTap.Observed seen) {
    recorder.record(observed(seen));
  }

  /// What a tap saw, as captures have it.
  static Observed observed(WireTap.Observed seen) {
    boolean out = seen.direction() == WireTap.Direction.OUT;
    var from = out ? seen.local() : seen.remote();
    var to = out ? seen.remote() : seen.local();
    return new Observed(seen.at(), carrier(seen.transport()), from, to, seen.bytes());
  }

  private static Carrier carrier(Transport transport) {
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
