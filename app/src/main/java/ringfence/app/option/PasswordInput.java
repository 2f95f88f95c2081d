package ringfence.app.option;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// A password as a person gives it: on the first line of a file or of standard input, or typed
/// unseen. Whoever takes it erases it.
public final class PasswordInput {
  private static final int MOST_BYTES = 1024;
  private static final int MOST_BYTES_A_CHARACTER = 3; // UTF-8, of one UTF-16 unit

  private PasswordInput() {}

  public static byte[] read(Optional<Path> file) throws IOException, Unusable {
    byte[] password = file.isPresent() ? firstLine(file.get()) : asked();
    if (password.length == 0) throw new Unusable("there is no password");
    return password;
  }

  private static byte[] firstLine(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return line(in);
    }
  }

  private static byte[] asked() throws IOException {
    Optional<Console> terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
    if (terminal.isEmpty()) return line(System.in);
    char[] typed = terminal.get().readPassword("Password: ");
    byte[] room = new byte[typed.length * MOST_BYTES_A_CHARACTER];
    ByteBuffer encoded = ByteBuffer.wrap(room);
    StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(typed), encoded, true);
    byte[] password = Arrays.copyOf(room, encoded.position());
    Arrays.fill(typed, '\0');
    Arrays.fill(room, (byte) 0);
    return password;
  }

  private static byte[] line(InputStream in) throws IOException {
    byte[] all = in.readNBytes(MOST_BYTES);
    int end = 0;
    while (end < all.length && all[end] != '\n' && all[end] != '\r') end++;
    byte[] line = Arrays.copyOf(all, end);
    Arrays.fill(all, (byte) 0);
    return line;
  }
}
