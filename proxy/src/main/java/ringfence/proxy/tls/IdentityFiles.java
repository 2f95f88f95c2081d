package ringfence.proxy.tls;

import java.nio.file.Path;
import ringfence.manage.certificate.CertificateFile;
import ringfence.manage.certificate.CertifiedKey;
import ringfence.transport.tls.TlsIdentity;
import ringfence.transport.tls.TrustAnchors;

/// The files that TLS is set up from, and what reading them comes to.
public final class IdentityFiles {
  private IdentityFiles() {}

  /// An identity, or why there is none.
  public sealed interface Pair {
    record Read(TlsIdentity identity) implements Pair {}

    /// They cannot be used.
    ///
    /// @param reason a sentence without a full stop that begins with the file at fault
    record Unusable(String reason) implements Pair {}
  }

  /// Authorities, or why there are none.
  public sealed interface Authorities {
    record Read(TrustAnchors anchors) implements Authorities {}

    /// They cannot be used.
    ///
    /// @param reason a sentence without a full stop that begins with the file at fault
    record Unusable(String reason) implements Authorities {}
  }

  /// Reads a certificate with its chain, and its private key.
  ///
  /// @param key may be the file of the certificate
  public static Pair pair(Path certificate, Path key) {
    return switch (CertifiedKey.load(certificate, key)) {
      case CertifiedKey.Refused refused -> new Pair.Unusable(refused.toString());
      case CertifiedKey.Loaded(var own) ->
          switch (TlsIdentity.of(own.chain(), own.key())) {
            case TlsIdentity.Reading.Rejected(var reason) ->
                new Pair.Unusable(certificate + ": " + reason);
            case TlsIdentity.Reading.Accepted(var identity) -> new Pair.Read(identity);
          };
    };
  }

  /// Reads a file of authorities.
  public static Authorities authorities(Path file) {
    return switch (CertificateFile.read(file)) {
      case CertificateFile.Unreadable(var reason) -> new Authorities.Unusable(file + ": " + reason);
      case CertificateFile.Certificates(var found) -> new Authorities.Read(new TrustAnchors(found));
    };
  }
}
