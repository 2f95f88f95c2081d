package ringfence.app.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import ringfence.adapter.call.MediaSecurity;
import ringfence.app.Loopback;
import ringfence.app.capture.Capture;
import ringfence.app.capture.HepOption;
import ringfence.sip.message.Transport;

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
}
