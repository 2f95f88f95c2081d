package ringfence.trace.export;

import java.io.IOException;
import java.nio.file.Path;
import ringfence.trace.capture.CaptureItem;
import ringfence.trace.capture.Captures;
import ringfence.trace.capture.PcapngFile;
import ringfence.trace.tls.TlsSecrets;

/// A part of other captures: the chosen frames as they were captured, and the secrets of their TLS
/// connections, no others, before them. Only its owner may read it.
public final class OriginalCapture {
  private OriginalCapture() {}

  /// Copies from `captures`, which begin anew, what was chosen when they were read the first time.
  ///
  /// @param secrets with which they were read
  public static void write(Path file, Captures captures, Selection selection, TlsSecrets secrets)
      throws IOException {
    try (var copy = PcapngFile.ofCopies(file)) {
      String keyLog = secrets.keyLog(selection.clientRandoms());
      if (!keyLog.isEmpty()) copy.tlsSecrets(keyLog);
      for (var item = captures.next(); item.isPresent(); item = captures.next()) {
        if (item.get() instanceof CaptureItem.Frame frame && selection.has(frame.number())) {
          copy.copy(frame);
        }
      }
    }
  }
}
