package ringfence.app;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import ringfence.adapter.gateway.HostNetwork;
import ringfence.adapter.unit.Unit;
import ringfence.adapter.unit.UnitIdentity;
import ringfence.adapter.unit.UnitOptions;
import ringfence.adapter.unit.UnitSettings;
import ringfence.adapter.unit.UnitStatus;
import ringfence.app.lab.LabCertificates;
import ringfence.app.option.Unusable;
import ringfence.manage.event.EventLog;
import ringfence.manage.service.Lifecycle;
import ringfence.manage.setting.Configuration;
import ringfence.manage.setting.Secret;
import ringfence.manage.setting.Settings;
import ringfence.proxy.ProxyServer;
import ringfence.proxy.ProxySettings;
import ringfence.proxy.admin.ProxyAdmin;
import ringfence.proxy.tls.ListenAddress;
import ringfence.proxy.tls.ListenerSettings;
import ringfence.proxy.users.UserSettings;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.Transport;
import ringfence.transport.Lookout;
import ringfence.transport.WireTap;
import ringfence.transport.tls.TrustAnchors;

/// A TLS proxy for the users 100 and 101 and units of theirs, on a loopback network of its own.
public final class Office implements AutoCloseable {
  public static final String PASSWORD = "secret";

  public final String network = Loopback.network();
  public final EventLog events = new EventLog(500, InstantSource.system());
  private final Path folder;
  private final LabCertificates certificates;

  private Office(Path folder) throws IOException, Unusable {
    this.folder = folder;
    this.certificates = LabCertificates.in(folder, network + ".11");
  }

  public static Office in(Path folder) throws IOException, Unusable {
    return new Office(folder);
  }

  public HostPort server() {
    return HostPort.of(network + ".11", 5062);
  }

  public TrustAnchors trust() {
    return TrustAnchors.of(certificates.authority());
  }

  public ProxyServer proxy() {
    return proxy(proxySettings());
  }

  public ProxyServer proxy(Settings settings) {
    return switch (ProxyServer.start(settings, folder, events)) {
      case ProxyServer.Starting.Running(ProxyServer running) -> running;
      case ProxyServer.Starting.NotStarted(var reasons) -> throw new AssertionError(reasons);
    };
  }

  /// A proxy as its command runs it, with its pages.
  public ProxyAdmin admin(Settings settings) {
    var configuration = Configuration.inMemory(settings, ProxySettings.RULES);
    var proxy = new ProxyAdmin(configuration, folder, events, (Lifecycle.TakesUp) _ -> {});
    var refusals = proxy.start();
    if (!refusals.isEmpty()) throw new AssertionError(refusals);
    return proxy;
  }

  public Settings proxySettings() {
    return ProxySettings.defaults()
        .with(
            ListenerSettings.LISTEN,
            List.of(new ListenAddress(Transport.TLS, server().address(), 5062)))
        .with(ListenerSettings.CERTIFICATE, certificates.proxyCertificate().toString())
        .with(ListenerSettings.PRIVATE_KEY, certificates.proxyKey().toString())
        .with(ListenerSettings.DATA, folder.resolve("data").toString())
        .with(UserSettings.PASSWORD, "100", Secret.of(PASSWORD))
        .with(UserSettings.PASSWORD, "101", Secret.of(PASSWORD));
  }

  /// Of a unit at the proxy.
  public Settings unitSettings() {
    return UnitSettings.server(UnitSettings.defaults(), server(), Transport.TLS);
  }

  public Unit unit(String user, int host, Settings settings, WireTap... taps) {
    return Unit.start(options(host, line(settings, user, PASSWORD), trust(), taps));
  }

  /// With a user who registers at its first line.
  public static Settings line(Settings settings, String user, String password) {
    return UnitSettings.line(settings, user, Secret.of(password), true);
  }

  public UnitOptions options(int host, Settings settings, TrustAnchors trust, WireTap... taps) {
    return new UnitOptions(
        UnitIdentity.TA7102I,
        HostNetwork.at(InetAddress.ofLiteral(network + "." + host)),
        settings,
        trust,
        Optional.empty(),
        events,
        new Lookout(taps),
        new SecureRandom());
  }

  public static UnitStatus await(Unit unit, Predicate<UnitStatus> wanted) {
    return unit.when(wanted).orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    events.close();
  }
}
