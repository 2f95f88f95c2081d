package ringfence.proxy.tls;

import ringfence.transport.Listen.TlsServer;

/// TLS between nodes as it is in force: both ways with the same certificate.
///
/// @param server for the links that other nodes open
/// @param links for those that this one opens
public record NodeTls(TlsServer server, OutgoingTls links) {}
