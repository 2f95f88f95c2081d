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

  private final CaseFile file = new CaseFile();

  @Test
  void long_messages_are_left_out_before_there_are_fifty_thousand() {
    int taken = fill("MESSAGE", "Subject: long", "x".repeat(1 << 18));
    assertThat(taken).isBetween(450, 550);
    file.add(said(taken, "MESSAGE", "Subject: short", ""));
    assertThat(file.messages()).hasSize(taken);
    assertThat(Diagnosis.of(file).partial()).isTrue();
  }

  /// Read, a value of five octets takes a hundred and sixty.
  @Test
  void a_message_counts_for_what_it_takes_when_it_is_read() {
    assertThat(fill("OPTIONS", "Contact: " + "sip:a,".repeat(9000) + "sip:a", ""))
        .isBetween(150, 250);
  }

  @Test
  void a_call_without_end_does_not_take_the_place_of_the_others() {
    for (int i = 0; i < 600; i++) add("one", "OPTIONS");
    add("two", "OPTIONS");
    assertThat(file.messages()).hasSize(501);
    assertThat(file.isFull()).isTrue();
  }

  @Test
  void a_host_may_talk_to_itself() {
    file.add(
        new Observed(Instant.EPOCH, Carrier.TCP, HERE, HERE, bytes("one", "REGISTER", "a:b", "")));
    add("two", "REGISTER");
    assertThat(file.messages()).hasSize(2);
    assertThat(Diagnosis.of(file).verdicts()).isEmpty();
  }

  /// How many were taken until there was no room.
  private int fill(String method, String field, String body) {
    for (int i = 0; !file.isFull() && i < 2000; i++) {
      file.add(said(i, method, field, body));
    }
    return file.messages().size();
  }

  private void add(String callId, String method) {
    byte[] octets = bytes(callId, method, "Subject: " + callId, "");
    file.add(new Observed(Instant.EPOCH, Carrier.UDP, HERE, THERE, octets));
  }

  private static Observed said(int callId, String method, String field, String body) {
    byte[] octets = bytes(Integer.toString(callId), method, field, body);
    return new Observed(Instant.EPOCH, Carrier.TCP, HERE, THERE, octets);
  }

  private static byte[] bytes(String callId, String method, String field, String body) {
    String message =
        """
        %s sip:b.example SIP/2.0
        Via: SIP/2.0/UDP 192.0.2.30:5060;branch=z9hG4bK1
        From: <sip:a@b.example>;tag=1
        To: <sip:a@b.example>
        Call-ID: %s
        CSeq: 1 %s
        %s
        Content-Length: %d

        """
                .formatted(method, callId, method, field, body.length())
                .replace("\n", "\r\n")
            + body;
    return message.getBytes(StandardCharsets.UTF_8);
  }
}
