package ringfence.adapter.gateway;

import java.util.List;
import java.util.Optional;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Kind;
import ringfence.manage.setting.Rule;
import ringfence.manage.setting.Settings;
import ringfence.manage.setting.Variable;
import ringfence.transport.ocsp.OcspRevocation;
import ringfence.transport.tls.CipherSet;
import ringfence.transport.tls.Revocation;
import ringfence.transport.tls.RevocationLevel;
import ringfence.transport.tls.TlsPolicy;
import ringfence.transport.tls.TlsVersion;
import ringfence.transport.tls.TrustAnchors;

/// The settings of the page SIP > Transport that are about TLS itself: what it may agree on, and
/// whether revocation counts. Its default is modern, not the unit's.
public interface SipTls {
  Variable<TlsVersion> VERSION =
      Variable.of("SipEp.TransportTlsVersion", versions(), TlsVersion.TLS_1_2)
          .label("TLS Version")
          .help("The lowest version accepted; below TLSv1_2 only for a device that has no better.")
          .page("SIP/Transport");
  Variable<CipherSet> CIPHER_SUITE =
      Variable.choice("SipEp.TransportTlsCipherSuite", CipherSet.MODERN)
          .label("TLS Cipher Suite")
          .help(
              "Modern has forward secrecy; CS1, CS2 and CS3 are for devices without it. No set has 3DES"
                  + " or RC4 any more.")
          .page("SIP/Transport");
  Variable<RevocationLevel> TRUST_LEVEL =
      Variable.choice("SipEp.TransportTlsCertificateTrustLevel", RevocationLevel.LOCALLY_TRUSTED)
          .label("Certificate Trust Level")
          .help("Whether the OCSP responder of the server's certificate is asked, and must answer.")
          .page("SIP/Transport");

  Declarations DECLARATIONS = Declarations.of(VERSION, CIPHER_SUITE, TRUST_LEVEL);

  /// The modern suites need TLS 1.2, so that a lower floor would be no floor.
  Rule OLD_VERSIONS_NEED_OLD_SUITES =
      settings ->
          settings.get(CIPHER_SUITE) == CipherSet.MODERN
                  && settings.get(VERSION).compareTo(TlsVersion.TLS_1_2) < 0
              ? Optional.of(
                  new Rule.Conflict(
                      VERSION.name(),
                      "TLS before 1.2 goes only with the cipher suites CS1, CS2 or CS3"))
              : Optional.empty();

  /// What a person has to know of the TLS that these settings allow; nothing of the safe one, and
  /// nothing where TLS is not used.
  static Optional<String> warning(Settings settings) {
    boolean used = settings.get(SipTransport.TLS, SipTransport.ALL);
    return used ? policy(settings).warning() : Optional.empty();
  }

  /// What the links and the secure ports may agree on.
  static TlsPolicy policy(Settings settings) {
    return TlsPolicy.of(settings.get(CIPHER_SUITE), settings.get(VERSION));
  }

  static Revocation revocation(Settings settings, TrustAnchors trust) {
    RevocationLevel level = settings.get(TRUST_LEVEL);
    return level == RevocationLevel.LOCALLY_TRUSTED
        ? Revocation.unchecked()
        : new OcspRevocation(level, trust);
  }

  private static Kind<TlsVersion> versions() {
    List<TlsVersion> floors = List.of(TlsVersion.TLS_1_0, TlsVersion.TLS_1_1, TlsVersion.TLS_1_2);
    return Kind.closed(
        floors.stream().map(SipTls::text).toList(),
        text -> floors.stream().filter(it -> text(it).equalsIgnoreCase(text)).findFirst(),
        SipTls::text);
  }

  private static String text(TlsVersion version) {
    return version.text().replace('.', '_');
  }
}
