package ringfence.app.option;

/// How a command ends, for who called it.
public final class ExitCode {
  /// Done and well.
  public static final int DONE = 0;

  /// What was asked for failed, or was found wrong.
  public static final int FAILED = 1;

  /// Wrong usage, or an unreadable file.
  public static final int USAGE = 2;

  private ExitCode() {}
}
