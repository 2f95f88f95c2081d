package ringfence.app.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
