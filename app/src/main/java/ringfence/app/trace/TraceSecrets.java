package ringfence.app.trace;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import ringfence.app.option.PskOptions;
import ringfence.app.option.Unusable;
import ringfence.trace.decode.Knowledge;
import ringfence.trace.tls.TlsSecrets;

/// What a person gives to open a capture: secrets of TLS and the pre-shared key of MIKEY.
public final class TraceSecrets {
  @Option(
      names = "--keylog",
      paramLabel = "FILE",
      description = "secrets of TLS sessions (SSLKEYLOGFILE); those in a pcapng are used anyway")
  private Optional<Path> keyLog;

  @Option(
      names = "--key",
      paramLabel = "IP,PORT,PROTOCOL,FILE",
      description =
          "the private key of a server whose clients send their secret under it (TLS_RSA_…);"
              + " several are separated by ;")
  private Optional<String> rsaKeys;

  @Mixin private PskOptions psk;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /// What was given; a key log without a secret in it is only warned of, since what writes it may
  /// not have begun.
  public Knowledge knowledge() throws Unusable {
    var tls = new TlsSecrets();
    if (keyLog.isPresent()) add(keyLog.get(), tls);
    Optional<String> port = rsaKeys.flatMap(TraceSecrets::noPort);
    if (port.isPresent()) throw new Unusable("--key: " + port.get() + " is no port");
    List<String> wrong = rsaKeys.map(tls::addRsaKeys).orElse(List.of());
    if (!wrong.isEmpty()) throw new Unusable("--key: " + wrong.getFirst());
    return new Knowledge(psk.key(), tls);
  }

  /// A number that is too large for a port.
  private static Optional<String> noPort(String list) {
    return Stream.of(list.split(";"))
        .map(entry -> entry.split(",", 4))
        .filter(parts -> parts.length == 4)
        .map(parts -> parts[1].strip())
        .filter(port -> port.matches("\\d{5,18}") && Long.parseLong(port) > 65_535)
        .findFirst();
  }

  private void add(Path file, TlsSecrets tls) throws Unusable {
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      if (tls.addKeyLog(text) > 0) return;
      String why = "no line of " + file + " is a secret of TLS, as SSLKEYLOGFILE has them";
      command.commandLine().getErr().println("warning: --keylog: " + why);
    } catch (IOException _) {
      throw new Unusable(file + ": cannot be read");
    }
  }
}
