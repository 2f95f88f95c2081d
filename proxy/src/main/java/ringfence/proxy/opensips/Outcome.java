package ringfence.proxy.opensips;

/// What one line of an `opensips.cfg` comes to.
sealed interface Outcome {
  /// It sets one of our settings.
  record Set(String setting, String value) implements Outcome {}

  /// It sets one of our settings to what it must mean, though it is spelt wrong.
  record Guessed(String setting, String value, String why) implements Outcome {}

  /// It has no effect here.
  record Ignored(String why) implements Outcome {}

  /// It cannot be read.
  record Wrong(String allowed) implements Outcome {}
}
