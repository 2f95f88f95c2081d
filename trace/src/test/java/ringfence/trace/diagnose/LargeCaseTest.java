package ringfence.trace.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import ringfence.trace.capture.Carrier;
import ringfence.trace.capture.Observed;

class LargeCaseTest {
  private static final InetSocketAddress HERE = new InetSocketAddress("192.0.2.30", 5060);
  private static final InetSocketAddress THERE = new InetSocketAddress("192.0.2.11", 5060);

  @Test
  void long_messages_are_left_out_before_there_are_fifty_thousand() {
    var file = new CaseFile();
    int before = 0;
    while (!file.isFull() && before < 1000) file.add(said(before++));
    assertThat(file.messages()).hasSize(before - 1).hasSizeBetween(350, 400);
    file.add(said(before));
    assertThat(file.messages()).hasSize(before - 1);
  }

  private static Observed said(int number) {
    String message =
        """
        OPTIONS sip:a@b.example SIP/2.0
        Via: SIP/2.0/UDP 192.0.2.30:5060;branch=z9hG4bK1
        From: <sip:a@b.example>;tag=1
        To: <sip:a@b.example>
        Call-ID: %d
        CSeq: 1 OPTIONS
        Content-Length: 262144

        """
                .formatted(number)
                .replace("\n", "\r\n")
            + "x".repeat(1 << 18);
    byte[] octets = message.getBytes(StandardCharsets.UTF_8);
    return new Observed(Instant.EPOCH, Carrier.TCP, HERE, THERE, octets);
  }
}
