package ringfence.manage.status;

/// What a cell tells at a glance.
public enum Tone {
  /// Nothing beyond its text.
  PLAIN,
  /// As it should be, such as `Up`.
  GOOD,
  /// On its way, such as `Registering`.
  WAITING,
  /// Not as it should be, such as `Rejected`.
  BAD
}
