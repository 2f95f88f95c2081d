package ringfence.app.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import ringfence.adapter.call.CallStatus;
import ringfence.adapter.unit.ReadyLed;
import ringfence.adapter.unit.Unit;
import ringfence.adapter.unit.UnitStatus;
import ringfence.media.session.SessionStatistics;

/// The call of the lab: both adapters register, A calls B, both say a tone, A hangs up; everything
/// is looked at where it happens.
public final class LabRun {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Lab lab;
  private final LabPlan plan;
  private final Consumer<String> progress;

  public LabRun(Lab lab, LabPlan plan, Consumer<String> progress) {
    this.lab = lab;
    this.plan = plan;
    this.progress = progress;
  }

  public LabReport run() {
    for (Unit unit : lab.units()) {
      if (met(unit, status -> status.readyLed() == ReadyLed.ON).isEmpty()) {
        return LabReport.unready(plan, statuses(), "an adapter did not become ready");
      }
    }
    List<UnitStatus> ready = statuses();
    lab.timeline().mark("registered");
    lab.ready();
    progress.accept("both adapters are registered");
    Optional<String> failure = connect();
    if (failure.isPresent()) return LabReport.unready(plan, ready, failure.get());
    lab.timeline().mark("secureCall");
    progress.accept("the call is up");
    List<CallCheck.Arrived> audio = talk();
    CallStatus caller = call(lab.caller()).orElseThrow();
    Optional<CallStatus> callee = call(lab.callee());
    LabReport.ObservedSignalling observed = hangUp();
    return new LabReport(
        plan,
        ready,
        Optional.of(caller),
        callee,
        observed,
        audio,
        lab.missingPages(),
        lab.timeline(),
        "");
  }

  /// A hangs up; what its signalling showed.
  private LabReport.ObservedSignalling hangUp() {
    lab.caller().handset(0).onHook();
    boolean over =
        met(lab.caller(), LabRun::hasNoCall).isPresent()
            && met(lab.callee(), LabRun::hasNoCall).isPresent();
    lab.callee().handset(0).onHook();
    lab.callersView().byeAnswered().completeOnTimeout(null, 5, TimeUnit.SECONDS).join();
    return new LabReport.ObservedSignalling(
        lab.callersView().challenges(), lab.callersView().messages(), over);
  }

  private List<UnitStatus> statuses() {
    return lab.units().stream().map(unit -> unit.status().join()).toList();
  }

  /// A calls B; the sentence says what did not happen.
  private Optional<String> connect() {
    lab.caller().handset(0).offHook();
    lab.caller().handset(0).press(LabPlan.ADAPTERS.getLast().user() + "#");
    if (met(lab.callee(), status -> state(status).equals("Ringing")).isEmpty()) {
      return Optional.of("B did not ring: " + lastEnd());
    }
    lab.callee().handset(0).offHook();
    boolean talking = met(lab.caller(), status -> state(status).equals("Talking")).isPresent();
    return talking ? Optional.empty() : Optional.of("A heard no answer: " + lastEnd());
  }

  private String lastEnd() {
    String why = lab.caller().status().join().lines().getFirst().lastEnd();
    return why.isEmpty() ? "nothing came in time" : why;
  }

  /// Both say a tone; what each heard of the other's.
  private List<CallCheck.Arrived> talk() {
    var toB = check(lab.caller(), lab.callee(), LabPlan.TONE_OF_A);
    var toA = check(lab.callee(), lab.caller(), LabPlan.TONE_OF_B);
    pause(plan.length().plusMillis(500));
    List<CallCheck.Arrived> arrived = new ArrayList<>();
    toB.finish(LabPlan.ADAPTERS.getLast().user(), loss(lab.callee())).ifPresent(arrived::add);
    toA.finish(LabPlan.ADAPTERS.getFirst().user(), loss(lab.caller())).ifPresent(arrived::add);
    return arrived;
  }

  private CallCheck check(Unit from, Unit to, double hertz) {
    return new CallCheck(from.handset(0), to.handset(0), hertz, plan.length());
  }

  private static void pause(Duration length) {
    new CompletableFuture<Void>()
        .completeOnTimeout(null, length.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  private static double loss(Unit unit) {
    return call(unit).flatMap(CallStatus::media).map(SessionStatistics::lossPercent).orElse(100.0);
  }

  private static Optional<CallStatus> call(Unit unit) {
    return unit.status().join().lines().getFirst().call();
  }

  private static boolean hasNoCall(UnitStatus status) {
    return status.lines().getFirst().call().isEmpty();
  }

  private static String state(UnitStatus status) {
    return status.lines().getFirst().state();
  }

  private static Optional<UnitStatus> met(Unit unit, Predicate<UnitStatus> wanted) {
    try {
      return Optional.of(
          unit.when(wanted).orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join());
    } catch (CompletionException _) {
      return Optional.empty();
    }
  }
}
