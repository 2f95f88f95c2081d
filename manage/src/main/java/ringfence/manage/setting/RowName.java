package ringfence.manage.setting;

/// How a script names a row: as it is where nothing in it means something to a script, and else
/// quoted as a value is: `Proxy.Call[CallId="a]b"].Diagnose=10`. Rows of a status table have names
/// that others chose, such as a Call-ID.
public final class RowName {
  /// How long a name may be, in UTF-16 units.
  public static final int MOST = 512;

  static final String ALLOWED = "a name of 1 to " + MOST + " characters without control characters";

  /// What is read without quotes.
  static final String BARE = "[^\\]\"\\p{Cntrl}]{1,64}";

  // a semicolon parts two lines at the command line, and half a surrogate pair has no UTF-8
  private static final String PLAIN = "[^\\]\";\\p{Cntrl}\\x{D800}-\\x{DFFF}]{1,64}";

  private RowName() {}

  /// Whether a script can name a row so.
  public static boolean fits(String row) {
    return !row.isEmpty() && row.length() <= MOST && row.chars().noneMatch(Character::isISOControl);
  }

  /// A row as a script names it: `SipEp.Gateway[Name=default]`. A name that does not fit is written
  /// as well, and refused where the line is read.
  public static String place(String table, String key, String row) {
    boolean plain = row.matches(PLAIN) && row.equals(row.strip());
    return table + "[" + key + "=" + (plain ? row : ScriptText.quoted(row)) + "]";
  }
}
