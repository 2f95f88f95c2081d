package ringfence.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import ringfence.adapter.call.MediaSecurity;
import ringfence.sip.message.Transport;

/// Labs for tests, each on a network of its own and without pages.
final class LabPlans {
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
  static LabPlan secure(Path folder) {
    return of(folder, Manner.SECURE, Optional.empty(), Optional.empty());
  }

  /// A secure one that is taught.
  static LabPlan secure(Path folder, LabLesson lesson) {
    return of(folder, Manner.SECURE, Optional.empty(), Optional.of(lesson));
  }

  static LabPlan captured(Path folder, Manner manner, Capture capture) {
    return of(folder, manner, Optional.of(capture), Optional.empty());
  }

  private static LabPlan of(
      Path folder, Manner manner, Optional<Capture> capture, Optional<LabLesson> lesson) {
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
        capture,
        lesson);
  }
}
