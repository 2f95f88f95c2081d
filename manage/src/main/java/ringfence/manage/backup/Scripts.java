package ringfence.manage.backup;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import ringfence.manage.access.Role;
import ringfence.manage.admin.Administration;
import ringfence.manage.admin.Command;
import ringfence.manage.certificate.TrustContext;
import ringfence.manage.event.EventLog;
import ringfence.manage.setting.Refusal;
import ringfence.manage.setting.Settings;
import ringfence.manage.status.Cell;
import ringfence.manage.status.StatusTable;
import ringfence.manage.status.Tone;

/// Configuration scripts that are fetched by HTTPS and run, on demand: the generic one, then the
/// one of this unit. A script with a wrong line changes nothing.
public final class Scripts {
  /// Where the last transfer stands, in the unit's words.
  public enum State {
    IDLE("Idle"),
    TRANSFERRING("Transferring"),
    RUNNING("Running");

    private final String text;

    State(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /// What came of the last one, in the unit's words.
  public enum Result {
    NONE("None"),
    SUCCESS("Success"),
    EXECUTION_FAILED("ExecutionFailed"),
    TRANSFER_FAILED("TransferFailed");

    private final String text;

    Result(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private record Progress(State state, Result last, String reason) {}

  /// What it needs to know of its product.
  ///
  /// @param macros what `%mac%`, `%version%`, `%product%`, `%productseries%`, `%profile%` and
  ///   `%serial%` stand for in a file's name
  /// @param authorities the CA certificates installed as Other
  public record Surroundings(
      Map<String, String> macros, Supplier<List<X509Certificate>> authorities, EventLog events) {}

  private final Supplier<Administration> administration;
  private final Surroundings surroundings;
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile Progress progress = new Progress(State.IDLE, Result.NONE, "");

  /// @param administration where the scripts are run; asked when one is, since it offers the
  ///   command that does
  public Scripts(Supplier<Administration> administration, Surroundings surroundings) {
    this.administration = administration;
    this.surroundings = surroundings;
  }

  /// `Conf.ExecuteScripts`, for an Admin: what is fetched runs with the rights of one.
  public Command command() {
    return Command.of(
            "Conf.ExecuteScripts",
            "Fetches the scripts from their server and runs them; see the status above.",
            () -> {
              var _ = execute();
              return new Command.Result.Done("The transfer of the scripts has begun.");
            })
        .least(Role.ADMIN);
  }

  /// `Conf.ScriptStatus`.
  public StatusTable table() {
    return new StatusTable(
        "Conf.ScriptStatus",
        "Script Transfer Status",
        List.of("State", "Last Result", "Reason"),
        () -> List.of(row(progress)));
  }

  private static List<Cell> row(Progress now) {
    Tone tone =
        switch (now.last()) {
          case NONE -> Tone.PLAIN;
          case SUCCESS -> Tone.GOOD;
          case EXECUTION_FAILED, TRANSFER_FAILED -> Tone.BAD;
        };
    return List.of(
        Cell.of(now.state().toString()),
        new Cell(now.last().toString(), tone),
        Cell.of(now.reason()));
  }

  /// Fetches and runs the scripts on a thread of its own; one transfer at a time.
  public CompletableFuture<Result> execute() {
    if (!busy.compareAndSet(false, true)) {
      return CompletableFuture.completedFuture(progress.last());
    }
    progress = new Progress(State.TRANSFERRING, progress.last(), "");
    var worker = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("scripts").factory());
    return CompletableFuture.supplyAsync(this::transfer, worker)
        .whenComplete((_, _) -> busy.set(false));
  }

  private Result transfer() {
    Settings settings = administration.get().configuration().stored();
    List<String> files = files(settings);
    if (files.isEmpty()) return ended(failed("no file name is set for a script"));
    for (String file : files) {
      Progress end = transfer(file, settings);
      if (end.last() == Result.SUCCESS) {
        surroundings.events().report(ConfEvents.SCRIPT_EXECUTED.report(file));
        continue;
      }
      surroundings.events().report(ConfEvents.SCRIPT_FAILED.report(file, end.reason()));
      return ended(end);
    }
    return ended(new Progress(State.IDLE, Result.SUCCESS, ""));
  }

  private Result ended(Progress end) {
    progress = end;
    return end.last();
  }

  private List<String> files(Settings settings) {
    List<String> files = new ArrayList<>();
    for (var variable : List.of(Conf.GENERIC_FILE, Conf.SPECIFIC_FILE)) {
      String name = settings.get(variable);
      for (var macro : surroundings.macros().entrySet()) {
        name = name.replace("%" + macro.getKey() + "%", macro.getValue());
      }
      if (!name.isEmpty()) files.add(name);
    }
    return files;
  }

  private Progress transfer(String file, Settings settings) {
    try {
      List<String> lines = source(settings).fetch(file);
      progress = new Progress(State.RUNNING, progress.last(), "");
      return switch (administration.get().run(file, lines, Role.ADMIN)) {
        case Administration.Outcome.Done _ -> new Progress(State.IDLE, Result.SUCCESS, "");
        case Administration.Outcome.Refused(List<Refusal> refusals) ->
            new Progress(State.IDLE, Result.EXECUTION_FAILED, refusals.getFirst().toString());
      };
    } catch (IOException e) {
      return failed(String.valueOf(e.getMessage()));
    } catch (InterruptedException _) {
      return failed("it was interrupted");
    }
  }

  private static Progress failed(String reason) {
    return new Progress(State.IDLE, Result.TRANSFER_FAILED, reason);
  }

  private ScriptSource source(Settings settings) throws IOException {
    String host = settings.get(Conf.HOST);
    if (host.startsWith("0.0.0.0")) throw new IOException("no server is set for the scripts");
    var tls =
        switch (settings.get(Conf.VALIDATION)) {
          case HOST_NAME -> TrustContext.of(surroundings.authorities().get());
          case NO_VALIDATION -> TrustContext.ofAnyone();
        };
    return new ScriptSource(
        host,
        settings.get(Conf.LOCATION),
        settings.get(Conf.USER),
        settings.get(Conf.PASSWORD),
        tls);
  }
}
