package ringfence.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import ringfence.sip.message.Contact;
import ringfence.sip.message.Header;
import ringfence.sip.message.Method;
import ringfence.sip.message.NameAddr;
import ringfence.sip.message.Parsed;
import ringfence.sip.message.Responses;
import ringfence.sip.message.SipMessage;
import ringfence.sip.message.SipParser;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;
import ringfence.testkit.Clause;

class DialogTest {
  private final SipRequest invite =
      (SipRequest)
          parse(
              """
              INVITE sip:b@example.com SIP/2.0
              Via: SIP/2.0/TLS 127.0.0.1;branch=z9hG4bK1
              Max-Forwards: 70
              From: "A" <sip:a@example.com>;tag=af
              To: <sip:b@example.com>
              Call-ID: c
              CSeq: 7 INVITE
              Contact: <sip:a@127.0.0.1:5060>
              Record-Route: <sip:p2.example;lr>
              Record-Route: <sip:p1.example;lr>
              """);

  private static SipMessage parse(String text) {
    byte[] bytes = (text + "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    return ((Parsed.Message) new SipParser().parse(bytes)).message();
  }

  private SipResponse answer(StatusCode status, String tag) {
    return Responses.establishing(invite, status, tag)
        .with(Header.CONTACT, Contact.parse("<sip:b@127.0.0.2:5060>"));
  }

  @Test
  @Clause({"RFC 3261 12.1.2", "RFC 3261 12.2.1.1"})
  void the_caller_goes_by_the_reversed_route_to_the_callees_contact() {
    Dialog dialog = Dialog.ofCaller(invite, answer(StatusCode.OK, "bt"));
    SipRequest bye = dialog.request(Method.BYE);
    assertThat(bye.uri()).hasToString("sip:b@127.0.0.2:5060");
    assertThat(bye.headers().all(Header.ROUTE).toString())
        .isEqualTo("[<sip:p1.example;lr>, <sip:p2.example;lr>]");
    assertThat(bye.cseq()).hasToString("8 BYE");
    assertThat(bye.from()).hasToString("\"A\" <sip:a@example.com>;tag=af");
    assertThat(bye.to()).hasToString("<sip:b@example.com>;tag=bt");
    assertThat(dialog.nextHop()).hasToString("sip:p1.example;lr");
    assertThat(dialog.ack(7).cseq()).hasToString("7 ACK");
  }

  @Test
  @Clause({"RFC 3261 12.1.1", "RFC 3261 12.2.1.1"})
  void the_callee_goes_by_the_route_in_order_to_the_callers_contact() {
    Dialog dialog = Dialog.ofCallee(invite, "bt", 100);
    SipRequest bye = dialog.request(Method.BYE);
    assertThat(bye.uri()).hasToString("sip:a@127.0.0.1:5060");
    assertThat(bye.headers().all(Header.ROUTE).toString())
        .isEqualTo("[<sip:p2.example;lr>, <sip:p1.example;lr>]");
    assertThat(bye.cseq()).hasToString("101 BYE");
    assertThat(bye.from()).hasToString("<sip:b@example.com>;tag=bt");
    assertThat(dialog.id()).isEqualTo(new DialogId("c", "bt", "af"));
  }

  @Test
  @Clause("RFC 3261 12.2.1.1")
  void before_a_strict_router_the_target_is_the_last_route() {
    SipResponse response =
        answer(StatusCode.OK, "bt")
            .with(Header.RECORD_ROUTE, NameAddr.parse("<sip:strict.example>"));
    Dialog dialog = Dialog.ofCaller(invite, response);
    SipRequest bye = dialog.request(Method.BYE);
    assertThat(bye.uri()).hasToString("sip:strict.example");
    assertThat(bye.headers().all(Header.ROUTE).toString()).isEqualTo("[<sip:b@127.0.0.2:5060>]");
    assertThat(dialog.nextHop()).hasToString("sip:strict.example");
  }

  @Test
  @Clause({"RFC 3261 13.2.2.4", "RFC 3261 12.2.1.2"})
  void a_2xx_gives_an_early_dialog_its_last_route_and_every_refresh_a_new_target() {
    Dialog dialog = Dialog.ofCaller(invite, answer(StatusCode.RINGING, "bt"));
    assertThat(dialog.isConfirmed()).isFalse();
    SipResponse success = answer(StatusCode.OK, "bt");
    dialog.confirm(success.with(success.headers().without(Header.RECORD_ROUTE)));
    assertThat(dialog.isConfirmed()).isTrue();
    assertThat(dialog.routes()).isEmpty();
    dialog.refreshTarget(success.with(Header.CONTACT, Contact.parse("<sip:b@moved.example>")));
    assertThat(dialog.request(Method.BYE).uri()).hasToString("sip:b@moved.example");
    assertThat(dialog.nextHop()).hasToString("sip:b@moved.example");
  }

  @Test
  @Clause("RFC 3261 12.2.2")
  void a_lower_number_is_out_of_order_and_a_gap_is_not() {
    Dialog dialog = Dialog.ofCallee(invite, "bt", 100);
    assertThat(dialog.isInOrder(numbered("9 INFO"))).isTrue();
    assertThat(dialog.isInOrder(numbered("8 INFO"))).isFalse();
    assertThat(dialog.isInOrder(numbered("20 INFO"))).isTrue();
  }

  private SipRequest numbered(String cseq) {
    return invite.with(Header.CSEQ, ringfence.sip.message.CSeq.parse(cseq));
  }
}
