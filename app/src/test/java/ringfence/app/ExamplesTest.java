package ringfence.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every example runs as its first line promises, with the libraries alone.
class ExamplesTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @ParameterizedTest
  @CsvSource({
    "sip, ReadInvite, sip:100@192.0.2.11:5062 calls sip:101@192.0.2.11:5062",
    "sdp, ReadOffer, audio RTP/SAVP",
    "rtp, DeriveSrtpKeys, cipher key         c61e7a93744f39ee10734afe3ff7a087",
    "rtp, ReadMikey, 'PRE_SHARED, CSB ID 0xcd177e50'",
    "rtp, ProtectPacket, and once more: REPLAYED"
  })
  void it_runs(String room, String example, String expected) throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path classes = ROOT.resolve(room).resolve("target/classes");
    Path source = ROOT.resolve("examples").resolve(example + ".java");
    Process process =
        new ProcessBuilder(java.toString(), "-cp", classes.toString(), source.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).contains(expected);
  }
}
