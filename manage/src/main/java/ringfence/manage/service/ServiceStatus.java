package ringfence.manage.service;

/// A row of the services table.
///
/// @param needsRestart whether its stored settings wait for a restart
/// @param cause why it could not be started, a sentence; empty otherwise
public record ServiceStatus(
    Service service, ServiceState state, boolean needsRestart, String cause) {}
