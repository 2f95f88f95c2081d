package ringfence.manage.setting;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import ringfence.manage.file.AtomicFile;

/// Settings on disk: one assignment a line, `#` before a comment.
///
/// ```
/// SipEp.TransportConfig[GatewayName=default].TlsEnable="Enable"
/// Mipt.DefaultSecurityRtpMode="Secure"
/// listen = tls:127.0.0.1:5061
/// ```
///
/// Names are read in any case of letters. A later line of a dotted name replaces an earlier one, as
/// in a script; a plain name is set once, or once a value where it is a list.
public final class SettingStore {
  private static final int MOST_BYTES = 1 << 20;

  private SettingStore() {}

  /// What came of reading: all of it, or why nothing.
  public sealed interface Outcome {}

  public record Loaded(Settings settings) implements Outcome {}

  /// Every wrong line; nothing was applied.
  public record Refused(List<Refusal> refusals) implements Outcome {}

  /// Reads a UTF-8 file of at most 1 MiB.
  public static Outcome load(Path file, Declarations declarations) {
    try {
      if (Files.size(file) > MOST_BYTES)
        return unreadable(file, "a settings file has at most 1 MiB");
      byte[] bytes = Files.readAllBytes(file);
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return read(file.toString(), text.lines().toList(), declarations);
    } catch (NoSuchFileException _) {
      return unreadable(file, "there is no such file");
    } catch (CharacterCodingException _) {
      return unreadable(file, "the file is not UTF-8 text");
    } catch (IOException e) {
      return unreadable(file, "the file cannot be read: " + e.getMessage());
    }
  }

  /// Reads lines that are called `source` in a refusal.
  public static Outcome read(String source, List<String> lines, Declarations declarations) {
    return read(source, lines, Settings.of(declarations));
  }

  /// Reads lines that change settings which are there already.
  public static Outcome read(String source, List<String> lines, Settings start) {
    var reading = new SettingsReading(source, start);
    for (int i = 0; i < lines.size(); i++) {
      // an editor's byte order mark is no part of the first name
      String line = lines.get(i);
      reading.take(i + 1, i == 0 && line.startsWith("\uFEFF") ? line.substring(1) : line);
    }
    return reading.outcome();
  }

  /// Writes what was set, secrets included, readable by the owner only. After a crash the file
  /// holds either the old settings or the new ones, whole.
  public static void save(Path file, Settings settings) throws IOException {
    AtomicFile.write(file, settings.toTextWithSecrets().getBytes(StandardCharsets.UTF_8));
  }

  private static Outcome unreadable(Path file, String why) {
    var reason = Refusal.Reason.UNREADABLE_FILE;
    return new Refused(List.of(new Refusal(file.toString(), 0, "", "", why, reason)));
  }
}
