package ringfence.adapter.route;

/// What a call router may know of a call, as the unit writes it. What a call does not say is empty.
public enum CallProperty {
  /// Nothing: every call fits.
  NONE("None"),
  CALLED_E164("CalledE164"),
  CALLING_E164("CallingE164"),
  CALLED_NAME("CalledName"),
  CALLING_NAME("CallingName"),
  CALLED_HOST("CalledHost"),
  CALLING_HOST("CallingHost"),
  CALLED_URI("CalledUri"),
  CALLING_URI("CallingUri"),
  /// When the call is made, in the unit's local time.
  DATE_TIME("DateTime"),
  CALLED_SIP_USERNAME("CalledSipUsername"),
  CALLING_SIP_USERNAME("CallingSipUsername");

  private final String text;

  CallProperty(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
