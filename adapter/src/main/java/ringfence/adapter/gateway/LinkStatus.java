package ringfence.adapter.gateway;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ringfence.sip.message.HostPort;
import ringfence.transport.TlsSession;
import ringfence.transport.tls.Refusal;

/// One row of the table "TLS Persistent Connections Status", with what is known besides.
///
/// @param localPort 0 before the link was ever up
/// @param remoteHost the server as it is configured
/// @param remote its address
/// @param cause why the status is what it is
/// @param refusal why the last connection that was tried did not come to be; empty once one did
/// @param attempts how often it has been tried since it was last up
/// @param nextTry while the link is down: when it is tried again
/// @param tls what was agreed on, with the peer's certificate; empty on TCP
/// @param roundTrip of the last keep-alive that was answered
/// @param history the latest first, at most fifty
public record LinkStatus(
    String gateway,
    int localPort,
    HostPort remoteHost,
    Optional<InetSocketAddress> remote,
    PersistentLink.Status status,
    String cause,
    Optional<Refusal> refusal,
    int attempts,
    Optional<Instant> nextTry,
    Optional<TlsSession> tls,
    Optional<Duration> roundTrip,
    List<LinkTransition> history) {

  public LinkStatus {
    history = List.copyOf(history);
  }
}
