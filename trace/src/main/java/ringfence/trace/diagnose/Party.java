package ringfence.trace.diagnose;

/// A side of a connection.
public enum Party {
  CLIENT,
  SERVER;

  Party other() {
    return this == CLIENT ? SERVER : CLIENT;
  }

  @Override
  public String toString() {
    return this == CLIENT ? "the client" : "the server";
  }
}
