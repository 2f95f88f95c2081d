package ringfence.trace.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.trace.decode.Frames.decoded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import ringfence.testkit.Clause;
import ringfence.trace.capture.CaptureItem.DecryptionSecrets;
import ringfence.trace.capture.CaptureItem.Frame;

class TlsTest {
  @Test
  @Clause("RFC 8446 5.2")
  void SIP_in_TLS_is_read_with_the_key_log() throws IOException {
    var known = Knowledge.none();
    known.tls().addKeyLog(new String(resource("keys"), StandardCharsets.US_ASCII));
    isRead(new Decoder(known));
  }

  @Test
  @Clause("draft-ietf-opsawg-pcapng 4.7")
  void SIP_in_TLS_is_read_with_secrets_of_the_capture_itself() throws IOException {
    var decoder = new Decoder(Knowledge.none());
    decoder.read(
        new DecryptionSecrets(DecryptionSecrets.TLS_KEY_LOG, ByteBuffer.wrap(resource("keys"))));
    isRead(decoder);
  }

  private static void isRead(Decoder decoder) throws IOException {
    assertThat(decoded(decoder, frames()))
        .filteredOn(it -> it.contains(" SIP "))
        .containsExactly(
            "10 SIP Request: REGISTER sip:127.97.41.11:5062",
            "12 SIP Status: 401 Unauthorized (0 bindings)",
            "14 SIP Request: REGISTER sip:127.97.41.11:5062",
            "16 SIP Status: 200 OK (1 binding)");
  }

  @Test
  void without_secrets_it_is_said_which_is_missing() throws IOException {
    assertThat(decoded(frames()))
        .noneMatch(it -> it.contains("SIP"))
        .anyMatch(
            it ->
                it.startsWith("10 TLSv1.3 Encrypted Application Data")
                    && it.contains("no key log for client random"));
  }

  @Test
  void without_a_segment_the_rest_is_read_as_far_as_it_can_be() throws IOException {
    var frames = new ArrayList<>(frames());
    frames.remove(9);
    assertThat(decoded(frames))
        .anyMatch(it -> it.matches("\\d+ TLS\\S* \\d+ octets are not in the capture.*"));
  }

  private static List<Frame> frames() throws IOException {
    return Frames.frames(resource("pcap"));
  }

  private static byte[] resource(String ending) throws IOException {
    try (InputStream in = TlsTest.class.getResourceAsStream("registration-tls13." + ending)) {
      return in.readAllBytes();
    }
  }
}
