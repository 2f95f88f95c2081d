package ringfence.adapter.unit;

import java.util.Optional;
import ringfence.adapter.call.CallStatus;
import ringfence.adapter.gateway.GatewayPlan;
import ringfence.adapter.gateway.RegistrationStatus;
import ringfence.manage.diagnosis.Diagnosed;
import ringfence.sip.message.HostPort;
import ringfence.transport.resolve.Locator;

/// Looks into why something of the unit fails. Who starts the unit may give it one: the unit itself
/// knows nothing of captures and their causes.
@FunctionalInterface
public interface Examiner {
  /// What is looked into.
  sealed interface Subject {
    /// A server as a gateway is to reach it.
    record Link(HostPort server, GatewayPlan.Credentials credentials, Locator locator)
        implements Subject {}

    /// A registration.
    ///
    /// @param link of its gateway; empty for one without
    record Registration(RegistrationStatus status, Optional<Link> link) implements Subject {}

    /// A call, under way or over.
    ///
    /// @param end why it ended, or empty
    record Call(CallStatus status, String end) implements Subject {}
  }

  /// It takes seconds.
  Diagnosed examine(Subject subject);
}
