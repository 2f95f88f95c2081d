package ringfence.manage.event;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;
import java.util.function.Function;

/// A log on disk, for its owner's eyes: `Notifications.log`, and once that is full `.1`, `.2` and
/// so on, the youngest first. A disk that takes no more costs lines and stops nothing.
public final class LogFile implements Consumer<Event> {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private final Plan plan;
  private String problem = "";

  /// Where and how much.
  ///
  /// @param base the file without its ending
  /// @param mostBytes of one file
  /// @param files how many there may be, the one that is written included
  /// @param zone of a time in it
  public record Plan(Path base, long mostBytes, int files, Function<Instant, ZoneId> zone) {
    Path file(int index) {
      return base.resolveSibling(base.getFileName() + (index == 0 ? ".log" : "." + index));
    }
  }

  public LogFile(Plan plan) {
    this.plan = plan;
  }

  @Override
  public synchronized void accept(Event event) {
    try {
      byte[] line = line(event).getBytes(StandardCharsets.UTF_8);
      if (size() + line.length > plan.mostBytes()) turnOver();
      write(line);
      problem = "";
    } catch (IOException e) {
      problem = e.toString();
    }
  }

  /// Why the last line was not written, or empty.
  public synchronized String problem() {
    return problem;
  }

  /// `2026-01-02 12:00:00 Warning SipEp 1402 [OpenSIPS] sentence`.
  private String line(Event event) {
    String time = TIME.format(event.time().atZone(plan.zone().apply(event.time())));
    String id = event.notification().map(Notification::id).orElse("-");
    String head = String.join(" ", time, event.severity().text(), event.service(), id);
    return head + " " + event.message() + "\n";
  }

  private long size() throws IOException {
    return Files.exists(plan.file(0)) ? Files.size(plan.file(0)) : 0;
  }

  private void turnOver() throws IOException {
    for (int i = plan.files() - 1; i > 0; i--) {
      if (Files.exists(plan.file(i - 1))) {
        Files.move(plan.file(i - 1), plan.file(i), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (plan.files() == 1) Files.deleteIfExists(plan.file(0));
  }

  private void write(byte[] line) throws IOException {
    Path file = plan.file(0);
    if (Files.notExists(file)) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.createFile(file);
      if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      }
    }
    Files.write(file, line, StandardOpenOption.APPEND);
  }
}
