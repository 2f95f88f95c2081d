package ringfence.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// tshark reads what we capture of a call in the lab.
class TsharkIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"tls", "udp"})
  void a_captured_call_is_seen_whole_and_nothing_is_malformed(String transport) {
    var ground = new Ground(folder);
    var ringfence = new Ringfence(ground, Authority.ours());
    Path file = ground.file("call.pcapng");
    String network = ground.address(0).replaceFirst("\\.0$", "");
    var command = new ArrayList<>(List.of("lab", "--once", "--json", "--transport", transport));
    command.addAll(List.of("--network", network, "--capture", file.toString()));
    command.addAll(List.of("--data", ground.subfolder("lab").toString()));
    try (var lab = ringfence.start(command)) {
      lab.await("the call is up", PATIENCE);
      lab.exit(PATIENCE); // its verdict on delays is not what is tried here
    }
    var tshark = new Tshark(ground, file, Ringfence.PROXY_PORT);
    for (String method : new String[] {"REGISTER", "INVITE", "ACK", "BYE"}) {
      assertThat(tshark.frames("sip.Method == \"" + method + "\"")).as(method).isNotEmpty();
    }
    assertThat(tshark.frames("sip.Status-Code == 180")).isNotEmpty();
    assertThat(tshark.frames("sdp.media contains \"RTP/SAVP\"")).isNotEmpty();
    assertThat(tshark.frames("rtp")).hasSizeGreaterThan(50);
    // ciphertext of SRTCP may by chance look like the header of another report
    assertThat(tshark.frames("_ws.malformed && !srtcp")).isEmpty();
    mikeyIsUnderstood(tshark);
  }

  /// The offer's message, and its verification alike in 180 and 200, with every payload by name.
  private static void mikeyIsUnderstood(Tshark tshark) {
    assertThat(tshark.frames("sip.Method == \"INVITE\" && mikey.type == 0")).isNotEmpty();
    for (String status : new String[] {"180", "200"}) {
      String answer = "sip.Status-Code == " + status + " && mikey.type == 1";
      assertThat(tshark.frames(answer)).as(status).isNotEmpty();
    }
    for (String payload : new String[] {"hdr", "t", "rand", "sp", "kemac", "v"}) {
      assertThat(tshark.frames("mikey." + payload)).as(payload).isNotEmpty();
    }
    assertThat(tshark.frames("mikey && _ws.expert.severity > 0x200000")).isEmpty();
  }
}
