package ringfence.proxy.opensips;

/// What one statement of an `opensips.cfg` comes to.
sealed interface Outcome {
  /// It sets one of our settings.
  record Set(String setting, String value) implements Outcome {}

  /// It sets one of our settings to what it must mean, though it is spelt wrong or says more.
  record Guessed(String setting, String value, String why) implements Outcome {}

  /// It names a listener, and the host that the proxy gives as its own.
  record Advertised(String listen, String host, String why) implements Outcome {}

  /// It has no effect here.
  record Ignored(String why) implements Outcome {}

  /// What it means depends on others.
  record Later() implements Outcome {}

  /// It cannot be read.
  record Wrong(String allowed) implements Outcome {}
}
