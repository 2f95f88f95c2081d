package ringfence.app.lab;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
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
import ringfence.app.capture.LiveLadders;
import ringfence.app.diagnose.ProxyLooking;
import ringfence.app.diagnose.UnitExaminer;
import ringfence.app.option.Unusable;
import ringfence.manage.access.Access;
import ringfence.manage.certificate.CertificateStore;
import ringfence.manage.event.EventLog;
import ringfence.manage.ladder.Ladders;
import ringfence.manage.service.Lifecycle;
import ringfence.manage.setting.Configuration;
import ringfence.manage.setting.Secret;
import ringfence.manage.setting.Settings;
import ringfence.manage.web.Routes;
import ringfence.manage.web.WebServer;
import ringfence.proxy.ProxySettings;
import ringfence.proxy.admin.ProxyAdmin;
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
  private final ProxyAdmin proxy;
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
    for (LabPlan.Adapter adapter : LabPlan.ADAPTERS) {
      Lookout lookout = lookout();
      Optional<Ladders> ladders = Optional.of(LiveLadders.always(lookout));
      Adapter started = startAdapter(adapter, lookout);
      adapters.add(started);
      var routes = UnitPages.routes(started, ladders);
      serve("adapter " + adapter.name(), adapter.host(), routes, started.access())
          .ifPresent(started::serveBy);
      started.start();
    }
  }

  private Optional<WebServer> serve(String whose, int host, Routes routes, Access access) {
    var address = new InetSocketAddress(plan.address(host), plan.console());
    try {
      var server = WebServer.start(address, routes, access, Set.of());
      pages.add(server);
      return Optional.of(server);
    } catch (IOException e) {
      missingPages.add("the pages of " + whose + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  /// Where the pages are: of the proxy and of the adapters.
  List<URI> pages() {
    return pages.stream().map(server -> URI.create(server.uri())).toList();
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

  private ProxyAdmin startProxy() throws Unusable {
    var lookout = new Lookout();
    Optional<Ladders> ladders = Optional.of(LiveLadders.always(lookout));
    var settings = Configuration.inMemory(proxySettings(), ProxySettings.RULES);
    Lifecycle.TakesUp log = _ -> {};
    var started = new ProxyAdmin(settings, Path.of("").toAbsolutePath(), events, log);
    started.eachStart(running -> running.show(lookout));
    started.diagnoses().by(new ProxyLooking());
    List<String> reasons = started.start();
    if (!reasons.isEmpty()) {
      started.close();
      throw new Unusable(
          "the proxy cannot start: "
              + String.join(" ", reasons)
              + " Another lab may be running; --network moves this one.");
    }
    var routes = ProxyPages.routes(started, ladders);
    var _ = serve("the proxy", LabPlan.PROXY_HOST, routes, started.access());
    return started;
  }

  private Settings proxySettings() {
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
    return settings;
  }

  private Adapter startAdapter(LabPlan.Adapter adapter, Lookout lookout)
      throws IOException, Unusable {
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
