package ringfence.manage.service;

/// A part of a product that is started and stopped by itself, as the unit's services table has it.
///
/// @param key what its settings' names begin with: `SipEp`
/// @param title as the table has it: `SIP Endpoint (SIPEP)`
/// @param kind who may do what with it
public record Service(String key, String title, Kind kind) {
  /// What an administrator may do with a service.
  public enum Kind {
    /// Nothing: it runs as long as the product does.
    SYSTEM,
    /// Start, stop and restart it.
    USER,
    /// Restart it: it has nothing of its own to stop, and takes its settings up anew.
    SETTINGS
  }

  public static Service system(String key, String title) {
    return new Service(key, title, Kind.SYSTEM);
  }

  public static Service user(String key, String title) {
    return new Service(key, title, Kind.USER);
  }

  public static Service settings(String key, String title) {
    return new Service(key, title, Kind.SETTINGS);
  }
}
