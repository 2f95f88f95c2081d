package ringfence.adapter.unit;

/// Who the unit says it is, in the words of its User-Agent and Server headers.
public record UnitIdentity(String product, String version, String profile, String mac) {
  /// The unit of the vendor's note.
  public static final UnitIdentity TA7102I =
      new UnitIdentity("Mitel TA7102i", "2.0.26.451", "4102-AS-D2000-1", "0090f8000001");

  /// Fills in the macros of a format such as `%product%/v%version% %profile%`.
  public String format(String format) {
    return format
        .replace("%product%", product)
        .replace("%version%", version)
        .replace("%profile%", profile)
        .replace("%mac%", mac)
        .replace("%%", "%");
  }
}
