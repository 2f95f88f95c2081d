package ringfence.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ringfence.adapter.call.Mipt;
import ringfence.sip.message.Transport;

/// The whole product on loopback: real sockets, real TLS, real time.
class LabTest {
  @TempDir private Path folder;

  private LabPlan plan(Transport transport, Mipt.RtpMode mode, Mipt.Suite suite) {
    return new LabPlan(
        Loopback.network(),
        transport,
        mode,
        Mipt.Keys.SDES,
        suite,
        Duration.ofSeconds(1),
        folder,
        18080,
        Optional.of(folder.resolve("lab.pcapng")));
  }

  private static LabReport run(LabPlan plan) throws Exception {
    try (var lab = Lab.start(plan)) {
      return new LabRun(lab, plan, _ -> {}).run();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "TLS, SECURE, AES_CM_128_HMAC_SHA1_80",
    "TLS, SECURE, AES_CM_128_HMAC_SHA1_32",
    "TCP, SECURE_WITH_FALLBACK, AES_CM_128_HMAC_SHA1_80",
    "UDP, UNSECURE, AES_CM_128_HMAC_SHA1_80"
  })
  void a_call_is_placed_and_verified_over(String transport, Mipt.RtpMode mode, Mipt.Suite suite)
      throws Exception {
    LabReport report = run(plan(Transport.parse(transport), mode, suite));
    assertThat(report.faults()).isEmpty();
    assertThat(folder.resolve("lab.pcapng")).isNotEmptyFile();
  }

  @Test
  void its_json_has_the_keys_that_were_promised() throws Exception {
    LabReport report =
        run(plan(Transport.TLS, Mipt.RtpMode.SECURE, Mipt.Suite.AES_CM_128_HMAC_SHA1_80));
    assertThat(LabJson.of(report).toString())
        .startsWith("{\"ok\":true,")
        .contains(
            "\"registration\":\"Registered\"",
            "\"readyLed\":\"on\"",
            "\"gateway\":\"OpenSIPS\"",
            "\"status\":\"Up\"",
            "\"tlsVersion\":\"TLSv1.3\"",
            "\"messages\":[\"INVITE\",\"100\",\"180\",\"200\",\"ACK\",\"BYE\",\"200\"]",
            "\"security\":{\"profile\":\"RTP/SAVP\",\"keyManagement\":\"SDES\","
                + "\"suite\":\"AES_CM_128_HMAC_SHA1_80\"",
            "\"audio\":[{\"at\":\"101\",\"toneHz\":1000.0");
  }
}
