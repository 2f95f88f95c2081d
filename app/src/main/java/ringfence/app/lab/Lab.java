package ringfence.app.lab;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ringfence.adapter.call.MediaSecurity;
import ringfence.adapter.gateway.HostNetwork;
import ringfence.adapter.pages.UnitPages;
import ringfence.adapter.unit.Adapter;
import ringfence.adapter.unit.Unit;
import ringfence.adapter.unit.UnitIdentity;
import ringfence.adapter.unit.UnitOptions;
import ringfence.adapter.unit.UnitSettings;
import ringfence.app.diagnose.UnitExaminer;
import ringfence.app.option.Unusable;
import ringfence.manage.certificate.CertificateStore;
import ringfence.manage.event.EventLog;
import ringfence.manage.setting.Configuration;
import ringfence.manage.setting.Secret;
import ringfence.manage.setting.Settings;
import ringfence.manage.web.Routes;
import ringfence.manage.web.WebServer;
import ringfence.proxy.ProxyServer;
import ringfence.proxy.ProxySettings;
import ringfence.proxy.pages.ProxyPages;
import ringfence.proxy.tls.ListenAddress;
import ringfence.proxy.tls.ListenerSettings;
import ringfence.proxy.users.UserSettings;
import ringfence.transport.Lookout;
import ringfence.transport.tls.TrustAnchors;

/// The lab, running: a proxy and two adapters on loopback, wired as the seed's picture shows.
public final class Lab implements AutoCloseable {
  private final Timeline timeline = new Timeline();
  private final LabPlan plan;
  private final EventLog events = new EventLog(1000, InstantSource.system());
  private final SecureRandom chance = new SecureRandom();
  private final String password = HexFormat.of().formatHex(chance.generateSeed(12));
  private final Secret freshKey =
      Secret.of("0x" + HexFormat.of().formatHex(chance.generateSeed(16)));
  private final ObservedCall callersView = new ObservedCall();
  private final LabCertificates certificates;
  private final ProxyServer proxy;
  private final List<Adapter> adapters = new ArrayList<>();
  private final List<WebServer> pages = new ArrayList<>();
  private final List<Closeable> senders = new ArrayList<>();
  private final List<String> missingPages = new ArrayList<>();

  private Lab(LabPlan plan) throws IOException, Unusable {
    this.plan = plan;
    timeline.mark("main");
    this.certificates = LabCertificates.in(plan.data(), plan.proxyAddress().getHostAddress());
    timeline.mark("certificates");
    this.proxy = startProxy();
    timeline.mark("proxy");
    serve("the proxy", plan.proxyAddress(), ProxyPages.routes(proxy, events));
    for (LabPlan.Adapter adapter : LabPlan.ADAPTERS) {
      Adapter started = startAdapter(adapter);
      adapters.add(started);
      serve(adapter, started);
      started.start();
    }
  }

  private void serve(LabPlan.Adapter adapter, Adapter started) {
    var address = new InetSocketAddress(plan.address(adapter.host()), plan.console());
    try {
      var server = WebServer.start(address, UnitPages.routes(started), started.access(), Set.of());
      pages.add(server);
      started.serveBy(server);
    } catch (IOException e) {
      missingPages.add("the pages of adapter " + adapter.name() + ": " + e.getMessage());
    }
  }

  private void serve(String whose, InetAddress address, Routes routes) {
    try {
      pages.add(WebServer.start(new InetSocketAddress(address, plan.console()), routes));
    } catch (IOException e) {
      missingPages.add("the pages of " + whose + ": " + e.getMessage());
    }
  }

  /// Why somebody's pages are not there, a sentence each; empty when all are.
  List<String> missingPages() {
    return missingPages;
  }

  public static Lab start(LabPlan plan) throws IOException, Unusable {
    return new Lab(plan);
  }

  Timeline timeline() {
    return timeline;
  }

  public EventLog events() {
    return events;
  }

  ProxyServer proxy() {
    return proxy;
  }

  public List<Adapter> adapters() {
    return List.copyOf(adapters);
  }

  Unit caller() {
    return units().getFirst();
  }

  Unit callee() {
    return units().getLast();
  }

  public List<Unit> units() {
    return adapters.stream().map(adapter -> adapter.unit().orElseThrow()).toList();
  }

  ObservedCall callersView() {
    return callersView;
  }

  /// The Ready lights are on.
  void ready() {
    plan.capture().ifPresent(capture -> capture.ready(true));
  }

  private ProxyServer startProxy() throws Unusable {
    var listen =
        new ListenAddress(
            plan.transport(), plan.proxyAddress().getHostAddress(), LabPlan.PROXY_PORT);
    Settings settings =
        ProxySettings.defaults()
            .with(ListenerSettings.LISTEN, List.of(listen))
            .with(ListenerSettings.CERTIFICATE, certificates.proxyCertificate().toString())
            .with(ListenerSettings.PRIVATE_KEY, certificates.proxyKey().toString());
    for (LabPlan.Adapter adapter : LabPlan.ADAPTERS) {
      settings = settings.with(UserSettings.PASSWORD, adapter.user(), Secret.of(password));
    }
    return switch (ProxyServer.start(settings, Path.of("").toAbsolutePath(), events)) {
      case ProxyServer.Starting.Running(ProxyServer running) -> running;
      case ProxyServer.Starting.NotStarted(List<String> reasons) ->
          throw new Unusable(
              "the proxy cannot start: "
                  + String.join(" ", reasons)
                  + " Another lab may be running; --network moves this one.");
    };
  }

  private Adapter startAdapter(LabPlan.Adapter adapter) throws IOException, Unusable {
    Lookout lookout = lookout();
    Settings settings = settings(adapter);
    var options =
        new UnitOptions(
            UnitIdentity.TA7102I,
            HostNetwork.at(plan.address(adapter.host())),
            settings,
            TrustAnchors.of(certificates.authority()),
            Optional.empty(),
            events,
            lookout,
            chance);
    var started =
        new Adapter(
            options,
            Configuration.inMemory(settings, UnitSettings.RULES),
            CertificateStore.open(plan.data().resolve("adapter-" + adapter.name())));
    started.diagnoses().by(UnitExaminer.over(lookout));
    return started;
  }

  private Settings settings(LabPlan.Adapter adapter) {
    Settings settings =
        UnitSettings.server(
                UnitSettings.gateway(UnitSettings.defaults(), LabPlan.GATEWAY),
                plan.proxy(),
                plan.transport())
            .with(MediaSecurity.RTP_MODE, plan.mode())
            .with(MediaSecurity.KEY_MANAGEMENT, plan.keys())
            .with(MediaSecurity.PRE_SHARED_KEY, plan.preSharedKey().orElse(freshKey))
            .with(MediaSecurity.SUITE, plan.suite());
    return UnitSettings.line(settings, adapter.user(), Secret.of(password), true);
  }

  /// Those who look on at the next adapter.
  private Lookout lookout() throws Unusable {
    var lookout = new Lookout();
    if (adapters.isEmpty()) lookout.tap(callersView);
    plan.capture().ifPresent(file -> file.withoutReceivedMedia(lookout));
    senders.add(plan.hep().start(lookout));
    if (adapters.isEmpty()) plan.lesson().ifPresent(lesson -> lesson.listen(lookout));
    return lookout;
  }

  @Override
  public void close() throws IOException {
    pages.forEach(WebServer::close);
    adapters.forEach(Adapter::close);
    proxy.close();
    for (Closeable sender : senders) sender.close();
    if (plan.capture().isPresent()) plan.capture().get().close();
    events.close();
  }
}
