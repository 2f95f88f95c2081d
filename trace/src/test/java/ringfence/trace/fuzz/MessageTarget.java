package ringfence.trace.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import ringfence.trace.capture.Carrier;
import ringfence.trace.capture.Observed;
import ringfence.trace.capture.PcapngFile;
import ringfence.trace.capture.TrafficFile;

/// Any octets as a SIP message with its bodies, over UDP and over TCP, as a capture has them.
public final class MessageTarget {
  private static final int MOST = 60_000;
  private static final InetSocketAddress CALLER = new InetSocketAddress("192.0.2.1", 5060);
  private static final InetSocketAddress CALLEE = new InetSocketAddress("192.0.2.2", 5060);

  private MessageTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length > MOST) return;
    var out = new ByteArrayOutputStream();
    try (var file = new TrafficFile(PcapngFile.to(out, PcapngFile.LinkType.RAW))) {
      file.write(new Observed(Instant.EPOCH, Carrier.UDP, CALLER, CALLEE, input));
      file.write(new Observed(Instant.EPOCH, Carrier.TCP, CALLEE, CALLER, input));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    CaptureTarget.fuzzerTestOneInput(out.toByteArray());
  }
}
