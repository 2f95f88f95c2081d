package ringfence.adapter.gateway;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import ringfence.adapter.log.UnitEvents;
import ringfence.manage.event.EventLog;
import ringfence.sip.message.SipResponse;
import ringfence.sip.transaction.Identifiers;
import ringfence.sip.ua.Registration;
import ringfence.sip.ua.RegistrationPlan;
import ringfence.sip.ua.RegistrationState;
import ringfence.transport.Loop;

/// The registrations of a gateway, one for each line that registers. A fresh one begins whenever
/// the way to the registrar opens, because the Contact follows the link's local port. On the SIP
/// loop.
public final class Registrations {
  private record Entry(Party party, Registration registration, RegistrationState state) {}

  private final Loop loop;
  private final UserAgent userAgent;
  private final Identifiers identifiers;
  private final EventLog events;
  private final Consumer<String> onChange;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /// No registration yet.
  ///
  /// @param onChange told the user name whose state has changed
  public Registrations(
      Loop loop,
      UserAgent userAgent,
      Identifiers identifiers,
      EventLog events,
      Consumer<String> onChange) {
    this.loop = loop;
    this.userAgent = userAgent;
    this.identifiers = identifiers;
    this.events = events;
    this.onChange = onChange;
  }

  /// Registers a line afresh.
  public void begin(String user, RegistrationPlan plan) {
    Optional.ofNullable(entries.get(user)).ifPresent(old -> userAgent.forget(old.party()));
    Registration registration = Registration.of(plan, identifiers);
    Party party = userAgent.registering(registration, state -> changed(user, state));
    entries.put(user, new Entry(party, registration, new RegistrationState.Unregistered()));
    userAgent.perform(party, registration.register(loop.now()));
  }

  /// The way to the registrar is gone.
  public void lost() {
    for (Entry entry : List.copyOf(entries.values())) {
      userAgent.perform(entry.party(), entry.registration().flowFailed(loop.now()));
    }
  }

  /// Removes every binding.
  public void end() {
    for (Entry entry : List.copyOf(entries.values())) {
      if (!entry.state().isRegistered()) continue;
      userAgent.perform(entry.party(), entry.registration().unregister(loop.now()));
    }
  }

  public boolean isRegistered(String user) {
    return state(user).isRegistered();
  }

  public RegistrationState state(String user) {
    Entry entry = entries.get(user);
    return entry == null ? new RegistrationState.Unregistered() : entry.state();
  }

  /// Whether every binding is gone, or was never there.
  public boolean isEmpty() {
    return entries.values().stream()
        .noneMatch(
            entry ->
                entry.state().isRegistered()
                    || entry.state() instanceof RegistrationState.Unregistering);
  }

  /// Why a registration is not in force, in a few words; empty when it is.
  public String cause(String user) {
    return switch (state(user)) {
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

  private void changed(String user, RegistrationState state) {
    entries.computeIfPresent(user, (_, old) -> new Entry(old.party(), old.registration(), state));
    tell(user, state);
    onChange.accept(user);
  }

  private void tell(String user, RegistrationState state) {
    String cause = cause(user);
    if (!cause.isEmpty()) {
      var report = UnitEvents.REGISTRATION_FAILED.report(user, cause);
      events.report(report.with("state", text(state)));
    } else if (state instanceof RegistrationState.Registered) {
      events.report(UnitEvents.REGISTERED.report(user));
    }
  }

  /// A state as the Registrations page names it.
  public static String text(RegistrationState state) {
    return state.getClass().getSimpleName();
  }
}
