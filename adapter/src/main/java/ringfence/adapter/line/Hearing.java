package ringfence.adapter.line;

/// What the person at a line hears.
public enum Hearing {
  SILENCE,
  DIAL_TONE,
  /// The code of a service is taken: dial on.
  STUTTER_DIAL_TONE,
  RINGBACK,
  BUSY_TONE,
  /// Fast busy: the call failed, the number is refused, or the line is not registered.
  REORDER_TONE,
  /// Nothing is dialled: put the receiver down.
  RECEIVER_OFF_HOOK_TONE,
  /// The line is locked.
  DISABLED_TONE,
  /// The other party, or the network's early media.
  CONVERSATION,
  /// The other party, and now and then a tone that says that somebody else calls.
  CALL_WAITING_TONE;

  /// Whether the other party is heard, and hears.
  boolean isConversation() {
    return this == CONVERSATION || this == CALL_WAITING_TONE;
  }
}
