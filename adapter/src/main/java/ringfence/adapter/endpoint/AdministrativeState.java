package ringfence.adapter.endpoint;

/// Whether an endpoint may be used, as its administrator wants it.
public enum AdministrativeState {
  UNLOCKED("Unlocked"),
  /// No call may begin; it locks when the last is over.
  SHUTTING_DOWN("ShuttingDown"),
  LOCKED("Locked");

  private final String text;

  AdministrativeState(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
