package ringfence.app.option;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import ringfence.manage.setting.Secret;

/// The password of an account.
public final class PasswordOption {
  private static final String VARIABLE = "RINGFENCE_PASSWORD";

  @Option(
      names = "--password",
      description =
          "better: --password-file or the variable "
              + VARIABLE
              + ", which ps does not show; at a terminal it is asked for")
  private Optional<String> password;

  @Option(names = "--password-file", description = "a file whose first line is the password")
  private Optional<Path> file;

  /// By the file, else as given, else by the environment, else asked for at a terminal.
  ///
  /// @param needed whether it is worth asking
  public Secret secret(String user, boolean needed) throws Unusable {
    if (file.isPresent()) return firstLine(file.get());
    Optional<String> given = given();
    if (given.isPresent()) return Secret.of(given.get());
    Optional<Console> terminal = terminal();
    if (!needed || terminal.isEmpty()) return Secret.of("");
    char[] typed = terminal.get().readPassword("Password of %s: ", user);
    return Secret.of(typed == null ? "" : String.valueOf(typed));
  }

  /// Whether it was given, or can be asked for.
  public boolean isGiven() {
    return file.isPresent() || given().isPresent() || terminal().isPresent();
  }

  private Optional<String> given() {
    return password.or(() -> Optional.ofNullable(System.getenv(VARIABLE)));
  }

  private static Optional<Console> terminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal);
  }

  private static Secret firstLine(Path file) throws Unusable {
    try {
      return Secret.of(Files.readString(file).lines().findFirst().orElse(""));
    } catch (IOException _) {
      throw new Unusable(file + ": cannot be read");
    }
  }
}
