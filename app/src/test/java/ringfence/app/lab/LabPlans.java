package ringfence.app.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ringfence.adapter.call.MediaSecurity;
import ringfence.app.Loopback;
import ringfence.app.capture.Capture;
import ringfence.app.capture.HepOption;
import ringfence.sip.message.Transport;
import ringfence.trace.capture.Captures;
import ringfence.trace.decode.Decoder;
import ringfence.trace.decode.Knowledge;
import ringfence.trace.decode.Row;

/// Labs for tests, each on a network of its own and without pages.
public final class LabPlans {
  private LabPlans() {}

  /// How they talk.
  record Manner(
      Transport transport,
      MediaSecurity.RtpMode mode,
      MediaSecurity.Keys keys,
      MediaSecurity.Suite suite) {
    /// TLS, and SRTP with keys by MIKEY.
    static final Manner SECURE =
        new Manner(
            Transport.TLS,
            MediaSecurity.RtpMode.SECURE,
            MediaSecurity.Keys.MIKEY,
            MediaSecurity.Suite.AES_CM_128_HMAC_SHA1_80);
  }

  /// A secure one that nobody looks at.
  public static LabPlan secure(Path folder) {
    return sent(folder, new HepOption());
  }

  /// A secure one that is taught.
  public static LabPlan secure(Path folder, LabLesson lesson) {
    var looking = new Looking(Optional.empty(), Optional.of(lesson), new HepOption());
    return of(folder, Manner.SECURE, looking);
  }

  /// A secure one that is taught and captured at once.
  static LabPlan secure(Path folder, LabLesson lesson, Capture capture) {
    var looking = new Looking(Optional.of(capture), Optional.of(lesson), new HepOption());
    return of(folder, Manner.SECURE, looking);
  }

  static LabPlan captured(Path folder, Manner manner, Capture capture) {
    var looking = new Looking(Optional.of(capture), Optional.empty(), new HepOption());
    return of(folder, manner, looking);
  }

  /// A secure one that a capture server is shown.
  static LabPlan sent(Path folder, HepOption hep) {
    return of(folder, Manner.SECURE, new Looking(Optional.empty(), Optional.empty(), hep));
  }

  /// Who looks at it.
  private record Looking(Optional<Capture> capture, Optional<LabLesson> lesson, HepOption hep) {}

  private static LabPlan of(Path folder, Manner manner, Looking looking) {
    return new LabPlan(
        Loopback.network(),
        manner.transport(),
        manner.mode(),
        manner.keys(),
        Optional.empty(),
        manner.suite(),
        Duration.ofMillis(400),
        folder,
        0,
        looking.capture(),
        looking.lesson(),
        looking.hep());
  }

  /// What `trace` reads in the capture of a lab.
  static List<Row> rows(Path capture) throws IOException {
    var decoder = new Decoder(Knowledge.none());
    List<Row> rows = new ArrayList<>();
    try (Captures in = Captures.open(List.of(capture))) {
      for (var item = in.next(); item.isPresent(); item = in.next()) {
        rows.addAll(decoder.read(item.get()));
      }
    }
    rows.addAll(decoder.end());
    return rows;
  }
}
