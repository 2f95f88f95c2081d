package ringfence.adapter.route;

/// What of a call a mapping may change, as the unit writes it.
public enum MappedProperty {
  /// The number that is called.
  CALLED_E164("CalledE164", CallProperty.CALLED_E164),
  /// The host that is called instead of the servers.
  CALLED_HOST("CalledHost", CallProperty.CALLED_HOST),
  /// The number that calls.
  CALLING_E164("CallingE164", CallProperty.CALLING_E164),
  /// The name that is shown to the one called.
  CALLING_NAME("CallingName", CallProperty.CALLING_NAME);

  private final String text;
  private final CallProperty changed;

  MappedProperty(String text, CallProperty changed) {
    this.text = text;
    this.changed = changed;
  }

  CallProperty changed() {
    return changed;
  }

  @Override
  public String toString() {
    return text;
  }
}
