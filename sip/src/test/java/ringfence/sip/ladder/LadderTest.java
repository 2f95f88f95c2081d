package ringfence.sip.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import ringfence.sip.message.CSeq;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;
import ringfence.sip.message.Uri;

class LadderTest {
  @Test
  void a_ladder_shows_what_went_when_and_where() {
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    Headers headers = Headers.NONE.append(Header.CSEQ, new CSeq(1, Method.INVITE));
    var invite = new SipRequest(Method.INVITE, Uri.parse("sip:a@b"), headers);
    var ringing = new SipResponse(StatusCode.RINGING, "Ringing", headers);
    var ladder = new Ladder(start);
    ladder.sent(start, invite);
    ladder.received(start.plusMillis(20), ringing);
    ladder.between(start.plusMillis(1500), "100", "proxy", ringing);
    ladder.told(start.plusSeconds(32), "timeout");
    assertThat(ladder)
        .hasToString(
            "    0 ms  INVITE ->\n"
                + "   20 ms  <- 180 INVITE\n"
                + " 1500 ms  100 -> proxy  180 INVITE\n"
                + "32000 ms  TU <- timeout");
  }
}
