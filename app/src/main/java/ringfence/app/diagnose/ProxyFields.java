package ringfence.app.diagnose;

import java.util.Map;
import java.util.Optional;
import ringfence.manage.diagnosis.SettingField;
import ringfence.manage.setting.Declaration;
import ringfence.proxy.peer.PeerSettings;
import ringfence.proxy.registrar.RegistrarSettings;
import ringfence.proxy.routing.RoutingSettings;
import ringfence.proxy.tls.ListenerSettings;
import ringfence.proxy.tls.OutgoingSettings;
import ringfence.proxy.users.UserSettings;
import ringfence.trace.diagnose.Verdict;

/// Where a verdict is cured on the pages of the proxy.
public final class ProxyFields {
  static final Map<String, Declaration<?>> BY_VERDICT =
      Map.ofEntries(
          Map.entry("dns.name-unknown", PeerSettings.ADDRESS),
          Map.entry("ip.no-route", PeerSettings.ADDRESS),
          Map.entry("tcp.refused", PeerSettings.ADDRESS),
          Map.entry("tcp.no-answer", PeerSettings.ADDRESS),
          Map.entry("tls.plain-port", PeerSettings.ADDRESS),
          Map.entry("tls.wrong-name", PeerSettings.IDENTITY),
          Map.entry("tls.address-for-name", PeerSettings.IDENTITY),
          Map.entry("tls.wildcard", OutgoingSettings.ALLOW_WILDCARD_CERTIFICATES),
          Map.entry("tls.unknown-ca", OutgoingSettings.SERVER_CA_LIST),
          Map.entry("tls.self-signed", OutgoingSettings.SERVER_CA_LIST),
          Map.entry("tls.client-certificate-missing", OutgoingSettings.CLIENT_CERTIFICATE),
          Map.entry("tls.client-certificate-unacceptable", OutgoingSettings.CLIENT_CERTIFICATE),
          Map.entry("tls.version", ListenerSettings.TLS_MIN),
          Map.entry("tls.no-common-suite", ListenerSettings.LEGACY_TLS),
          Map.entry("tls.rsa-key-transport-only", ListenerSettings.LEGACY_TLS),
          Map.entry("tls.not-the-file", ListenerSettings.CERTIFICATE),
          Map.entry("tls.expired", ListenerSettings.CERTIFICATE),
          Map.entry("tls.plain-sip", ListenerSettings.LISTEN),
          Map.entry("sip.challenge-loop", UserSettings.PASSWORD),
          Map.entry("sip.contact-without-transport", RoutingSettings.STRICT_TRANSPORT),
          Map.entry("sip.interval-too-brief", RegistrarSettings.MIN_EXPIRES),
          Map.entry("sip.flow-failed", RegistrarSettings.FLOW_TIMER),
          Map.entry("sip.idle-timer", ListenerSettings.KEEPALIVE_INTERVAL));

  /// Those that are cured elsewhere where the other side opened the link.
  static final Map<String, Declaration<?>> OF_CLIENTS =
      Map.of(
          "tls.unknown-ca", ListenerSettings.CERTIFICATE,
          "tls.client-certificate-missing", ListenerSettings.REQUIRE_CLIENT_CERTIFICATE,
          "tls.client-certificate-unacceptable", ListenerSettings.CA_LIST);

  private ProxyFields() {}

  static Optional<SettingField> of(Verdict verdict) {
    return Optional.ofNullable(BY_VERDICT.get(verdict.id())).map(ProxyFields::field);
  }

  /// The same of a link that the other side opened.
  static Optional<SettingField> ofClient(Verdict verdict) {
    return Optional.ofNullable(OF_CLIENTS.get(verdict.id()))
        .map(ProxyFields::field)
        .or(() -> of(verdict));
  }

  static SettingField field(Declaration<?> setting) {
    return new SettingField(setting.page(), setting.name());
  }
}
