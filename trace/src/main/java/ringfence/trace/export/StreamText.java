package ringfence.trace.export;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import ringfence.trace.decode.Content;
import ringfence.trace.quality.StreamQuality;

/// How the streams of a capture arrived, a line each.
public final class StreamText {
  private StreamText() {}

  public static String of(List<StreamQuality> streams, Showing showing) {
    if (streams.isEmpty()) return "No media.";
    return streams.stream().map(it -> line(it, showing)).collect(Collectors.joining("\n"));
  }

  private static String line(StreamQuality stream, Showing showing) {
    String mos =
        stream.mos().isPresent()
            ? String.format(Locale.ROOT, ", MOS %.1f", stream.mos().getAsDouble())
            : "";
    return String.format(
        Locale.ROOT,
        "%s -> %s  %s %s  %s%s, %d packets, %.1f %% lost, jitter %.1f ms%s",
        showing.address(stream.source()),
        showing.address(stream.destination()),
        stream.ssrc(),
        stream.codec(),
        stream.security() == Content.Security.CLEAR ? "RTP" : "SRTP",
        stream.security() == Content.Security.LOCKED ? " that no known key opens" : "",
        stream.packets(),
        stream.lossPercent(),
        stream.jitter().toNanos() / 1e6,
        mos);
  }
}
