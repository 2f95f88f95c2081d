package ringfence.app;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import ringfence.app.call.AnswerCommand;
import ringfence.app.call.CallCommand;
import ringfence.app.certificate.CertificateCommand;
import ringfence.app.diagnose.DiagnoseCommand;
import ringfence.app.keys.MikeyCommand;
import ringfence.app.keys.SdesCommand;
import ringfence.app.lab.LabCommand;
import ringfence.app.option.ExitCode;
import ringfence.app.option.Unusable;
import ringfence.app.product.AdapterCommand;
import ringfence.app.product.DiscloseCommand;
import ringfence.app.product.HealthCommand;
import ringfence.app.product.ProxyCommand;
import ringfence.app.trace.TraceCommand;

/// The front door: `ringfence COMMAND`. Exit codes: 0 done and well, 1 what was asked for failed or
/// was found wrong, 2 wrong usage or an unreadable file.
@Command(
    name = "ringfence",
    description = "SIP over TLS and SRTP that works, can be seen, and can be explained.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    scope = ScopeType.INHERIT,
    subcommands = {
      LabCommand.class,
      AdapterCommand.class,
      ProxyCommand.class,
      HealthCommand.class,
      CallCommand.class,
      AnswerCommand.class,
      CertificateCommand.class,
      MikeyCommand.class,
      SdesCommand.class,
      TraceCommand.class,
      DiagnoseCommand.class,
      DiscloseCommand.class
    })
public final class Main {
  private static final Logger JETTY = Logger.getLogger("org.eclipse.jetty");

  private Main() {}

  public static void main(String[] arguments) {
    // the libraries' own log: what goes wrong only; hostile web requests are no news
    Logger.getLogger("").setLevel(Level.WARNING);
    JETTY.setLevel(Level.SEVERE);
    System.exit(run(arguments));
  }

  /// Runs one command and gives its exit code.
  static int run(String... arguments) {
    var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    return commandLine().setOut(out).setErr(err).execute(arguments);
  }

  public static CommandLine commandLine() {
    var line = new CommandLine(new Main());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(Main::wrongUsage);
    line.setExecutionExceptionHandler(Main::failed);
    return line;
  }

  /// One line that names the option, and where to read on.
  private static int wrongUsage(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    command.getErr().println(name + ": " + firstLine(wrong) + " (see " + name + " --help)");
    return ExitCode.USAGE;
  }

  private static int failed(
      Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
    String name = command.getCommandSpec().qualifiedName();
    boolean unusable = failure instanceof Unusable;
    message(failure)
        .lines()
        .limit(unusable ? Long.MAX_VALUE : 1)
        .forEach(it -> command.getErr().println(name + ": " + it));
    return unusable ? ExitCode.USAGE : ExitCode.FAILED;
  }

  private static String firstLine(Exception exception) {
    return message(exception).lines().findFirst().orElse("");
  }

  private static String message(Exception exception) {
    if (exception instanceof FileSystemException file && file.getReason() == null) {
      return file.getFile() + ": " + reason(file);
    }
    String message = exception.getMessage();
    return message == null ? exception.getClass().getSimpleName() : message;
  }

  /// The system's own exceptions name the file alone.
  private static String reason(FileSystemException failure) {
    return switch (failure) {
      case NoSuchFileException _ -> "no such file or folder";
      case AccessDeniedException _ -> "access is denied";
      case FileAlreadyExistsException _ -> "it exists already";
      case NotDirectoryException _ -> "no folder";
      default -> "cannot be used";
    };
  }
}
