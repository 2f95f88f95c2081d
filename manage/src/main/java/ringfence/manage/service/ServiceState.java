package ringfence.manage.service;

/// The execution state of a service, as the unit's table shows it.
public enum ServiceState {
  STARTED("Started"),
  STARTING("Starting"),
  STOPPED("Stopped"),
  STOPPING("Stopping");

  private final String text;

  ServiceState(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
