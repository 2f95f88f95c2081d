package ringfence.trace.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/// A table of the IANA registry of TLS parameters: numbers of two octets and their names.
final class Registry {
  static final Registry CIPHER_SUITES = new Registry("cipher-suites.txt");
  static final Registry EXTENSIONS = new Registry("extensions.txt");
  static final Registry GROUPS = new Registry("groups.txt");
  static final Registry SIGNATURE_SCHEMES = new Registry("signature-schemes.txt");

  private final Map<Integer, String> names;

  /// Lines of a number in four hexadecimal digits, a space and the name.
  private Registry(String resource) {
    try (InputStream in = Registry.class.getResourceAsStream(resource)) {
      if (in == null) throw new IllegalStateException(resource + " is not in this build");
      this.names =
          new String(in.readAllBytes(), StandardCharsets.US_ASCII)
              .lines()
              .collect(
                  Collectors.toUnmodifiableMap(
                      line -> Integer.parseInt(line, 0, 4, 16), line -> line.substring(5)));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a resource of this build
    }
  }

  /// The name; `GREASE` for the numbers of RFC 8701, and the number where it has none.
  String name(int number) {
    if (isGrease(number)) return "GREASE";
    return names.getOrDefault(number, "0x%04x".formatted(number));
  }

  /// RFC 8701 section 2: 0x0A0A, 0x1A1A, and so on to 0xFAFA.
  static boolean isGrease(int number) {
    return (number & 0x0F0F) == 0x0A0A && number >> 8 == (number & 0xFF);
  }
}
