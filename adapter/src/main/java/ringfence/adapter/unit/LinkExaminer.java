package ringfence.adapter.unit;

import java.util.List;
import ringfence.adapter.gateway.GatewayPlan;
import ringfence.sip.message.HostPort;
import ringfence.transport.resolve.Locator;

/// Looks into why a link does not come up. Who starts the unit may give it one: the unit itself
/// knows nothing of captures and their causes.
@FunctionalInterface
public interface LinkExaminer {
  /// A server as a gateway is to reach it.
  record Subject(HostPort server, GatewayPlan.Credentials credentials, Locator locator) {}

  /// A cause.
  ///
  /// @param id such as `tls.unknown-ca`
  /// @param percent how sure it is
  /// @param evidence what shows it, a clause each
  /// @param page of the unit where it is cured, as in `SIP/Servers`; empty for none
  /// @param setting that cures it there
  record Finding(
      String id,
      long percent,
      String sentence,
      List<String> evidence,
      String cure,
      String page,
      String setting) {
    public Finding {
      evidence = List.copyOf(evidence);
    }
  }

  /// The causes, the surest first; none where the link comes up. It takes seconds.
  List<Finding> examine(Subject subject);
}
