package ringfence.trace.capture;

/// What carried the bytes. TLS is recorded as TCP in clear.
public enum Carrier {
  UDP,
  TCP,
  TLS
}
