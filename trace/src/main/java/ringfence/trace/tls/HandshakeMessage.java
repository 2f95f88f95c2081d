package ringfence.trace.tls;

import java.util.List;
import javax.security.auth.x500.X500Principal;

/// A handshake message, RFC 8446 section 4 and RFC 5246 section 7.4.
public sealed interface HandshakeMessage {
  /// TLS 1.2 and before: the server asks for a new handshake.
  record HelloRequest() implements HandshakeMessage {}

  record ClientHello(
      ProtocolVersion legacyVersion,
      Octets random,
      Octets sessionId,
      List<CipherSuite> cipherSuites,
      Extensions extensions)
      implements HandshakeMessage {
    public ClientHello {
      cipherSuites = List.copyOf(cipherSuites);
    }

    /// What it speaks at most: of `supported_versions` where that is there.
    public ProtocolVersion highestVersion() {
      return extensions.offeredVersions().stream()
          .filter(version -> !Registry.isGrease(version.code()))
          .max(ProtocolVersion::compareTo)
          .orElse(legacyVersion);
    }
  }

  /// A ServerHello, or the HelloRetryRequest that looks like one.
  record ServerHello(
      ProtocolVersion legacyVersion,
      Octets random,
      Octets sessionId,
      CipherSuite cipherSuite,
      Extensions extensions)
      implements HandshakeMessage {
    /// RFC 8446 section 4.1.3: SHA-256 of "HelloRetryRequest".
    private static final String RETRY =
        "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c";

    public ProtocolVersion version() {
      return extensions.selectedVersion().orElse(legacyVersion);
    }

    public boolean isRetry() {
      return random.hex().equals(RETRY);
    }
  }

  /// What resumes the session.
  ///
  /// @param lifetimeSeconds how long the client may use it
  record NewSessionTicket(long lifetimeSeconds, Octets ticket) implements HandshakeMessage {}

  record EndOfEarlyData() implements HandshakeMessage {}

  record EncryptedExtensions(Extensions extensions) implements HandshakeMessage {}

  /// A Certificate: the chain from the party's own certificate up.
  record CertificateMessage(List<CertificateEntry> chain) implements HandshakeMessage {
    public CertificateMessage {
      chain = List.copyOf(chain);
    }
  }

  record ServerKeyExchange(Octets body) implements HandshakeMessage {}

  /// The server asks for a certificate.
  ///
  /// @param authorities the CAs whose certificates are welcome; none means any
  record CertificateRequest(List<X500Principal> authorities, List<String> signatureAlgorithms)
      implements HandshakeMessage {
    public CertificateRequest {
      authorities = List.copyOf(authorities);
      signatureAlgorithms = List.copyOf(signatureAlgorithms);
    }
  }

  record ServerHelloDone() implements HandshakeMessage {}

  record CertificateVerify(Octets body) implements HandshakeMessage {}

  record ClientKeyExchange(Octets body) implements HandshakeMessage {}

  record Finished(Octets verifyData) implements HandshakeMessage {}

  /// A stapled OCSP response.
  record CertificateStatus(Octets response) implements HandshakeMessage {}

  /// TLS 1.3: the sender goes on with its next key.
  ///
  /// @param answerWanted whether the other party is asked to update its key too
  record KeyUpdate(boolean answerWanted) implements HandshakeMessage {}

  /// A message of a type that we do not read.
  record Other(int type, int length) implements HandshakeMessage {}

  /// A message that is not as its standard has it.
  record Malformed(int type, String reason) implements HandshakeMessage {}
}
