package ringfence.trace.diagnose;

import java.security.cert.X509Certificate;
import java.util.Optional;

/// A server shows another certificate than the one in its file: a renewed one was not loaded, or
/// another file is configured.
final class NotTheFile {
  private NotTheFile() {}

  static Optional<Verdict> judge(Presented presented) {
    if (presented.owner() != Party.SERVER) return Optional.empty();
    Optional<X509Certificate> file = presented.known().configured();
    Optional<X509Certificate> shown = presented.certificate();
    if (file.isEmpty() || shown.isEmpty() || file.equals(shown)) return Optional.empty();
    return Optional.of(verdict(presented, shown.get(), file.get()));
  }

  private static Verdict verdict(Presented presented, X509Certificate shown, X509Certificate file) {
    boolean renewed = file.getNotBefore().toInstant().isAfter(shown.getNotBefore().toInstant());
    String sentence =
        renewed
            ? "The server still shows an older certificate than the one in its file."
            : "The server shows another certificate than the one in its file.";
    return presented
        .verdict("tls.not-the-file", 0.95, sentence)
        .noticed("shown: " + text(shown))
        .noticed("in the file: " + text(file))
        .cure("Let the server read its files again, and see in its log whether it refused the new.")
        .at(UnitField.CERTIFICATES);
  }

  private static String text(X509Certificate each) {
    return "serial %s, valid until %s"
        .formatted(each.getSerialNumber().toString(16), each.getNotAfter().toInstant());
  }
}
