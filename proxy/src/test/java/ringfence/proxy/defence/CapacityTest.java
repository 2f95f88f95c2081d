package ringfence.proxy.defence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ringfence.sip.message.Parsed;
import ringfence.sip.message.SipParser;
import ringfence.sip.message.SipRequest;

class CapacityTest {
  private final Capacity capacity = new Capacity(new Capacity.Limits(80, 1000, 50), Set.of("112"));

  private static SipRequest request(String method, String user, String toTag) {
    String text =
        """
        METHOD sip:USER@example.com SIP/2.0
        Via: SIP/2.0/TLS 192.0.2.1;branch=z9hG4bK1
        From: <sip:a@example.com>;tag=1
        To: <sip:b@example.com>TAG
        Call-ID: 1
        CSeq: 1 METHOD
        Content-Length: 0

        """
            .replace("METHOD", method)
            .replace("USER", user)
            .replace("TAG", toTag.isEmpty() ? "" : ";tag=" + toTag)
            .replace("\n", "\r\n");
    return (SipRequest) ((Parsed.Message) new SipParser().parse(text.getBytes())).message();
  }

  private boolean serves(String method, String user, String toTag) {
    return capacity.refusal(request(method, user, toTag), () -> false).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"80, 0, 0, memory", "0, 1000, 0, not read", "0, 0, 50, requests"})
  void whatever_runs_short_is_named(int heap, long unsent, int underWay, String word) {
    assertThat(capacity.look(new Capacity.Use(79, 999, 49))).isEmpty();
    assertThat(capacity.look(new Capacity.Use(heap, unsent, underWay)))
        .hasValueSatisfying(shortage -> assertThat(shortage).contains(word));
    assertThat(serves("INVITE", "100", "")).isFalse();
  }

  @Test
  void a_shortage_ends_only_when_there_is_some_room_again() {
    capacity.look(new Capacity.Use(80, 0, 0));
    assertThat(capacity.look(new Capacity.Use(75, 0, 0))).isPresent();
    assertThat(capacity.look(new Capacity.Use(71, 0, 0))).isEmpty();
    assertThat(capacity.look(new Capacity.Use(75, 0, 0))).isEmpty();
  }

  @Test
  void calls_that_are_up_and_calls_for_help_go_on() {
    capacity.look(new Capacity.Use(99, 0, 0));
    capacity.drain(true);
    assertThat(serves("INVITE", "100", "")).isFalse();
    assertThat(serves("OPTIONS", "100", "")).isFalse();
    assertThat(serves("INVITE", "112", "")).isTrue();
    assertThat(serves("INVITE", "100", "x")).isTrue();
    assertThat(serves("BYE", "100", "x")).isTrue();
    assertThat(serves("CANCEL", "100", "")).isTrue();
  }

  @Test
  void who_is_registered_stays_so_in_a_shortage_but_is_sent_away_by_draining() {
    SipRequest register = request("REGISTER", "100", "");
    capacity.look(new Capacity.Use(99, 0, 0));
    assertThat(capacity.refusal(register, () -> true)).isEmpty();
    assertThat(capacity.refusal(register, () -> false)).isPresent();
    capacity.drain(true);
    assertThat(capacity.refusal(register, () -> true)).isPresent();
  }
}
