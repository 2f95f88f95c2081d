package ringfence.trace.export;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import ringfence.trace.decode.Content;
import ringfence.trace.decode.Row;
import ringfence.trace.tls.HandshakeWords;
import ringfence.trace.tls.TlsEvent;

/// The TLS handshakes of a capture field by field, for whoever asks why one failed: versions and
/// suites offered and chosen, extensions, certificates, alerts, and why what is encrypted could not
/// be read.
public final class HandshakeText {
  private HandshakeText() {}

  /// The lines of a row; none where it says nothing of a handshake.
  public static List<String> lines(Row row) {
    if (!(row.content() instanceof Content.Tls tls)) return List.of();
    List<String> lines = new ArrayList<>();
    for (TlsEvent event : tls.events()) {
      if (event instanceof TlsEvent.ApplicationData) continue;
      if (event instanceof TlsEvent.Resumed(_, var by)) {
        lines.add("    resumes a session by: " + by + " (" + by.clause() + ")");
        lines.add("    certificates: none are sent, see the handshake that made the session");
        continue;
      }
      lines.add("  " + event.info());
      if (event instanceof TlsEvent.Handshake handshake) {
        HandshakeWords.fields(handshake.message()).forEach(field -> lines.add("    " + field));
      }
    }
    if (!lines.isEmpty()) lines.addFirst(heading(row, tls));
    return lines;
  }

  private static String heading(Row row, Content.Tls tls) {
    return "%d  %s  %s > %s  %s"
        .formatted(
            row.number(), row.time(), end(row.source()), end(row.destination()), tls.version());
  }

  private static String end(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }
}
