package ringfence.transport.ocsp;

import java.time.Instant;

/// What is known of a certificate's revocation, RFC 6960 section 2.2.
sealed interface CertificateStatus {
  /// Not revoked.
  ///
  /// @param until when the responder will know more
  record Good(Instant until) implements CertificateStatus {}

  /// Revoked for good.
  record Revoked(Instant at, Instant until) implements CertificateStatus {}

  /// Not known.
  ///
  /// @param reason a sentence for a person
  record Unknown(String reason) implements CertificateStatus {}
}
