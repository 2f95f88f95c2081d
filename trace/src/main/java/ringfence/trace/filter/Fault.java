package ringfence.trace.filter;

/// Ends the reading of what is no filter; it never leaves this package.
final class Fault extends RuntimeException {
  private static final long serialVersionUID = 1;

  Fault(String reason) {
    super(reason, null, false, false);
  }

  /// Of a value that a field cannot have.
  static Fault value(String name, Kind kind, String value) {
    return new Fault(
        "not a value for " + name + ": " + value + "; " + kind.wanted() + " is wanted");
  }
}
