package ringfence.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import ringfence.manage.setting.Settings;
import ringfence.transport.Listen.TlsServer;
import ringfence.transport.tls.ClientCertificate;
import ringfence.transport.tls.PeerVerifier;
import ringfence.transport.tls.TlsIdentity;
import ringfence.transport.tls.TlsPolicy;
import ringfence.transport.tls.TlsVersion;
import ringfence.transport.tls.TrustAnchors;
import ringfence.transport.tls.TrustLevel;

/// What the settings say about the TLS of the listeners.
final class TlsSetup {
  /// RSA key transport and CBC suites of old devices, behind the legacy fence only.
  private static final List<String> LEGACY_SUITES =
      List.of(
          "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
          "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
          "TLS_RSA_WITH_AES_256_CBC_SHA",
          "TLS_RSA_WITH_AES_128_CBC_SHA");

  /// The server side of every TLS listener, or why there is none.
  sealed interface Result {
    record Ready(TlsServer server) implements Result {}

    /// None of them can open.
    ///
    /// @param reason a sentence for a person
    record Unusable(String reason) implements Result {}
  }

  private final Settings settings;
  private final Path folder;

  TlsSetup(Settings settings, Path folder) {
    this.settings = settings;
    this.folder = folder;
  }

  Result read() {
    TlsVersion least = settings.get(ListenerSettings.TLS_MIN);
    boolean legacy = settings.get(ListenerSettings.LEGACY_TLS);
    if (least.compareTo(TlsVersion.TLS_1_2) < 0 && !legacy) {
      return new Result.Unusable(
          "tls_min = " + least.text() + " is for old devices only and needs legacy_tls = yes");
    }
    String certificate = settings.get(ListenerSettings.CERTIFICATE);
    if (certificate.isEmpty()) {
      return new Result.Unusable("a tls: listener needs certificate and private_key");
    }
    String key = settings.get(ListenerSettings.PRIVATE_KEY);
    try {
      String chainPem = text(certificate);
      String keyPem = key.isEmpty() ? chainPem : text(key);
      return switch (TlsIdentity.fromPem(chainPem, keyPem)) {
        case TlsIdentity.Reading.Rejected(var reason) ->
            new Result.Unusable("certificate and private_key cannot be used: " + reason);
        case TlsIdentity.Reading.Accepted(var identity) -> server(identity);
      };
    } catch (IOException e) {
      return new Result.Unusable("a certificate file cannot be read: " + e.getMessage());
    }
  }

  private Result server(TlsIdentity identity) throws IOException {
    ClientCertificate wanted = wanted();
    Optional<String> authorities =
        Optional.of(settings.get(ListenerSettings.CA_LIST)).filter(file -> !file.isEmpty());
    if (wanted != ClientCertificate.NONE && authorities.isEmpty()) {
      return new Result.Unusable("client certificates are checked against ca_list: name one");
    }
    try {
      TrustAnchors anchors =
          authorities.isPresent() ? anchors(authorities.get()) : TrustAnchors.none();
      var verifier = new PeerVerifier(TrustLevel.TRUSTED_CERTIFICATE, anchors);
      return new Result.Ready(new TlsServer(identity, policy(), wanted, verifier));
    } catch (CertificateException e) {
      return new Result.Unusable("ca_list cannot be used: " + e.getMessage());
    }
  }

  private ClientCertificate wanted() {
    if (settings.get(ListenerSettings.REQUIRE_CLIENT_CERTIFICATE)) return ClientCertificate.REQUIRE;
    boolean verify = settings.get(ListenerSettings.VERIFY_CLIENT);
    return verify ? ClientCertificate.REQUEST : ClientCertificate.NONE;
  }

  private TlsPolicy policy() {
    TlsVersion least = settings.get(ListenerSettings.TLS_MIN);
    if (settings.get(ListenerSettings.LEGACY_TLS)) {
      List<String> suites = new ArrayList<>(TlsPolicy.modern().suites());
      suites.addAll(LEGACY_SUITES);
      return TlsPolicy.legacy(EnumSet.range(least, TlsVersion.TLS_1_3), suites);
    }
    return least == TlsVersion.TLS_1_3 ? TlsPolicy.only(least) : TlsPolicy.modern();
  }

  private TrustAnchors anchors(String file) throws IOException, CertificateException {
    try (var in = Files.newInputStream(folder.resolve(file))) {
      return TrustAnchors.of(
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toArray(X509Certificate[]::new));
    }
  }

  private String text(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }
}
