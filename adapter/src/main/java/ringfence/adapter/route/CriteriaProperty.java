package ringfence.adapter.route;

import ringfence.adapter.route.CallRouter.RoutedCall;

/// What of a call a route looks at, as the unit writes it.
public enum CriteriaProperty {
  /// Nothing: every call fits.
  NONE("None"),
  CALLED_E164("CalledE164"),
  CALLING_E164("CallingE164");

  private final String text;

  CriteriaProperty(String text) {
    this.text = text;
  }

  String of(RoutedCall call) {
    return switch (this) {
      case NONE -> "";
      case CALLED_E164 -> call.called();
      case CALLING_E164 -> call.calling();
    };
  }

  @Override
  public String toString() {
    return text;
  }
}
