package ringfence.proxy.admin;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import ringfence.manage.diagnosis.Diagnosed;
import ringfence.proxy.call.Call;
import ringfence.proxy.failure.FailedRequest;
import ringfence.proxy.flow.FlowDetails;
import ringfence.proxy.flow.FlowRecord;
import ringfence.proxy.peer.Trunk;
import ringfence.proxy.tls.OutgoingTls;
import ringfence.proxy.tls.TlsStatus;

/// Looks into why something of the proxy fails. Who starts the proxy may give it one: the proxy
/// itself knows nothing of captures and their causes.
@FunctionalInterface
public interface ProxyExaminer {
  /// What is looked into.
  sealed interface Subject {
    /// A server of the settings, and how the proxy would meet it.
    record OfTrunk(Trunk trunk, OutgoingTls tls) implements Subject {}

    /// A link, open or closed.
    record OfFlow(FlowDetails flow) implements Subject {}

    /// A user.
    ///
    /// @param failed requests of the user, the latest first
    /// @param gone links of the user that have closed, the latest first
    /// @param note what is odd about the registration, or empty
    record OfUser(String user, List<FailedRequest> failed, List<FlowRecord> gone, String note)
        implements Subject {}

    /// A call that failed, or is under way.
    ///
    /// @param underWay empty for one that is over
    record OfCall(List<FailedRequest> failed, Optional<Call> underWay) implements Subject {}

    /// A certificate.
    ///
    /// @param file that it is read from
    /// @param listeners as `TLS 192.0.2.1:5061`
    record OfCertificate(TlsStatus.Certificate certificate, Path file, List<String> listeners)
        implements Subject {}
  }

  /// It takes seconds.
  Diagnosed examine(Subject subject);
}
