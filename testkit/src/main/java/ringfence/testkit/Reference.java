package ringfence.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A page of `docs` that is written from the code: a test writes it anew beside the classes and
/// compares.
public final class Reference {
  private Reference() {}

  /// Writes `text` to `target/written`, and fails unless `docs/page` says the same.
  ///
  /// @param room the room whose test it is, in whose folder it runs
  public static void check(String room, String written, String page, String text)
      throws IOException {
    Path target = Path.of("target", written);
    Files.createDirectories(target.toAbsolutePath().getParent());
    Files.writeString(target, text);
    if (!Files.readString(Path.of("..", "docs", page)).equals(text)) {
      throw new AssertionError("copy %s/%s to docs/%s".formatted(room, target, page));
    }
  }
}
