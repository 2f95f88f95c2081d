package ringfence.manage.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import ringfence.manage.access.Aaa;
import ringfence.manage.access.Access;
import ringfence.manage.admin.Administration;
import ringfence.manage.admin.Command;
import ringfence.manage.event.EventLog;
import ringfence.manage.rest.Rest;
import ringfence.manage.service.Lifecycle;
import ringfence.manage.service.Service;
import ringfence.manage.service.Services;
import ringfence.manage.setting.Column;
import ringfence.manage.setting.Configuration;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Kind;
import ringfence.manage.setting.Rule;
import ringfence.manage.setting.Secret;
import ringfence.manage.setting.Settings;
import ringfence.manage.setting.Table;
import ringfence.manage.setting.Variable;
import ringfence.manage.status.Cell;
import ringfence.manage.status.StatusTable;
import ringfence.manage.web.TransferForm.Result;

/// A small product with settings of every kind, served for a test.
public final class SampleSite implements AutoCloseable {
  public enum Mode {
    UNSECURE,
    SECURE
  }

  public static final Table GATEWAY =
      Table.of("SipEp.Gateway", "Name").startingWith("default", "OpenSIPS").atMost(3);
  public static final Column<String> INTERFACE =
      GATEWAY.column(Variable.text("NetworkInterface", "Uplink"));
  public static final Column<Integer> PORT =
      GATEWAY.column(Variable.number("Port", 5060, 0, 65535));
  public static final Variable<Integer> BASE_PORT =
      Variable.number("SipEp.TransportPersistentBasePort", 16000, 1025, 64535)
          .label("Persistent TLS Base Port")
          .help("Local ports of TLS links count up from here.");
  public static final Variable<Duration> FAILBACK =
      Variable.seconds("SipEp.TransportFailbackInterval", 15, 5, 3600);
  public static final Variable<Secret> PASSWORD = Variable.secret("SipEp.Password");
  public static final Variable<Mode> MODE = Variable.choice("Mipt.Mode", Mode.SECURE);
  public static final Variable<List<String>> DNS = Variable.list("Hoc.Dns", Kind.text(40));

  private static final Rule NOT_THE_SAME =
      settings ->
          settings.get(BASE_PORT).equals(settings.get(PORT, "default"))
              ? Optional.of(
                  new Rule.Conflict(
                      BASE_PORT.name(), "it is the port of the gateway default: take another"))
              : Optional.empty();

  /// An endpoint as others may call it.
  public static final String ODD = "a]\"b\\c;[+]#/…\u00e4&amp;" + "x".repeat(60);

  public final Configuration configuration;
  public final List<String> done = new ArrayList<>();
  public final List<String> transferred = new ArrayList<>();
  final Access access;
  public final WebServer web;
  public final EventLog events = new EventLog(10, InstantSource.system());
  private final Services services;

  private SampleSite(InetSocketAddress address, InstantSource clock) throws IOException {
    var declarations = Declarations.of(INTERFACE, PORT, BASE_PORT, FAILBACK, PASSWORD, MODE, DNS);
    for (var one : Aaa.DECLARATIONS.all()) declarations = declarations.and(one);
    configuration =
        Configuration.inMemory(
            Settings.of(declarations), List.of(NOT_THE_SAME, Aaa.AN_ADMIN_REMAINS));
    services = new Services(configuration, events).add(service(), new Idle());
    services.startAll(_ -> true).join();
    access = new Access(configuration::stored, clock, new SecureRandom(), events);
    web = WebServer.start(address, routes(), access, Set.of("unit.lan"));
  }

  /// On an address of this host only.
  public static SampleSite here(InstantSource clock) throws IOException {
    return new SampleSite(new InetSocketAddress("127.0.0.1", 0), clock);
  }

  /// On every address of this host.
  public static SampleSite everywhere(InstantSource clock) throws IOException {
    return new SampleSite(new InetSocketAddress("0.0.0.0", 0), clock);
  }

  private static Service service() {
    return Service.user("SipEp", "SIP Endpoint (SIPEP)");
  }

  private record Idle() implements Lifecycle {
    @Override
    public void start(Settings inForce) {}

    @Override
    public void stop() {}
  }

  private Routes routes() {
    var administration =
        new Administration(configuration, services, List.of(endpoints()), commands());
    var site =
        Site.of(
                "Test unit",
                administration,
                Page.of("System", "Services").status(endpoints()).commands(commands().getFirst()),
                Page.of("SIP", "Gateways")
                    .form(Form.of("Gateway Configuration", INTERFACE, PORT).inOrder()),
                Page.of("SIP", "Transport")
                    .form("General Configuration", BASE_PORT, FAILBACK, PASSWORD)
                    .form("Media", MODE, DNS),
                Page.of("Management", "Certificates").transfer(transfer()),
                AccessPage.of(access))
            .access(access);
    return Rest.add(new Routes().site(site), site, events, List.of());
  }

  private TransferForm transfer() {
    return new TransferForm(
        "Certificate Import",
        List.of("Other", "Host"),
        "certificate",
        it -> {
          if (it.file().use(octets -> octets.length) > 1000) return new Result.Refused("Too long.");
          transferred.add(it.type() + " " + it.file());
          return new Result.Taken("Took " + it.file().fileName() + ".");
        });
  }

  private static StatusTable endpoints() {
    return new StatusTable(
            "EpAdm.Endpoint",
            "Endpoint Status",
            List.of("Endpoint", "State"),
            () -> Stream.of("FXS1", ODD).map(it -> List.of(Cell.of(it), Cell.of("Idle"))).toList())
        .actions(lock());
  }

  private static StatusTable.RowAction lock() {
    return new StatusTable.RowAction("EpAdm.Endpoint", "EpId", "Lock", "Lock");
  }

  private List<Command> commands() {
    return List.of(
        Command.of("Scm.RestartRequiredServices", "Restarts what waits for it.", this::restart),
        Command.row(lock(), "Locks an endpoint.", this::lock));
  }

  private Command.Result restart() {
    services.restartRequired().join();
    return new Command.Result.Done("The services are restarted.");
  }

  private Command.Result lock(String endpoint) {
    if (!Set.of("FXS1", ODD).contains(endpoint))
      return new Command.Result.NotDone("there is no " + endpoint);
    done.add("lock " + endpoint);
    return new Command.Result.Done(endpoint + " is locked.");
  }

  @Override
  public void close() {
    web.close();
    services.close();
    events.close();
  }
}
