package ringfence.adapter.gateway;

/// Who opens the connections of a gateway.
public enum GatewayType {
  /// Both sides: it listens at ports that are always the same.
  TRUNK("Trunk"),
  /// Only the unit: it has no port of its own to listen at, as a phone behind a proxy.
  ENDPOINT("Endpoint");

  private final String text;

  GatewayType(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
