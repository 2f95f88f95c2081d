package ringfence.manage.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
  @TempDir private Path folder;

  private final EventLog log =
      new EventLog(9, InstantSource.fixed(Instant.parse("2026-01-02T12:00:00Z")));

  @Test
  void a_line_has_local_time_severity_service_and_message() throws Exception {
    var file = new LogFile(plan(1000, 2));
    file.accept(log.report(Report.warning("SipEp", "Something.").about("G")));
    assertThat(folder.resolve("logs/Notifications.log"))
        .hasContent("2026-01-02 07:00:00 Warning SipEp - [G] Something.\n");
    assertThat(Files.getPosixFilePermissions(folder.resolve("logs/Notifications.log")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void a_full_file_makes_way_and_the_oldest_goes() throws Exception {
    var file = new LogFile(plan(50, 3));
    for (String name : List.of("one", "two", "three", "four")) {
      file.accept(log.report(Report.info("S", name)));
    }
    assertThat(content("Notifications.log")).endsWith("four\n").hasLineCount(1);
    assertThat(content("Notifications.1")).endsWith("three\n");
    assertThat(content("Notifications.2")).endsWith("two\n");
    assertThat(folder.resolve("logs/Notifications.3")).doesNotExist();
  }

  @Test
  void one_file_alone_starts_again() throws Exception {
    var file = new LogFile(plan(50, 1));
    for (String name : List.of("one", "two")) file.accept(log.report(Report.info("S", name)));
    assertThat(content("Notifications.log")).endsWith("two\n").hasLineCount(1);
    assertThat(folder.resolve("logs")).isDirectoryNotContaining("glob:**.1");
  }

  @Test
  void a_disk_that_cannot_be_written_stops_nothing_and_is_said() throws Exception {
    Files.writeString(folder.resolve("logs"), "a file in the place of the folder");
    var file = new LogFile(plan(50, 1));
    file.accept(log.report(Report.info("S", "x")));
    assertThat(file.problem()).isNotEmpty();
  }

  private String content(String name) throws Exception {
    return Files.readString(folder.resolve("logs").resolve(name));
  }

  private LogFile.Plan plan(long most, int files) {
    var base = folder.resolve("logs/Notifications");
    return new LogFile.Plan(base, most, files, _ -> ZoneId.of("America/New_York"));
  }
}
