package ringfence.adapter.unit;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import ringfence.adapter.endpoint.EpAdm;
import ringfence.manage.admin.Command;
import ringfence.manage.admin.Command.Result;

/// What a person can have done to the endpoints, each or all of them.
final class EndpointCommands {
  private final Adapter adapter;

  EndpointCommands(Adapter adapter) {
    this.adapter = adapter;
  }

  List<Command> all() {
    return List.of(
        Command.row(
            EpAdm.LOCK,
            "Lets no call begin at an endpoint, and locks it when its call is over.",
            endpoint -> one(endpoint, "locks when it is idle", Endpoints::lock)),
        Command.row(
            EpAdm.FORCE_LOCK,
            "Ends the call of an endpoint and locks it.",
            endpoint -> one(endpoint, "is locked", Endpoints::forceLock)),
        Command.row(
            EpAdm.UNLOCK,
            "Lets an endpoint be used again.",
            endpoint -> one(endpoint, "is unlocked", Endpoints::unlock)),
        Command.of(
            "EpAdm.Lock",
            "Lets no call begin at the unit, and locks its endpoints when their calls are over.",
            () -> each("The unit locks when it is idle.", Endpoints::lock)),
        Command.of(
            "EpAdm.ForceLock",
            "Ends all calls and locks every endpoint.",
            () -> each("The unit is locked.", Endpoints::forceLock)),
        Command.of(
            "EpAdm.Unlock",
            "Lets every endpoint be used again.",
            () -> each("The unit is unlocked.", Endpoints::unlock)));
  }

  private Result one(String endpoint, String verb, BiConsumer<Endpoints, String> action) {
    if (!EpAdm.ENDPOINTS.rows().contains(endpoint)) {
      return new Result.NotDone("There is no endpoint " + endpoint + ".");
    }
    return done(endpoint + " " + verb + ".", List.of(endpoint), action);
  }

  private Result each(String sentence, BiConsumer<Endpoints, String> action) {
    return done(sentence, EpAdm.ENDPOINTS.rows(), action);
  }

  private Result done(String sentence, List<String> rows, BiConsumer<Endpoints, String> action) {
    if (adapter.unit().isEmpty()) return new Result.NotDone("The SIP endpoint service is stopped.");
    Endpoints endpoints = adapter.unit().get().endpoints();
    rows.forEach(endpoint -> action.accept(endpoints, endpoint));
    return new Result.Done(sentence);
  }

  /// Registers everyone anew.
  static Command refreshRegistrations(Supplier<Optional<Unit>> running) {
    return Command.of(
        "SipEp.RegistrationRefresh",
        "Removes every registration from its registrar and registers anew.",
        () -> refreshed(running.get()));
  }

  private static Command.Result refreshed(Optional<Unit> unit) {
    if (unit.isEmpty()) return new Command.Result.NotDone("SIPEP is stopped.");
    unit.get().refreshRegistrations();
    return new Command.Result.Done("The registrations are made anew.");
  }
}
