package ringfence.manage.setting;

/// A setting as it is declared, once, for the file, the pages, the command line and the code: a
/// [Variable] that stands alone or a [Column] of a table.
public sealed interface Declaration<T> permits Variable, Column {
  /// The whole name without a row: `SipEp.TransportPersistentBasePort`,
  /// `SipEp.TransportConfig.TlsEnable`, `listen`.
  String name();

  Kind<T> kind();

  /// The value before anyone sets it.
  T initial();

  /// The words beside its field on a page: `Persistent TLS Base Port`.
  String label();

  /// One sentence for the person who sets it.
  String help();

  /// What a number counts, such as `s`; empty when nothing.
  String unit();

  /// The page it stands on, such as `SIP/Transport`; empty when on none.
  String page();

  /// The first version that has it.
  String since();

  /// The service that reads it, by default up to the first dot of its name: `SipEp`; a plain name
  /// has none.
  String service();
}
