package ringfence.proxy.admin;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import ringfence.manage.admin.Command;
import ringfence.manage.admin.Command.Result;
import ringfence.manage.service.Service;
import ringfence.manage.status.StatusTable.RowAction;
import ringfence.proxy.defence.Defence;
import ringfence.proxy.defence.Network;

/// What a person can have a proxy do.
public final class ProxyCommands {
  public static final String DRAIN = "Proxy.Drain";
  public static final String RESUME = "Proxy.Resume";
  public static final String RELOAD = "Proxy.ReloadCertificates";
  public static final String RESTART_REQUIRED = "Scm.RestartRequiredServices";

  static final RowAction START = new RowAction("Scm.Service", "Name", "Start", "Start");
  static final RowAction STOP = new RowAction("Scm.Service", "Name", "Stop", "Stop");
  static final RowAction RESTART = new RowAction("Scm.Service", "Name", "Restart", "Restart");
  static final RowAction CLOSE = new RowAction("Proxy.Flow", "Id", "Close", "Close");
  static final RowAction LIFT = new RowAction("Defence.Ban", "Source", "Lift", "Lift");
  static final RowAction BAN = new RowAction("Defence.Source", "Address", "Ban", "Ban");

  private static final Result STOPPED = new Result.NotDone(ProxyTables.STOPPED);

  private final ProxyAdmin proxy;

  ProxyCommands(ProxyAdmin proxy) {
    this.proxy = proxy;
  }

  List<Command> all() {
    return List.of(
        Command.of(
            DRAIN,
            "Begins nothing new, so that the calls under way are the last ones here.",
            () -> ask(ProxyCommands::drain)),
        Command.of(RESUME, "Takes new calls again.", () -> ask(ProxyCommands::resume)),
        Command.of(
            RELOAD,
            "Reads certificates, authorities and revocation lists again; links that are up stay.",
            this::reload),
        Command.row(CLOSE, "Closes the link to a device.", this::close),
        Command.row(LIFT, "Hears a banned source again.", this::lift),
        Command.row(BAN, "Bans an address for ban_time.", this::ban),
        Command.row(START, "Starts a service.", name -> to(name, proxy.services()::start)),
        Command.row(STOP, "Stops a service.", name -> to(name, proxy.services()::stop)),
        Command.row(
            RESTART,
            "Stops a service and starts it with its stored settings.",
            name -> to(name, proxy.services()::restart)),
        Command.of(
            RESTART_REQUIRED,
            "Restarts every service that runs with other settings than are stored.",
            this::restartRequired));
  }

  static Result drain(Defence defence) {
    defence.capacity().drain(true);
    return new Result.Done("Nothing new is begun; " + underWay(defence) + ".");
  }

  private static Result resume(Defence defence) {
    defence.capacity().drain(false);
    return new Result.Done("New calls are taken again; " + underWay(defence) + ".");
  }

  private static String underWay(Defence defence) {
    return defence.calls().size() + " calls are under way";
  }

  private Result ask(Function<Defence, Result> action) {
    return proxy.defence(action).orElse(STOPPED);
  }

  private Result reload() {
    if (proxy.proxy().isEmpty()) return STOPPED;
    List<String> problems = proxy.proxy().get().reloadCertificates().join();
    return problems.isEmpty()
        ? new Result.Done("What is on disk is in force.")
        : new Result.NotDone(String.join(" ", problems));
  }

  private Result close(String id) {
    if (!id.matches("-?\\d{1,18}")) return new Result.NotDone("There is no flow " + id + ".");
    Optional<Boolean> closed = proxy.proxy().map(it -> it.closeFlow(Long.parseLong(id)).join());
    if (closed.isEmpty()) return STOPPED;
    return closed.get()
        ? new Result.Done("Flow " + id + " is closed.")
        : new Result.NotDone("There is no flow " + id + ".");
  }

  private Result lift(String source) {
    Optional<Network> network = Network.parse(source);
    if (network.isEmpty()) return new Result.NotDone(source + " is no address.");
    return ask(
        defence ->
            defence.lift(network.get())
                ? new Result.Done(source + " is heard again.")
                : new Result.NotDone(source + " is not banned."));
  }

  private Result ban(String address) {
    Optional<InetAddress> source =
        Network.parse(address).map(Network::address).filter(_ -> !address.contains("/"));
    if (source.isEmpty()) return new Result.NotDone(address + " is no address.");
    return ask(
        defence -> {
          if (defence.trusts(source.get())) return new Result.NotDone(address + " is trusted.");
          var by = Network.ofSource(source.get());
          var ban = defence.ban(by, "an administrator banned it", Instant.now());
          return new Result.Done(ban.source() + " is banned until " + ban.until() + ".");
        });
  }

  private Result to(String name, Function<String, CompletableFuture<Void>> action) {
    Optional<Service> service = proxy.services().named(name);
    if (service.isEmpty()) return new Result.NotDone("There is no service " + name + ".");
    if (service.get().kind() == Service.Kind.SYSTEM) {
      return new Result.NotDone(name + " runs as long as the program does.");
    }
    var _ = action.apply(name);
    return new Result.Done("It is done, the services table shows what came of it.");
  }

  private Result restartRequired() {
    if (proxy.services().needRestart().isEmpty()) {
      return new Result.Done("No service needs a restart.");
    }
    var _ = proxy.services().restartRequired();
    return new Result.Done("The services that need it are restarted.");
  }
}
