package ringfence.adapter.gateway;

/// The state of a gateway, in the words of the page SIP > Gateways.
public enum GatewayState {
  READY("Ready"),
  /// Another gateway, or another program, listens at its port.
  PORT_IN_USE("Cannot start, port already in use"),
  /// Its network interface has no address.
  NETWORK_DOWN("Network down"),
  /// It is on its way, or was stopped.
  RESTARTING("Restarting"),
  /// Certificates cannot be judged before the clock is right.
  WAITING_FOR_TIME("Waiting for time synchronization"),
  SERVER_UNREACHABLE("Server unreachable"),
  INVALID_CONFIGURATION("Invalid Configuration"),
  /// It takes no calls, since the unit is not registered there.
  UNREGISTERED("Unregistered");

  private final String text;

  GatewayState(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
