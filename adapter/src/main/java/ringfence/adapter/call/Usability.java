package ringfence.adapter.call;

import ringfence.adapter.line.Hearing;

/// Whether a line may place and take calls, and what its phone says when it may not.
public enum Usability {
  USABLE,
  /// It must register and is not registered, or no gateway is open.
  UNREGISTERED,
  /// Its administrator has locked it, or lets no call begin.
  LOCKED;

  Hearing tone() {
    return switch (this) {
      case USABLE -> Hearing.DIAL_TONE;
      case UNREGISTERED -> Hearing.REORDER_TONE;
      case LOCKED -> Hearing.DISABLED_TONE;
    };
  }
}
