package ringfence.sip.transaction;

/// Why a transaction ended without what it waited for.
public enum Failure {
  /// No final response came to a request (timers B and F), or no ACK to a final response (timer H).
  TIMEOUT,
  /// The flow that the request went out on is gone (RFC 3261 17.1.4).
  TRANSPORT
}
