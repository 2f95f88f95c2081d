package ringfence.adapter.gateway;

import ringfence.sip.message.HostPort;

/// One row of the tables Endpoints Registration Status and Unit Registration Status.
///
/// @param endpoint the line; empty for a user of the unit
/// @param state in the unit's words, `Registered` or `AuthFailed`
/// @param cause why it is not in force, or empty
public record RegistrationStatus(
    String endpoint, String user, String gateway, HostPort registrar, String state, String cause) {
  /// Whether the binding is known to be in force.
  public boolean isRegistered() {
    return state.equals("Registered") || state.equals("Refreshing");
  }
}
