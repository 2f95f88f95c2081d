package ringfence.adapter.endpoint;

/// The states of an endpoint, or of the unit under the name `Unit`.
public record EndpointStatus(
    String endpoint, AdministrativeState administrative, boolean operational, UsageState usage) {
  public static final String UNIT = "Unit";
}
