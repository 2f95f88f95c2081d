package ringfence.adapter.unit;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import ringfence.manage.admin.Command;
import ringfence.manage.admin.Command.Result;
import ringfence.manage.service.Service;
import ringfence.manage.service.Services;

/// What a person can have done to the services, unit.md 3.2. A command returns at once; the
/// services table shows what becomes of it.
final class ServiceCommands {
  private final Services services;

  ServiceCommands(Services services) {
    this.services = services;
  }

  List<Command> all() {
    return List.of(
        Command.row(
            Scm.START,
            "Starts a service that is stopped.",
            name -> toUser(name, "starts", services::start)),
        Command.row(Scm.STOP, "Stops a service.", name -> toUser(name, "stops", services::stop)),
        Command.row(
            Scm.RESTART,
            "Stops a service and starts it with its stored settings.",
            name -> toAny(name, "restarts", services::restart)),
        Command.of(
            "Scm.RestartRequiredServices",
            "Restarts every service that runs with other settings than are stored.",
            this::restartRequired));
  }

  private Result toUser(
      String name, String verb, Function<String, CompletableFuture<Void>> action) {
    boolean settings =
        services.named(name).filter(it -> it.kind() == Service.Kind.SETTINGS).isPresent();
    if (settings) return new Result.NotDone(name + " can only be restarted.");
    return toAny(name, verb, action);
  }

  private Result toAny(String name, String verb, Function<String, CompletableFuture<Void>> action) {
    var service = services.named(name);
    if (service.isEmpty()) return new Result.NotDone("There is no service " + name + ".");
    if (service.get().kind() == Service.Kind.SYSTEM) {
      return new Result.NotDone(name + " runs as long as the unit does.");
    }
    var _ = action.apply(name);
    return new Result.Done(service.get().title() + " " + verb + ".");
  }

  private Result restartRequired() {
    List<String> waiting = services.needRestart().stream().map(Service::title).toList();
    if (waiting.isEmpty()) return new Result.Done("No service needs a restart.");
    var _ = services.restartRequired();
    return new Result.Done("Restarting: " + String.join(", ", waiting) + ".");
  }
}
