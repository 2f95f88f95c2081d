package ringfence.adapter.pages;

import java.util.ArrayList;
import java.util.List;
import ringfence.adapter.call.LineSecurity;
import ringfence.adapter.gateway.LinkStatus;
import ringfence.adapter.gateway.PersistentLink;
import ringfence.adapter.unit.Unit;
import ringfence.adapter.unit.UnitIdentity;
import ringfence.adapter.unit.UnitStatus;
import ringfence.manage.status.Cell;
import ringfence.manage.status.Tone;
import ringfence.manage.web.Light;
import ringfence.manage.web.Page;
import ringfence.manage.web.Part;
import ringfence.manage.web.Routes;
import ringfence.manage.web.Site;

/// The unit's pages that show status, and its phones over HTTP.
public final class UnitPages {
  static final String LINES = "/telephony/lines";

  private final Unit unit;
  private final UnitIdentity identity;

  private UnitPages(Unit unit, UnitIdentity identity) {
    this.unit = unit;
    this.identity = identity;
  }

  /// Everything a unit answers; its pages change by themselves.
  public static Routes routes(Unit unit, UnitIdentity identity) {
    var pages = new UnitPages(unit, identity);
    var site =
        Site.of(
                identity.product(),
                Page.of("System", "Information", pages::information),
                Page.of("SIP", "Servers", pages::servers),
                Page.of("SIP", "Registrations", pages::registrations),
                Page.of("Telephony", "CODECS", pages::codecs),
                Page.of("Telephony", "Lines", pages::lines)
                    .using(PhonePanel.STYLE, PhonePanel.SCRIPT))
            .light(pages::ready)
            .light(pages::inUse);
    unit.watch(site::changed);
    var routes = PhonePanel.files(new Routes().site(site));
    new PhoneRoutes(unit).add(routes);
    return routes;
  }

  private UnitStatus status() {
    return unit.status().join();
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
            .fact("Ready light", ready.state() + ": " + ready.meaning()));
  }

  private List<Part> servers() {
    var table =
        Part.StatusTable.of(
                "TLS Persistent Connections Status",
                "Gateway",
                "Local Port",
                "Remote Host",
                "Remote IP Address",
                "Status",
                "Security",
                "Cause")
            .none("This transport has no links.");
    for (LinkStatus link : status().links()) table = row(table, link);
    return List.of(table);
  }

  private static Part.StatusTable row(Part.StatusTable table, LinkStatus link) {
    boolean up = link.status() == PersistentLink.Status.UP;
    String remote =
        link.remote().map(it -> it.getAddress().getHostAddress() + ":" + it.getPort()).orElse("");
    return table.row(
        Cell.of(link.gateway()),
        Cell.of(String.valueOf(link.localPort())),
        Cell.of(link.remoteHost().toString()),
        Cell.of(remote),
        new Cell(link.status().toString(), up ? Tone.GOOD : Tone.BAD),
        Cell.of(link.tls().map(tls -> tls.version().text() + " " + tls.suite()).orElse("")),
        Cell.of(link.cause()));
  }

  private List<Part> registrations() {
    var table =
        Part.StatusTable.of(
            "Registration Status", "Endpoint", "User Name", "Registration", "Cause");
    for (UnitStatus.Line line : status().lines()) {
      table =
          table.row(
              Cell.of(line.endpoint()),
              Cell.of(line.user()),
              registration(line),
              Cell.of(line.cause()));
    }
    return List.of(table);
  }

  private static Cell registration(UnitStatus.Line line) {
    boolean good = line.registration().equals("Registered");
    return new Cell(line.registration(), good ? Tone.GOOD : Tone.PLAIN);
  }

  private List<Part> codecs() {
    var table =
        Part.StatusTable.of(
            "Security",
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
    var security = LineSecurity.of(unit.settings(), endpoint);
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

  private List<Part> lines() {
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
              registration(line),
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
