package ringfence.app.lab;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import ringfence.app.capture.Capture;
import ringfence.trace.capture.CaptureFile;
import ringfence.trace.capture.CaptureItem;
import ringfence.trace.capture.Ordered;
import ringfence.trace.capture.PcapngFile;
import ringfence.trace.capture.TrafficFile;
import ringfence.trace.capture.Triggered;
import ringfence.trace.decode.Decoder;
import ringfence.trace.decode.Knowledge;
import ringfence.trace.lesson.Lesson;
import ringfence.trace.lesson.LessonPage;
import ringfence.transport.Lookout;

/// What the lab's caller says and hears, told step by step as a page. It is kept in memory until
/// then, with the secrets of the lab's own accounts.
public final class LabLesson {
  private final Path file;
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
  private final Capture capture;

  /// @param file of the page
  LabLesson(Path file) throws IOException {
    this.file = file;
    var traffic = new TrafficFile(PcapngFile.to(heard, PcapngFile.LinkType.RAW));
    var all = new Triggered(new Ordered(traffic), Duration.ZERO, 0);
    all.begin();
    this.capture = new Capture(file, all, Capture.Occasions.NONE, true);
  }

  void listen(Lookout lookout) {
    capture.everything(lookout);
  }

  /// Writes the page of what was heard so far; nothing after it is.
  Path write() throws IOException {
    capture.close();
    var lesson = new Lesson();
    var decoder = new Decoder(Knowledge.none());
    try (CaptureFile in = CaptureFile.of(new ByteArrayInputStream(heard.toByteArray()))) {
      for (Optional<CaptureItem> it = in.next(); it.isPresent(); it = in.next()) {
        decoder.read(it.get()).forEach(lesson::add);
      }
    }
    decoder.end().forEach(lesson::add);
    String title = "The first secure call of this lab";
    try (Writer out = Files.newBufferedWriter(file)) {
      LessonPage.writeWithTimes(out, title, lesson.steps());
    }
    return file;
  }
}
