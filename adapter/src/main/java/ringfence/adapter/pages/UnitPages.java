package ringfence.adapter.pages;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ringfence.adapter.call.LineSecurity;
import ringfence.adapter.endpoint.EpAdm;
import ringfence.adapter.unit.Adapter;
import ringfence.adapter.unit.CallTable;
import ringfence.adapter.unit.PotsTables;
import ringfence.adapter.unit.Scm;
import ringfence.adapter.unit.UnitIdentity;
import ringfence.adapter.unit.UnitStatus;
import ringfence.adapter.unit.UnitTables;
import ringfence.manage.access.Role;
import ringfence.manage.admin.Command;
import ringfence.manage.ladder.LadderPage;
import ringfence.manage.ladder.Ladders;
import ringfence.manage.rest.Operation;
import ringfence.manage.rest.Rest;
import ringfence.manage.status.Cell;
import ringfence.manage.status.StatusTable;
import ringfence.manage.status.Tone;
import ringfence.manage.web.AccessPage;
import ringfence.manage.web.Form;
import ringfence.manage.web.Light;
import ringfence.manage.web.Page;
import ringfence.manage.web.Part;
import ringfence.manage.web.Routes;
import ringfence.manage.web.Site;
import ringfence.manage.web.Web;

/// The unit's pages that show status, and its phones over HTTP.
public final class UnitPages {
  static final String LINES = "/telephony/lines";

  private final Adapter adapter;
  private final UnitIdentity identity;
  private final ScriptPages scripts;
  private final Optional<Ladders> ladders;

  private UnitPages(Adapter adapter, Optional<Ladders> ladders) {
    this.adapter = adapter;
    this.ladders = ladders;
    this.identity = adapter.identity();
    this.scripts =
        new ScriptPages(adapter.administration(), adapter.upkeep().backup(), identity.mac());
  }

  /// Everything a unit answers; its pages change by themselves.
  ///
  /// @param ladders what draws them, where somebody does
  public static Routes routes(Adapter adapter, Optional<Ladders> ladders) {
    var pages = new UnitPages(adapter, ladders);
    var site =
        Site.of(
                adapter.identity().product(),
                adapter.administration(),
                pages.all().toArray(Page[]::new))
            .access(adapter.access())
            .light(pages::ready)
            .light(pages::inUse);
    adapter.watch(site::changed);
    var routes = PhonePanel.files(new Routes().site(site));
    List<Operation> operations = new ArrayList<>(PhoneRoutes.OPERATIONS);
    operations.addAll(ScriptPages.OPERATIONS);
    ladders.ifPresent(it -> operations.add(LadderPage.addTo(routes, site, it)));
    Rest.add(routes, site, adapter.events(), operations);
    new PhoneRoutes(adapter).add(routes);
    return pages.scripts.add(routes);
  }

  /// In the order of the menu.
  private List<Page> all() {
    List<Page> all = new ArrayList<>();
    all.add(Page.of("System", "Information", this::information));
    all.add(services());
    all.add(LogPages.syslog(adapter.upkeep().logging()));
    all.add(endpoints());
    all.add(HelpPage.page());
    all.addAll(NetworkPages.of(adapter.host().service(), adapter.host().interfaces()));
    all.addAll(PotsPages.of(table(PotsTables.LINES)));
    all.addAll(sip());
    all.add(TelephonyPages.codecs(this::codecs));
    all.add(TelephonyPages.dtmfMaps());
    all.add(TelephonyPages.services());
    all.add(lines());
    ladders.ifPresent(it -> all.add(LadderPage.of(it, "Telephony")));
    all.addAll(RouterPages.of(adapter.administration()));
    all.addAll(
        new CertificatePages(adapter.host().certificates(), adapter.host().certificateTables())
            .all());
    all.add(scripts.scripts(adapter.upkeep().scripts()));
    all.add(scripts.backups());
    all.add(AccessPage.of(adapter.access()));
    adapter.disclosures().ifPresent(it -> all.add(it.page()));
    all.add(CliPages.cli(adapter.upkeep().ssh()));
    all.add(Page.of("Management", "Web").form("Web", Web.HTTP_MODE, Web.SECURE_SERVER_PORT));
    all.add(Page.of("Reboot", "Reboot").commands(command("Scm.Reboot")).least(Role.USER));
    return all;
  }

  private List<Page> sip() {
    return SipPages.of(
        adapter.sipTables(),
        adapter.diagnoses(),
        command("SipEp.RegistrationRefresh"),
        adapter.configuration()::stored);
  }

  private Page services() {
    return Page.of("System", "Services")
        .status(table(UnitTables.SYSTEM_SERVICES), table(UnitTables.USER_SERVICES))
        .commands(command("Scm.RestartRequiredServices"))
        .form(Form.of("Startup", Scm.STARTUP_TYPE).rowLabel("Service"));
  }

  private Page endpoints() {
    return Page.of("System", "Endpoints")
        .status(table("EpAdm.UnitStatus"))
        .commands(command("EpAdm.Lock"), command("EpAdm.ForceLock"), command("EpAdm.Unlock"))
        .status(table("EpAdm.EndpointStatus"))
        .form(Form.of("Administration", EpAdm.INITIAL_STATE).rowLabel("Endpoint"));
  }

  private StatusTable table(String name) {
    return adapter.administration().table(name).orElseThrow();
  }

  private Command command(String name) {
    return adapter.administration().command(name).orElseThrow();
  }

  private UnitStatus status() {
    return adapter.status();
  }

  private Light ready() {
    return switch (status().readyLed()) {
      case ON -> new Light("Ready", Light.State.ON, "Every line can be used.");
      case OFF -> new Light("Ready", Light.State.OFF, "No line can be used.");
      case BLINKING -> new Light("Ready", Light.State.BLINKING, "Some lines can be used.");
    };
  }

  private Light inUse() {
    boolean busy = status().lines().stream().anyMatch(line -> !line.state().equals("Idle"));
    return busy
        ? new Light("In Use", Light.State.ON, "A line rings or its receiver is off the hook.")
        : new Light("In Use", Light.State.OFF, "No line is in use.");
  }

  private List<Part> information() {
    Light ready = ready();
    return List.of(
        Part.Facts.of("Unit")
            .fact("Product", identity.product())
            .fact("Version", identity.version())
            .fact("Profile", identity.profile())
            .fact("MAC address", identity.mac())
            .fact("System time", time())
            .fact("Uptime", uptime(adapter.uptime()))
            .fact("Ready light", ready.state() + ": " + ready.meaning()));
  }

  private String time() {
    var host = adapter.host().service();
    Instant now = host.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(now.atZone(host.zone(now)));
  }

  /// `D:HH:MM:SS`, as the unit writes it.
  private static String uptime(Duration uptime) {
    return "%d:%02d:%02d:%02d"
        .formatted(
            uptime.toDays(), uptime.toHoursPart(), uptime.toMinutesPart(), uptime.toSecondsPart());
  }

  private List<Part> codecs() {
    var table =
        Part.StatusTable.of(
            "Security Status",
            "Endpoint",
            "Endpoint Specific",
            "Mode",
            "Key Management Protocol",
            "Encryption",
            "Suite",
            "Pre-Shared Key");
    for (UnitStatus.Line line : status().lines()) table = row(table, line.endpoint());
    return List.of(table);
  }

  private Part.StatusTable row(Part.StatusTable table, String endpoint) {
    var security = LineSecurity.of(adapter.configuration().inForce(), endpoint);
    return table.row(
        Cell.of(endpoint),
        Cell.of(security.specific() ? "Yes" : "No"),
        Cell.of(security.mode().toString()),
        Cell.of(security.keys().toString()),
        Cell.of(security.encryption().toString()),
        Cell.of(security.suite().toString()),
        security.isKeyPublic()
            ? new Cell("from the factory: everybody can know it", Tone.BAD)
            : Cell.of(security.preSharedKey().isEmpty() ? "not needed" : "set"));
  }

  private Page lines() {
    return Page.of("Telephony", "Lines", this::phones)
        .status(table(CallTable.NAME), adapter.diagnoses().ofCalls())
        .using(PhonePanel.STYLE, PhonePanel.SCRIPT);
  }

  private List<Part> phones() {
    List<Part> parts = new ArrayList<>();
    List<UnitStatus.Line> lines = status().lines();
    parts.add(lines(lines));
    for (int i = 0; i < lines.size(); i++) parts.add(PhonePanel.of(lines.get(i), i + 1));
    return parts;
  }

  private static Part lines(List<UnitStatus.Line> lines) {
    var table =
        Part.StatusTable.of(
            "Line Status", "Endpoint", "User Name", "Registration", "State", "Usable", "Media");
    for (UnitStatus.Line line : lines) {
      table =
          table.row(
              Cell.of(line.endpoint()),
              Cell.of(line.user()),
              UnitTables.registration(line),
              Cell.of(line.state()),
              new Cell(
                  line.operational() ? "yes" : "no", line.operational() ? Tone.GOOD : Tone.BAD),
              Cell.of(
                  line.call()
                      .flatMap(call -> call.media())
                      .map(media -> media.security().text())
                      .orElse("")));
    }
    return table;
  }
}
