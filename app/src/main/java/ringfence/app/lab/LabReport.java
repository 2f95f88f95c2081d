package ringfence.app.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ringfence.adapter.call.CallStatus;
import ringfence.adapter.gateway.LinkStatus;
import ringfence.adapter.gateway.PersistentLink;
import ringfence.adapter.unit.ReadyLed;
import ringfence.adapter.unit.UnitStatus;
import ringfence.media.session.SecurityStatement;
import ringfence.media.session.SessionStatistics;

/// What the lab observed, and whether all of it is as it should be.
///
/// @param ready the adapters before the call
/// @param missingPages the web pages that could not be served
/// @param failure what did not happen at all, or empty
public record LabReport(
    LabPlan plan,
    List<UnitStatus> ready,
    Optional<CallStatus> caller,
    Optional<CallStatus> callee,
    ObservedSignalling signalling,
    List<CallCheck.Arrived> audio,
    List<String> missingPages,
    Timeline timeline,
    String failure) {
  private static final List<String> EXPECTED =
      List.of("INVITE", "100", "180", "200", "ACK", "BYE", "200");

  /// The messages of the call at the caller's wire.
  ///
  /// @param over whether both phones saw the call end
  record ObservedSignalling(List<String> challenges, List<String> messages, boolean over) {}

  static LabReport unready(LabPlan plan, List<UnitStatus> statuses, String failure) {
    var nothing = new ObservedSignalling(List.of(), List.of(), false);
    return new LabReport(
        plan,
        statuses,
        Optional.empty(),
        Optional.empty(),
        nothing,
        List.of(),
        List.of(),
        new Timeline(),
        failure);
  }

  /// Every observation that is not as it should be, a sentence each.
  public List<String> faults() {
    List<String> faults = new ArrayList<>();
    if (!failure.isEmpty()) faults.add(failure);
    for (int i = 0; i < ready.size(); i++) adapterFaults(i, faults);
    if (!failure.isEmpty()) return faults;
    if (!signalling.messages().equals(EXPECTED)) {
      faults.add("the messages were " + String.join(" ", signalling.messages()));
    }
    if (!signalling.over()) faults.add("the call did not end at both phones");
    securityFaults(caller, faults);
    securityFaults(callee, faults);
    audioFaults(faults);
    faults.addAll(missingPages);
    return faults;
  }

  private void adapterFaults(int index, List<String> faults) {
    String name = "adapter " + LabPlan.ADAPTERS.get(index).name();
    UnitStatus status = ready.get(index);
    var line = status.lines().getFirst();
    if (!line.registration().equals("Registered")) {
      faults.add(name + " is " + line.registration() + " " + line.cause());
    }
    if (status.readyLed() != ReadyLed.ON)
      faults.add(name + "'s Ready light is " + status.readyLed());
    for (LinkStatus link : status.links()) {
      if (link.status() != PersistentLink.Status.UP) faults.add(name + "'s link: " + link.cause());
      if (plan.isTls() && link.tls().isEmpty()) faults.add(name + "'s link is not inside TLS");
    }
  }

  private void securityFaults(Optional<CallStatus> call, List<String> faults) {
    Optional<SecurityStatement> security =
        call.flatMap(CallStatus::media).map(SessionStatistics::security);
    if (security.isEmpty()) {
      faults.add("nothing is known of the call's media");
      return;
    }
    String profile = security.get().profile().map(Object::toString).orElse("");
    String wanted = plan.isSecure() ? plan.suite().toString() : "";
    if (!profile.equals(wanted)) faults.add("the media is secured by '" + profile + "'");
    String keys = plan.isSecure() ? plan.keys().toString() : "";
    if (!security.get().keyManagement().equals(keys)) {
      faults.add("the keys were agreed by '" + security.get().keys() + "'");
    }
    long refused =
        security.get().forged() + security.get().replayed() + security.get().plaintextBlocked();
    if (refused > 0) faults.add(refused + " packets were refused");
  }

  private void audioFaults(List<String> faults) {
    if (audio.size() < 2) faults.add("a tone was not heard");
    for (CallCheck.Arrived arrived : audio) {
      boolean atB = arrived.at().equals(LabPlan.ADAPTERS.getLast().user());
      double expected = atB ? LabPlan.TONE_OF_A : LabPlan.TONE_OF_B;
      if (!arrived.isGood(expected)) faults.add("the tone at " + arrived.at() + " was " + arrived);
    }
  }

  boolean isOk() {
    return faults().isEmpty();
  }
}
