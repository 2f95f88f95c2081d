package ringfence.app.option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import ringfence.manage.setting.Secret;
import ringfence.mikey.PreSharedKey;

/// How commands take MIKEY's pre-shared key.
public final class PskOptions {
  @Option(
      names = "--psk",
      description =
          "in hexadecimal, a text as its octets; better: --psk-file, which ps does not show")
  private Optional<String> hex;

  @Option(names = "--psk-file", description = "a file whose first line is the key in hexadecimal")
  private Optional<Path> file;

  /// The key as the adapter's settings take it; empty without these options.
  public Optional<Secret> setting() throws Unusable {
    return digits().map(it -> Secret.of("0x" + it));
  }

  /// The key itself; empty without these options.
  public Optional<PreSharedKey> key() throws Unusable {
    return digits().map(PreSharedKey::ofHex);
  }

  private Optional<String> digits() throws Unusable {
    if (hex.isPresent() && file.isPresent()) {
      throw new Unusable("--psk and --psk-file: one of them is enough");
    }
    if (file.isEmpty()) return check("--psk", hex);
    try (var lines = Files.lines(file.get())) {
      return check(file.get().toString(), Optional.of(lines.findFirst().orElse("").strip()));
    } catch (IOException _) {
      throw new Unusable(file.get() + ": cannot be read");
    }
  }

  private static Optional<String> check(String where, Optional<String> digits) throws Unusable {
    if (digits.isEmpty() || digits.get().matches("([0-9A-Fa-f]{2}){1,120}")) return digits;
    throw new Unusable(where + ": not a key of 1 to 120 octets in hexadecimal");
  }
}
