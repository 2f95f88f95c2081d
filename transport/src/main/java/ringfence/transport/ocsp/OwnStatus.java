package ringfence.transport.ocsp;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import ringfence.transport.tls.TlsIdentity;

/// Asks the responder of a certificate of our own for what a server staples to its handshakes, RFC
/// 6066 section 8. Its callers wait.
public final class OwnStatus implements AutoCloseable {
  private final Responder responder = new Responder(Duration.ofSeconds(5));

  /// What a responder said of a certificate: that it is good.
  public static final class Answer {
    private final byte[] octets;
    private final Instant at;
    private final Instant until;

    Answer(byte[] octets, Instant at, Instant until) {
      this.octets = octets.clone();
      this.at = at;
      this.until = until;
    }

    public byte[] octets() {
      return octets.clone();
    }

    /// When it is no longer to be believed.
    public Instant until() {
      return until;
    }

    /// When it is time to ask again.
    public Instant halfTime() {
      return at.plus(Duration.between(at, until).dividedBy(2));
    }
  }

  /// Why nobody can be asked about a certificate, or nothing when somebody can.
  public static Optional<String> hindrance(TlsIdentity own) {
    if (Responder.of(own.certificate()).isEmpty()) {
      return Optional.of("the certificate names no responder");
    }
    return own.chain().size() < 2
        ? Optional.of("the certificate of the issuer does not follow it in its file")
        : Optional.empty();
  }

  /// Empty where nobody can be asked, or where no good answer came: a bad one is not ours to
  /// spread, and clients ask for themselves then.
  public Optional<Answer> ask(TlsIdentity own, Instant now) {
    if (hindrance(own).isPresent()) return Optional.empty();
    URI address = Responder.of(own.certificate()).orElseThrow();
    return ask(new Asked(own.certificate(), own.chain().get(1)), address, now);
  }

  Optional<Answer> ask(Asked asked, URI address, Instant now) {
    try {
      byte[] octets = responder.ask(address, asked.request());
      return OcspResponse.read(octets, asked, now) instanceof CertificateStatus.Good(var until)
          ? Optional.of(new Answer(octets, now, until))
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    responder.close();
  }
}
