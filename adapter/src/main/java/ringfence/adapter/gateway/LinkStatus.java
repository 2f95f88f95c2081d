package ringfence.adapter.gateway;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import ringfence.sip.message.HostPort;
import ringfence.transport.TlsSession;

/// One row of the table "TLS Persistent Connections Status".
///
/// @param localPort 0 before the link was ever up
/// @param remoteHost the server as it is configured
/// @param remote its address
/// @param cause why the status is what it is
/// @param nextTry while the link is down: when it is tried again
/// @param tls what was agreed on; empty on TCP
public record LinkStatus(
    String gateway,
    int localPort,
    HostPort remoteHost,
    Optional<InetSocketAddress> remote,
    PersistentLink.Status status,
    String cause,
    Optional<Instant> nextTry,
    Optional<TlsSession> tls) {}
