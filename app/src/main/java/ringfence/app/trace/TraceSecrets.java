package ringfence.app.trace;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
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

  public Knowledge knowledge() throws Unusable {
    var tls = new TlsSecrets();
    if (keyLog.isPresent()) add(keyLog.get(), tls);
    List<String> wrong = rsaKeys.map(tls::addRsaKeys).orElse(List.of());
    if (!wrong.isEmpty()) throw new Unusable("--key: " + wrong.getFirst());
    return new Knowledge(psk.key(), tls);
  }

  private static void add(Path file, TlsSecrets tls) throws Unusable {
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      tls.addKeyLog(text);
    } catch (IOException _) {
      throw new Unusable(file + ": cannot be read");
    }
  }
}
