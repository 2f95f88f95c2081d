package ringfence.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// ffmpeg decrypts our SRTP with the key of our SDES line, and we decrypt its SRTP. SIPp answers
/// our call on ffmpeg's behalf.
class FfmpegIT {
  private static final Duration A_CALL = Duration.ofSeconds(30);
  private static final String ANSWERED = "WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz";
  private static final int PORT = 16400;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"AES_CM_128_HMAC_SHA1_80", "AES_CM_128_HMAC_SHA1_32"})
  void each_side_decrypts_the_other_with_the_keys_of_the_sdp(String suite) {
    var ground = new Ground(folder);
    var ringfence = new Ringfence(ground, Authority.ours());
    String host = ground.address(16);
    var seat = new Sipp.Seat(ground, 16, ground.at(13, 5060), Optional.empty());
    var values = Map.of("SUITE", suite, "HOST", host, "PORT", "" + PORT, "ANSWERED", ANSWERED);
    Path heard = ground.file("heard.wav");
    Path recorded = ground.file("recorded.wav");
    try (var sipp = Sipp.start(seat, "media.xml", values, Sipp.Part.registers("900", "unused"));
        var call = ringfence.callDirectly(seat.sentBy(), suite, recorded)) {
      var offered = sipp.process().await("offered ([0-9.]+) (\\d+) (\\S+)");
      var toFfmpeg = new Ffmpeg.Stream(host, PORT, suite, offered.group(3));
      int port = Integer.parseInt(offered.group(2));
      var toUs = new Ffmpeg.Stream(offered.group(1), port, suite, ANSWERED);
      // one after the other: ours answers to where authentic packets come from, and ffmpeg's sender
      // has another port than its receiver
      try (var receiving = Ffmpeg.receive(folder, toFfmpeg, heard, 3)) {
        assertThat(receiving.process().exit(A_CALL)).as(receiving.process().text()).isZero();
      }
      try (var sending = Ffmpeg.send(folder, toUs, host, 700)) {
        sending.process().await("Output #0");
        assertThat(call.exit(A_CALL)).as(call.text()).isZero();
      }
      sipp.succeeds(A_CALL);
    }
    assertThat(Sound.read(heard).secondsOf(440)).as("our tone at ffmpeg").isGreaterThan(1.5);
    assertThat(Sound.read(recorded).secondsOf(700)).as("ffmpeg's tone at ours").isGreaterThan(1.5);
  }
}
