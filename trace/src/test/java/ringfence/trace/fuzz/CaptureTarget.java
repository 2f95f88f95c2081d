package ringfence.trace.fuzz;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import ringfence.mikey.PreSharedKey;
import ringfence.trace.capture.CaptureFile;
import ringfence.trace.decode.Decoder;
import ringfence.trace.decode.Knowledge;
import ringfence.trace.tls.TlsSecrets;

/// Any octets as a capture: it is read to its end, and every row is shown in every form. A seed is
/// a capture.
public final class CaptureTarget {
  private CaptureTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    var known = new Knowledge(Optional.of(PreSharedKey.ofText("secret")), new TlsSecrets());
    var decoder = new Decoder(known);
    var shown = new Shown();
    try (var _ = known.tls();
        var file = CaptureFile.of(new ByteArrayInputStream(input))) {
      for (var it = file.next(); it.isPresent(); it = file.next()) {
        shown.add(decoder.read(it.get()));
      }
      shown.add(decoder.end());
      shown.end();
    } catch (IOException e) {
      shown.refused(e);
    }
  }
}
