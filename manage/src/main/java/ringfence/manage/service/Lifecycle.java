package ringfence.manage.service;

import ringfence.manage.setting.Settings;

/// What a service does when it is started and stopped; both may take their time. Called by one
/// thread at a time, with the settings that are in force from now on. An exception's message is a
/// sentence for the person who looks at the services table.
public interface Lifecycle {
  void start(Settings inForce);

  void stop();

  /// A service that has nothing to stop and only takes its settings up.
  @FunctionalInterface
  interface TakesUp extends Lifecycle {
    @Override
    default void stop() {}
  }
}
