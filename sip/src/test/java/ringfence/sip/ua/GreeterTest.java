package ringfence.sip.ua;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ringfence.sip.dialog.SessionPolicy;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.Method;
import ringfence.sip.message.Parsed;
import ringfence.sip.message.SipParser;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.transaction.Identifiers;
import ringfence.testkit.Clause;

class GreeterTest {
  private static final List<Method> ALLOWED =
      List.of(Method.INVITE, Method.ACK, Method.BYE, Method.CANCEL, Method.NOTIFY);

  private final Greeter greeter = greeter(false);

  private static Greeter greeter(boolean options) {
    return new Greeter(
        ALLOWED,
        Set.of("timer", "replaces"),
        true,
        options,
        SessionPolicy.UNIT,
        Headers.NONE.append(Header.SERVER, "unit"),
        new Identifiers(new SplittableRandom(1)));
  }

  private static SipRequest request(String method, String toTag, String more) {
    String text =
        """
        %s sip:101@127.0.0.2 SIP/2.0
        Via: SIP/2.0/TLS 127.0.0.3;branch=z9hG4bKx
        Max-Forwards: 70
        From: <sip:100@example.com>;tag=f
        To: <sip:101@example.com>%s
        Call-ID: c
        CSeq: 5 %s
        %s
        """
            .formatted(method, toTag, method, more.isEmpty() ? "Content-Length: 0" : more);
    var parsed =
        new SipParser().parse((text + "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    return (SipRequest) ((Parsed.Message) parsed).message();
  }

  private SipResponse answer(SipRequest request) {
    return ((Greeter.Greeting.Answer) greeter.greet(request, _ -> false)).response();
  }

  @ParameterizedTest
  @CsvSource({
    "OPTIONS, 405",
    "MESSAGE, 405",
    "SUBSCRIBE, 405",
    "UPDATE, 405",
    "NONSENSE, 501",
    "BYE, 481",
    "CANCEL, 481"
  })
  @Clause({"RFC 3261 8.2.1", "RFC 3261 21.5.2", "RFC 3261 9.2"})
  void what_cannot_be_done_is_refused(String method, int status) {
    SipResponse response = answer(request(method, "", ""));
    assertThat(response.status().value()).isEqualTo(status);
    assertThat(response.to().tag()).isPresent();
    assertThat(response.headers().first(Header.SERVER)).contains("unit");
    if (status == 405) assertThat(response.headers().all(Header.ALLOW)).isEqualTo(ALLOWED);
  }

  @Test
  @Clause("RFC 3261 12.2.2")
  void a_request_of_an_unknown_dialog_is_answered_481() {
    assertThat(answer(request("INVITE", ";tag=gone", "")).status().value()).isEqualTo(481);
  }

  @Test
  @Clause("RFC 3261 8.2.2.3")
  void an_extension_required_but_unknown_is_answered_420_with_its_name() {
    SipResponse response = answer(request("INVITE", "", "Require: 100rel, timer"));
    assertThat(response.status().value()).isEqualTo(420);
    assertThat(response.headers().all(Header.UNSUPPORTED)).containsExactly("100rel");
  }

  @Test
  @Clause("RFC 3261 8.2.2.2")
  void a_merged_request_is_answered_482() {
    var greeting = greeter.greet(request("INVITE", "", ""), _ -> true);
    assertThat(((Greeter.Greeting.Answer) greeting).response().status().value()).isEqualTo(482);
  }

  @Test
  @Clause("RFC 4028 9")
  void too_short_a_session_interval_is_answered_422() {
    SipResponse response = answer(request("INVITE", "", "Supported: timer\nSession-Expires: 200"));
    assertThat(response.status().value()).isEqualTo(422);
    assertThat(response.headers().first(Header.MIN_SE)).contains(Duration.ofMinutes(30));
  }

  @Test
  @Clause("RFC 3261 11.2")
  void OPTIONS_is_answered_with_what_we_can_where_the_policy_says_so() {
    var greeting = greeter(true).greet(request("OPTIONS", "", ""), _ -> false);
    SipResponse response = ((Greeter.Greeting.Answer) greeting).response();
    assertThat(response.status().value()).isEqualTo(200);
    assertThat(response.headers().all(Header.ALLOW)).isEqualTo(ALLOWED);
    assertThat(response.headers().all(Header.SUPPORTED))
        .containsExactlyInAnyOrder("timer", "replaces");
  }

  @Test
  void an_INVITE_begins_a_call_and_other_allowed_requests_are_for_the_application() {
    assertThat(greeter.greet(request("INVITE", "", ""), _ -> false))
        .isInstanceOf(Greeter.Greeting.NewCall.class);
    assertThat(greeter.greet(request("NOTIFY", "", ""), _ -> false))
        .isInstanceOf(Greeter.Greeting.Deliver.class);
  }
}
