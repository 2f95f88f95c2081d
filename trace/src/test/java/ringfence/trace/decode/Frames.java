package ringfence.trace.decode;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import ringfence.trace.capture.CaptureFile;
import ringfence.trace.capture.CaptureInterface;
import ringfence.trace.capture.CaptureItem.Frame;
import ringfence.trace.capture.Carrier;
import ringfence.trace.capture.Observed;
import ringfence.trace.capture.PcapngFile;
import ringfence.trace.capture.TrafficFile;

/// Frames for a decoder: what our recorder makes of messages, and changes of them.
final class Frames {
  static final Instant T = Instant.parse("2026-01-02T12:00:00Z");
  static final CaptureInterface RAW = CaptureInterface.of(101, 1_000_000_000);

  private Frames() {}

  static Observed seen(Carrier carrier, String source, String destination, String text) {
    return seen(carrier, source, destination, text.getBytes(StandardCharsets.UTF_8));
  }

  static Observed seen(Carrier carrier, String source, String destination, byte[] octets) {
    return new Observed(T, carrier, address(source), address(destination), octets);
  }

  static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    return new InetSocketAddress(
        text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
  }

  static List<Frame> recorded(Observed... observed) {
    var out = new ByteArrayOutputStream();
    try (var file = new TrafficFile(PcapngFile.to(out, PcapngFile.LinkType.RAW))) {
      for (Observed it : observed) file.write(it);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return frames(out.toByteArray());
  }

  static List<Frame> frames(byte[] file) {
    List<Frame> frames = new ArrayList<>();
    try (var in = CaptureFile.of(new ByteArrayInputStream(file))) {
      for (var it = in.next(); it.isPresent(); it = in.next()) {
        if (it.get() instanceof Frame frame) frames.add(frame);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return frames;
  }

  /// A frame of raw IP with those octets.
  static Frame raw(long number, byte[] octets) {
    return new Frame(number, T, RAW, ByteBuffer.wrap(octets));
  }

  static byte[] octets(Frame frame) {
    byte[] octets = new byte[frame.octets().remaining()];
    frame.octets().duplicate().get(octets);
    return octets;
  }

  /// What a decoder makes of them: `1 SIP Request: …`.
  static List<String> decoded(List<Frame> frames) {
    return decoded(new Decoder(Knowledge.none()), frames);
  }

  static List<String> decoded(Decoder decoder, List<Frame> frames) {
    List<Row> rows = new ArrayList<>();
    for (Frame frame : frames) rows.addAll(decoder.read(frame));
    rows.addAll(decoder.end());
    return rows.stream()
        .map(it -> it.number() + " " + it.content().protocol() + " " + it.content().info())
        .toList();
  }
}
