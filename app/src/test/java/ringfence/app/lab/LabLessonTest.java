package ringfence.app.lab;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import ringfence.app.capture.CaptureOptions;
import ringfence.trace.decode.Row;
import ringfence.trace.export.Showing;

/// Row F108: the view matches a live handshake.
class LabLessonTest {
  @TempDir private Path folder;

  @Test
  void the_lesson_shows_what_this_lab_has_just_said() throws Exception {
    var lesson = new LabLesson(folder.resolve("lesson.html"));
    var plan = LabPlans.secure(folder, lesson);
    String suite;
    try (var lab = Lab.start(plan)) {
      LabReport report = new LabRun(lab, plan, _ -> {}).run();
      assertThat(report.faults()).isEmpty();
      suite = lab.caller().status().join().links().getFirst().tls().orElseThrow().suite();
    }
    assertThat(Files.readString(lesson.write()))
        .contains("Client Hello", suite, "REGISTER sip:" + plan.proxy(), "INVITE", "SRTP")
        .contains("Pre-shared key message", "id=\"glossary\"")
        .doesNotContain("<td>not read</td>");
  }

  @Test
  void each_step_has_the_time_of_its_row_in_a_capture_of_the_same_lab() throws Exception {
    Path file = folder.resolve("lab.pcapng");
    var options = new CaptureOptions();
    new CommandLine(options).parseArgs("--capture", file.toString());
    var lesson = new LabLesson(folder.resolve("lesson.html"));
    LabPlan plan = LabPlans.secure(folder, lesson, options.open(true));
    try (var lab = Lab.start(plan)) {
      new LabRun(lab, plan, _ -> {}).run();
    }
    Set<String> rows = LabPlans.rows(file).stream().map(LabLessonTest::shown).collect(toSet());
    List<String> steps =
        Pattern.compile("<p class=\"origin\">(.*?)</p>")
            .matcher(Files.readString(lesson.write()))
            .results()
            .map(it -> it.group(1))
            .toList();
    assertThat(steps).hasSizeGreaterThan(10).allMatch(rows::contains);
  }

  private static String shown(Row row) {
    var plain = new Showing.Plain();
    return "%tT.%<tN UTC, %s → %s"
        .formatted(
            row.time().atZone(ZoneOffset.UTC),
            plain.address(row.source()),
            plain.address(row.destination()));
  }
}
