package ringfence.adapter.unit;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import ringfence.adapter.gateway.GatewayPlan;
import ringfence.adapter.gateway.HostNetwork;
import ringfence.adapter.gateway.LinkStatus;
import ringfence.adapter.gateway.SipTransport;
import ringfence.adapter.host.Bni;
import ringfence.adapter.host.Cert;
import ringfence.adapter.host.CertificateTables;
import ringfence.adapter.host.ExpiryTimer;
import ringfence.adapter.host.Hoc;
import ringfence.adapter.host.HostInterfaces;
import ringfence.adapter.host.HostService;
import ringfence.adapter.host.UnitCertificates;
import ringfence.manage.admin.Command;
import ringfence.manage.certificate.CertificateStore;
import ringfence.manage.certificate.CertifiedKey;
import ringfence.manage.service.Services;
import ringfence.manage.setting.Configuration;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Settings;
import ringfence.manage.status.StatusTable;
import ringfence.sip.message.Transport;
import ringfence.transport.resolve.Locator;
import ringfence.transport.tls.TlsIdentity;
import ringfence.transport.tls.TrustAnchors;

/// What the unit makes of the host that it runs on: its time, its names, its interfaces and its
/// certificates.
public final class UnitHost implements AutoCloseable {
  static final Declarations DECLARATIONS =
      Hoc.DECLARATIONS.and(Bni.DECLARATIONS).and(Cert.DECLARATIONS);

  private final HostService service = new HostService(InstantSource.system(), new SecureRandom());
  private final CertificateStore store;
  private final HostInterfaces interfaces;
  private final UnitCertificates certificates;
  private final CertificateTables tables;
  private final ExpiryTimer expiry;

  /// @param outdated told the key of each service that runs with other certificates than there are
  UnitHost(
      UnitOptions options,
      Configuration configuration,
      CertificateStore store,
      Consumer<String> outdated) {
    this.store = store;
    this.interfaces =
        new HostInterfaces(
            configuration::inForce, () -> options.network().address(HostNetwork.UPLINK));
    var surroundings =
        new UnitCertificates.Surroundings(
            configuration, options.events(), service.clock(), outdated);
    this.certificates = UnitCertificates.of(store, store.folder(), surroundings);
    this.tables = new CertificateTables(certificates, service.clock());
    this.expiry = new ExpiryTimer(certificates::checkExpiry, Duration.ofDays(1));
  }

  void addTo(Services services) {
    services
        .addAtOnce(Scm.HOC, service)
        .addAtOnce(Scm.BNI, _ -> {})
        .addAtOnce(Scm.CERT, _ -> certificates.checkExpiry());
  }

  List<StatusTable> tables() {
    List<StatusTable> all = new ArrayList<>(service.tables());
    all.addAll(List.of(interfaces.table(), tables.hosts(), tables.others()));
    return all;
  }

  List<Command> commands() {
    return tables.commands();
  }

  /// The network as the gateways see it: TLS waits for the clock where time servers are set.
  HostNetwork network() {
    return new HostNetwork() {
      @Override
      public Optional<InetAddress> address(String networkInterface) {
        return interfaces.address(networkInterface);
      }

      @Override
      public boolean isClockReady() {
        return service.isSynchronised();
      }

      @Override
      public Locator locator() {
        return service.locator();
      }
    };
  }

  /// Every authority by which a server is checked: those installed and those `given`.
  TrustAnchors trust(TrustAnchors given, Settings inForce) {
    List<X509Certificate> all = new ArrayList<>(store.authorities());
    all.addAll(given.certificates());
    return new TrustAnchors(all, certificates.responders(inForce));
  }

  /// What SIP presents.
  Optional<TlsIdentity> identity(Settings inForce) {
    return certificates.forSip(inForce).flatMap(UnitHost::identity);
  }

  /// The server of a gateway's link as it is reached, where that is a TLS link.
  Optional<Examiner.Subject.Link> subject(
      String gateway, UnitOptions options, Settings inForce, List<LinkStatus> links) {
    if (!SipTransport.enabled(inForce).contains(Transport.TLS)) return Optional.empty();
    var identity = options.host().or(() -> identity(inForce));
    var trust = trust(options.trust(), inForce);
    var credentials = GatewayPlan.Credentials.of(inForce, trust, identity);
    return links.stream()
        .filter(link -> link.gateway().equals(gateway))
        .findFirst()
        .map(it -> new Examiner.Subject.Link(it.remoteHost(), credentials, service.locator()));
  }

  private static Optional<TlsIdentity> identity(CertifiedKey key) {
    return switch (TlsIdentity.of(key.chain(), key.key())) {
      case TlsIdentity.Reading.Accepted(TlsIdentity identity) -> Optional.of(identity);
      case TlsIdentity.Reading.Rejected _ -> Optional.empty();
    };
  }

  public HostService service() {
    return service;
  }

  public HostInterfaces interfaces() {
    return interfaces;
  }

  public UnitCertificates certificates() {
    return certificates;
  }

  public CertificateTables certificateTables() {
    return tables;
  }

  @Override
  public void close() {
    expiry.close();
    service.close();
  }
}
