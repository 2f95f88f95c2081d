package ringfence.adapter.gateway;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import ringfence.adapter.log.UnitEvents;
import ringfence.manage.event.EventLog;
import ringfence.manage.event.Report;
import ringfence.sip.message.SipResponse;
import ringfence.sip.transaction.Identifiers;
import ringfence.sip.ua.Registration;
import ringfence.sip.ua.RegistrationPlan;
import ringfence.sip.ua.RegistrationState;
import ringfence.transport.Loop;

/// The registrations of a gateway. A fresh one begins whenever the way to the registrar opens,
/// because the Contact follows the link's local port. On the SIP loop.
final class Registrations {
  private record Entry(Party party, Registration registration, RegistrationState state) {}

  private final Loop loop;
  private final UserAgent userAgent;
  private final Identifiers identifiers;
  private final EventLog events;
  private final Runnable onChange;
  private final Map<Registrant, Entry> entries = new LinkedHashMap<>();
  private final Set<Registrant> again = new HashSet<>();
  private Function<Registrant, Optional<RegistrationPlan>> plans = _ -> Optional.empty();

  /// No registration yet.
  ///
  /// @param onChange told when a state has changed
  Registrations(
      Loop loop, UserAgent userAgent, Identifiers identifiers, EventLog events, Runnable onChange) {
    this.loop = loop;
    this.userAgent = userAgent;
    this.identifiers = identifiers;
    this.events = events;
    this.onChange = onChange;
  }

  /// Registers everyone afresh who has a plan.
  void begin(
      List<Registrant> registrants, Function<Registrant, Optional<RegistrationPlan>> wanted) {
    plans = wanted;
    registrants.forEach(this::begin);
  }

  private void begin(Registrant registrant) {
    Optional<RegistrationPlan> plan = plans.apply(registrant);
    if (plan.isEmpty()) return;
    Optional.ofNullable(entries.get(registrant)).ifPresent(old -> userAgent.forget(old.party()));
    Registration registration = Registration.of(plan.get(), identifiers);
    Party party = userAgent.registering(registration, state -> changed(registrant, state));
    entries.put(registrant, new Entry(party, registration, new RegistrationState.Unregistered()));
    userAgent.perform(party, registration.register(loop.now()));
  }

  /// Removes every binding and registers anew, as the unit's refresh command does.
  void refresh() {
    for (var each : List.copyOf(entries.entrySet())) {
      again.add(each.getKey());
      if (each.getValue().state().isRegistered()) unregister(each.getValue());
      else anew(each.getKey());
    }
  }

  private void anew(Registrant registrant) {
    if (again.remove(registrant)) begin(registrant);
  }

  /// The way to the registrar is gone.
  void lost() {
    for (Entry entry : List.copyOf(entries.values())) {
      userAgent.perform(entry.party(), entry.registration().flowFailed(loop.now()));
    }
  }

  /// Removes every binding.
  void end() {
    for (Entry entry : List.copyOf(entries.values())) {
      if (entry.state().isRegistered()) unregister(entry);
    }
  }

  private void unregister(Entry entry) {
    userAgent.perform(entry.party(), entry.registration().unregister(loop.now()));
  }

  RegistrationState state(Registrant registrant) {
    Entry entry = entries.get(registrant);
    return entry == null ? new RegistrationState.Unregistered() : entry.state();
  }

  /// Whether every binding is gone, or was never there.
  boolean isEmpty() {
    return entries.values().stream()
        .noneMatch(
            entry ->
                entry.state().isRegistered()
                    || entry.state() instanceof RegistrationState.Unregistering);
  }

  /// Why a registration is not in force, in a few words; empty when it is.
  static String cause(RegistrationState state) {
    return switch (state) {
      case RegistrationState.AuthFailed(_, SipResponse response) ->
          "the registrar refused the user name or password" + answer(response);
      case RegistrationState.Rejected(_, SipResponse response) ->
          "the registrar refused" + answer(response);
      case RegistrationState.InvalidResponse(_, SipResponse response) ->
          "the answer does not hold our Contact as it was sent" + answer(response);
      case RegistrationState.Unreachable _ -> "the registrar cannot be reached";
      case RegistrationState.Unregistered _,
          RegistrationState.Registering _,
          RegistrationState.Registered _,
          RegistrationState.Refreshing _,
          RegistrationState.Unregistering _ ->
          "";
    };
  }

  private static String answer(SipResponse response) {
    return " (" + response.status().value() + " " + response.reason() + ")";
  }

  private void changed(Registrant registrant, RegistrationState state) {
    entries.computeIfPresent(
        registrant, (_, old) -> new Entry(old.party(), old.registration(), state));
    tell(registrant, state);
    boolean gone =
        state instanceof RegistrationState.Unregistered
            || state instanceof RegistrationState.InvalidResponse;
    // posted, since the party is still in the step that told this
    if (gone && again.contains(registrant)) loop.post(() -> anew(registrant));
    onChange.run();
  }

  private void tell(Registrant registrant, RegistrationState state) {
    String cause = cause(state);
    if (!cause.isEmpty()) {
      report(registrant, UnitEvents.REGISTRATION_FAILED.report(registrant.user(), cause), state);
    } else if (state instanceof RegistrationState.Registered) {
      report(registrant, UnitEvents.REGISTERED.report(registrant.user()), state);
    }
  }

  private void report(Registrant registrant, Report report, RegistrationState state) {
    events.report(report.about(registrant.gateway()).with("state", text(state)));
  }

  /// A state as the Registrations page names it.
  static String text(RegistrationState state) {
    return state.getClass().getSimpleName();
  }
}
