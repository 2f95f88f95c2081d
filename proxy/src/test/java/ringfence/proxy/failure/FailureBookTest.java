package ringfence.proxy.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import ringfence.sip.message.Method;
import ringfence.sip.message.Parsed;
import ringfence.sip.message.Responses;
import ringfence.sip.message.SipParser;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.StatusCode;
import ringfence.sip.message.Transport;
import ringfence.sip.transaction.Flow;
import ringfence.sip.transaction.TransactionKey;
import ringfence.testkit.Clause;

class FailureBookTest {
  private static final Flow FLOW =
      new Flow(
          1,
          Transport.TLS,
          new InetSocketAddress("192.0.2.1", 5061),
          new InetSocketAddress("192.0.2.2", 40_000));
  private static final String CREDENTIALS =
      "Authorization: Digest username=\"100\", realm=\"test\", nonce=\"n\", uri=\"sip:test\","
          + " response=\"0\"\r\n";

  private final FailureBook book = new FailureBook();
  private int asked;

  /// A request and its answers.
  private SipRequest exchange(String method, String more, StatusCode... answers) {
    SipRequest request = request(method, more);
    var key =
        new TransactionKey(
            TransactionKey.Side.SERVER, "z9hG4bK" + ++asked, "192.0.2.2", request.method());
    book.heard(request, key, FLOW, Instant.EPOCH);
    for (StatusCode each : answers) {
      book.answered(key, Responses.to(request, each), Instant.EPOCH.plusSeconds(1));
    }
    return request;
  }

  private static SipRequest request(String method, String more) {
    String text =
        """
        %1$s sip:test SIP/2.0
        Via: SIP/2.0/TLS 192.0.2.2;branch=z9hG4bKa
        Max-Forwards: 70
        From: <sip:100@test>;tag=a
        To: <sip:100@test>
        Call-ID: a-call
        CSeq: 1 %1$s
        """
            .formatted(method)
            .replace("\n", "\r\n");
    byte[] octets = (text + more + "Content-Length: 0\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    return new SipParser().parse(octets) instanceof Parsed.Message(SipRequest request)
        ? request
        : fail(text);
  }

  private static SipRequest fail(String text) {
    throw new AssertionError(text);
  }

  @Test
  void a_call_that_is_refused_is_kept_with_what_was_said() {
    SipRequest invite = exchange("INVITE", "", StatusCode.RINGING, StatusCode.NOT_ACCEPTABLE_HERE);
    FailedRequest failed = book.all().getFirst();
    assertThat(failed.request()).isSameAs(invite);
    assertThat(failed.response().status()).isEqualTo(StatusCode.NOT_ACCEPTABLE_HERE);
    assertThat(failed.answeredAt()).isAfter(failed.at());
    assertThat(failed.flow()).isEqualTo(FLOW);
  }

  @Test
  @Clause("RFC 3261 22.2")
  void the_challenge_to_a_request_without_credentials_is_no_failure_and_a_second_one_is() {
    exchange("REGISTER", "", StatusCode.UNAUTHORIZED);
    assertThat(book.all()).isEmpty();

    exchange("REGISTER", CREDENTIALS, StatusCode.UNAUTHORIZED);
    assertThat(book.all()).hasSize(1);
  }

  @Test
  void what_succeeds_and_what_begins_nothing_is_not_kept() {
    exchange("INVITE", "", StatusCode.OK);
    exchange("REGISTER", CREDENTIALS, StatusCode.OK);
    exchange("OPTIONS", "", StatusCode.NOT_FOUND);
    assertThat(book.all()).isEmpty();
  }

  @Test
  void the_oldest_are_forgotten_and_the_latest_come_first() {
    for (int i = 0; i < FailureBook.MOST; i++) exchange("INVITE", "", StatusCode.NOT_FOUND);
    SipRequest last = exchange("INVITE", "", StatusCode.FORBIDDEN);
    assertThat(book.all()).hasSize(FailureBook.MOST);
    assertThat(book.all().getFirst().request()).isSameAs(last);
    assertThat(last.method()).isEqualTo(Method.INVITE);
  }
}
