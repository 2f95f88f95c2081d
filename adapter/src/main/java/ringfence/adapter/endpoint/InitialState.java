package ringfence.adapter.endpoint;

/// The administrative state that an endpoint starts in.
public enum InitialState {
  UNLOCKED("Unlocked"),
  LOCKED("Locked");

  private final String text;

  InitialState(String text) {
    this.text = text;
  }

  AdministrativeState state() {
    return this == LOCKED ? AdministrativeState.LOCKED : AdministrativeState.UNLOCKED;
  }

  @Override
  public String toString() {
    return text;
  }
}
