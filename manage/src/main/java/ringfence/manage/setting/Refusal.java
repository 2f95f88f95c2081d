package ringfence.manage.setting;

/// Why a settings file was not taken: one line of it, and a sentence to read aloud. A secret is
/// never in it.
///
/// @param file the file as it was named
/// @param line its line, from 1; 0 when it is about the whole file
/// @param variable the name as given, with its row; empty when the line could not be read so far
/// @param given the value as given, empty where it is hidden or is not the matter
/// @param allowed what to write instead
public record Refusal(
    String file, int line, String variable, String given, String allowed, Reason reason) {

  public enum Reason {
    /// The file could not be read.
    UNREADABLE_FILE,
    /// The line is not an assignment; `allowed` says what is wrong with it.
    UNREADABLE_LINE,
    /// No such variable; `allowed` is the nearest name, or empty.
    UNKNOWN_NAME,
    /// No such row in a table of fixed rows, or the table is given a wrong key.
    UNKNOWN_ROW,
    /// The value is not allowed.
    NOT_ALLOWED,
    /// A second value for a variable that has one.
    SET_TWICE,
    /// The table has as many rows as it may have.
    TOO_MANY_ROWS,
    /// The value does not go with another; `allowed` says which and what to do.
    CONFLICT,
    /// The one who asks may not; `allowed` is the role it takes.
    DENIED,
    /// A command could not be carried out; `allowed` says why.
    FAILED
  }

  /// One line, without a full stop.
  @Override
  public String toString() {
    String where = line == 0 ? file + ": " : file + ", line " + line + ": ";
    return where + sentence();
  }

  /// What is wrong, without where the line stands.
  public String sentence() {
    return switch (reason) {
      case UNREADABLE_FILE, UNREADABLE_LINE -> allowed;
      case UNKNOWN_NAME -> "there is no variable " + variable + nearest();
      case UNKNOWN_ROW -> variable + " names no row of its table; allowed: " + allowed;
      case NOT_ALLOWED -> variable + " cannot be " + shown() + "; allowed: " + allowed;
      case TOO_MANY_ROWS -> "there is no room for " + variable + "; allowed: " + allowed;
      case CONFLICT, FAILED -> allowed;
      case DENIED -> variable + " takes the role " + allowed;
      case SET_TWICE -> variable + " is set twice; " + allowed;
    };
  }

  private String nearest() {
    return allowed.isEmpty() ? "" : "; did you mean " + allowed + "?";
  }

  private String shown() {
    return given.isEmpty() ? "that" : ScriptText.quoted(given);
  }
}
