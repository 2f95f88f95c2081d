package ringfence.adapter.endpoint;

/// How much of an endpoint or of the unit is in use.
public enum UsageState {
  IDLE("Idle"),
  /// In use, with room for more.
  ACTIVE("Active"),
  /// In use, without room.
  BUSY("Busy");

  private final String text;

  UsageState(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
