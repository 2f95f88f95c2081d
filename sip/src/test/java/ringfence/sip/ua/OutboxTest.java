package ringfence.sip.ua;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import ringfence.sip.auth.DigestAnswer;
import ringfence.sip.auth.Secret;
import ringfence.sip.dialog.SessionPolicy;
import ringfence.sip.message.Field;
import ringfence.sip.message.Headers;
import ringfence.sip.message.NameAddr;
import ringfence.sip.message.Responses;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;
import ringfence.sip.message.Uri;
import ringfence.sip.transaction.Identifiers;
import ringfence.sip.transaction.Timers;

/// The order of header fields in the messages of the units, as their captures show it.
class OutboxTest {
  private static final Headers AGENT =
      Headers.NONE.append("User-Agent", "Mitel TA7102i/v2.0.26.451 4102-AS-D2000-1");
  private static final Headers SESSIONS =
      Headers.NONE
          .append("Allow", "INVITE, ACK, BYE, CANCEL, REFER, NOTIFY, UPDATE")
          .append("Supported", "timer")
          .append("Supported", "replaces");

  private final Call call =
      Call.to(
          Uri.parse("sip:100@192.168.120.11:5062"),
          new Account(
              NameAddr.parse("<sip:101@192.168.120.11:5062>"),
              NameAddr.parse("<sip:101@192.168.120.12:16000;transport=tls>"),
              _ -> Optional.of(new DigestAnswer("101", Secret.password("secret"))),
              new Conduct(Timers.RFC_3261, SessionPolicy.UNIT, AGENT, Headers.NONE, SESSIONS)),
          new Identifiers(new SplittableRandom(1)));

  @Test
  void an_INVITE_has_its_fields_in_the_order_of_the_units() {
    SipRequest invite = invite();
    assertThat(names(invite))
        .isEqualTo(
            "Max-Forwards From To Call-ID CSeq Allow Contact Min-SE Session-Expires Supported"
                + " Supported User-Agent Content-Type Content-Length");
    assertThat(invite.toString())
        .contains("Supported: timer\r\nSupported: replaces\r\n")
        .contains("Min-SE: 1800\r\nSession-Expires: 3600\r\n");
  }

  @Test
  void the_credentials_stand_before_Allow() {
    SipRequest invite = invite();
    SipResponse challenge =
        Responses.tagged(invite, StatusCode.PROXY_AUTHENTICATION_REQUIRED, "tag");
    String digest = "Digest realm=\"192.168.120.11\", nonce=\"4a5e430d\"";
    Headers headers = challenge.headers().append("Proxy-Authenticate", digest);
    SipRequest again = sent(call.receive(challenge.with(headers), Instant.EPOCH));
    assertThat(names(again)).contains("Call-ID CSeq Proxy-Authorization Allow Contact");
    assertThat(names(again)).endsWith("User-Agent Content-Type Content-Length");
  }

  private SipRequest invite() {
    return sent(call.invite(Optional.of(Body.sdp("v=0\r\n")), Headers.NONE, Instant.EPOCH));
  }

  private static SipRequest sent(List<UaOutput> outputs) {
    return outputs.stream()
        .filter(UaOutput.Send.class::isInstance)
        .map(UaOutput.Send.class::cast)
        .findFirst()
        .orElseThrow()
        .request();
  }

  private static String names(SipRequest request) {
    return String.join(" ", request.headers().fields().stream().map(Field::name).toList());
  }
}
