package ringfence.adapter.gateway;

/// One row of the table Gateway Status.
///
/// @param port for UDP and TCP
/// @param securePort for TLS
/// @param cause why the state is what it is; empty when it is Ready
public record GatewayStatus(
    String name,
    String networkInterface,
    int port,
    int securePort,
    String domain,
    GatewayState state,
    String cause) {}
