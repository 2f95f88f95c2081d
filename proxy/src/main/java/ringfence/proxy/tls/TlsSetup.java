package ringfence.proxy.tls;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
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
public final class TlsSetup {
  /// RSA key transport and CBC suites of old devices, behind the legacy fence only.
  private static final List<String> LEGACY_SUITES =
      List.of(
          "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
          "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
          "TLS_RSA_WITH_AES_256_CBC_SHA",
          "TLS_RSA_WITH_AES_128_CBC_SHA");

  /// The server side of every TLS listener, or why there is none.
  public sealed interface Result {
    record Ready(TlsServer server) implements Result {}

    /// None of them can open.
    ///
    /// @param reason a sentence for a person
    record Unusable(String reason) implements Result {}
  }

  private final Settings settings;
  private final Path folder;

  public TlsSetup(Settings settings, Path folder) {
    this.settings = settings;
    this.folder = folder;
  }

  public Result read() {
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
    Path chainFile = folder.resolve(certificate);
    Path keyFile = key.isEmpty() ? chainFile : folder.resolve(key);
    return switch (IdentityFiles.pair(chainFile, keyFile)) {
      case IdentityFiles.Pair.Unusable(var reason) ->
          unusable("certificate and private_key", reason);
      case IdentityFiles.Pair.Read(var identity) -> server(identity);
    };
  }

  private Result server(TlsIdentity identity) {
    ClientCertificate wanted = wanted();
    String authorities = settings.get(ListenerSettings.CA_LIST);
    if (authorities.isEmpty()) {
      return wanted == ClientCertificate.NONE
          ? server(identity, wanted, TrustAnchors.none())
          : new Result.Unusable("client certificates are checked against ca_list: name one");
    }
    return switch (IdentityFiles.authorities(folder.resolve(authorities))) {
      case IdentityFiles.Authorities.Unusable(var reason) -> unusable("ca_list", reason);
      case IdentityFiles.Authorities.Read(var anchors) -> server(identity, wanted, anchors);
    };
  }

  private Result server(TlsIdentity identity, ClientCertificate wanted, TrustAnchors anchors) {
    var verifier = new PeerVerifier(TrustLevel.TRUSTED_CERTIFICATE, anchors);
    return new Result.Ready(new TlsServer(identity, policy(), wanted, verifier));
  }

  private static Result unusable(String setting, String reason) {
    return new Result.Unusable(setting + " cannot be used: " + reason);
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
}
