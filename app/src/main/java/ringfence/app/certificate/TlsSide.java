package ringfence.app.certificate;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import picocli.CommandLine.Option;
import ringfence.app.option.Unusable;
import ringfence.manage.certificate.CertifiedKey;
import ringfence.transport.tls.TlsIdentity;
import ringfence.transport.tls.TrustAnchors;

/// What our side of a TLS link has: whom it trusts, and what it presents.
public final class TlsSide {
  @Option(names = "--ca", description = "a file of authorities to trust; may be repeated")
  private List<Path> ca = new ArrayList<>();

  @Option(names = "--certificate", description = "what to present when the server asks")
  private Optional<Path> certificate;

  @Option(names = "--key", description = "the private key of --certificate")
  private Optional<Path> key;

  public TrustAnchors trust() throws Unusable {
    return new TrustAnchors(CertificateFiles.readAll(ca));
  }

  /// Where none is named, the public authorities that Java comes with.
  public TrustAnchors trustOrPublic() throws Unusable {
    return ca.isEmpty() ? new TrustAnchors(publicOnes()) : trust();
  }

  private static List<X509Certificate> publicOnes() {
    try {
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      return Stream.of(factory.getTrustManagers())
          .filter(X509TrustManager.class::isInstance)
          .flatMap(each -> Stream.of(((X509TrustManager) each).getAcceptedIssuers()))
          .toList();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every Java has them
    }
  }

  public Optional<TlsIdentity> identity() throws Unusable {
    if (certificate.isEmpty()) return Optional.empty();
    if (key.isEmpty()) throw new Unusable("--certificate needs --key");
    CertifiedKey own = CertificateFiles.readKey(certificate.get(), key.get());
    return switch (TlsIdentity.of(own.chain(), own.key())) {
      case TlsIdentity.Reading.Accepted(TlsIdentity identity) -> Optional.of(identity);
      case TlsIdentity.Reading.Rejected(String reason) ->
          throw new Unusable(certificate.get() + ": " + reason);
    };
  }
}
