package ringfence.sip.ua;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ringfence.sip.dialog.DialogId;
import ringfence.sip.message.CSeq;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.MalformedHeaderException;
import ringfence.sip.message.Method;
import ringfence.sip.message.NameAddr;
import ringfence.sip.message.Replaces;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipUri;
import ringfence.sip.message.StatusCode;
import ringfence.sip.message.Uri;
import ringfence.testkit.Clause;

class ReferralTest {
  private static final SipUri TARGET = SipUri.parse("sip:102@example.com");

  private static SipRequest request(Method method, Headers headers) {
    Headers all = headers.append(Header.CSEQ, new CSeq(7, method));
    return new SipRequest(method, Uri.parse("sip:101@example.com"), all);
  }

  private static Referral.Reading read(String referTo) {
    return Referral.of(request(Method.REFER, Headers.NONE.append("Refer-To", referTo)));
  }

  @Test
  @Clause("RFC 3891 3")
  void the_dialog_that_is_replaced_is_told_as_the_target_knows_it() {
    Referral referral = Referral.to(TARGET).replacing(new DialogId("a@b", "ours", "theirs"));
    assertThat(referral.inRefer().first(Header.REFER_TO).orElseThrow())
        .hasToString("<sip:102@example.com?Replaces=a%40b%3Bto-tag%3Dtheirs%3Bfrom-tag%3Dours>");
    var read = Referral.of(request(Method.REFER, referral.inRefer()));
    assertThat(read).isEqualTo(new Referral.Reading.Good(referral));
    assertThat(referral.inInvite().first(Header.REPLACES))
        .contains(Replaces.of("a@b", "theirs", "ours"));
  }

  @Test
  @Clause("RFC 3892 2.2")
  void who_asks_is_copied_into_the_INVITE() {
    var referrer = NameAddr.parse("<sip:100@example.com>");
    Referral referral = Referral.to(TARGET).by(referrer);
    var read = Referral.of(request(Method.REFER, referral.inRefer()));
    assertThat(read).isEqualTo(new Referral.Reading.Good(referral));
    assertThat(referral.inInvite().first(Header.REFERRED_BY)).contains(referrer);
  }

  @ParameterizedTest
  @CsvSource({
    "<tel:+1555>, 416",
    "<sip:102@example.com;method=BYE>, 603",
    "<sip:102@example.com?Replaces=a%3Bto-tag%3D1>, 400"
  })
  void what_we_do_not_follow_is_refused(String referTo, int status) {
    assertThat(read(referTo))
        .isEqualTo(new Referral.Reading.Bad(Refusal.of(new StatusCode(status))));
  }

  @Test
  @Clause("RFC 3515 2.4.2")
  void a_REFER_to_nobody_is_refused() {
    assertThat(Referral.of(request(Method.REFER, Headers.NONE)))
        .isEqualTo(new Referral.Reading.Bad(Refusal.of(StatusCode.BAD_REQUEST)));
  }

  @Test
  @Clause("RFC 3261 19.1.5")
  void headers_in_the_target_do_not_speak_in_our_name() {
    var read = read("<sip:102@example.com;method=INVITE?From=sip%3Aceo%40example.com&Body=x>");
    assertThat(read).isEqualTo(new Referral.Reading.Good(Referral.to(TARGET)));
  }

  @Test
  @Clause("RFC 3515 2.4.5")
  void progress_is_read_as_it_was_written() {
    for (int code : new int[] {100, 180, 200, 486, 603}) {
      var progress = ReferProgress.of(new StatusCode(code));
      SipRequest notify =
          request(Method.NOTIFY, progress.headers(7))
              .withBody(progress.body().type(), progress.body().bytes());
      assertThat(ReferProgress.isIn(notify)).isTrue();
      assertThat(ReferProgress.read(notify)).contains(progress);
      assertThat(progress.over()).isEqualTo(code >= 200);
    }
  }

  @Test
  void whatever_stands_in_a_Refer_To_is_followed_safely_or_refused() {
    var chance = new Random(3515);
    String seed = "<sip:102@example.com;method=INVITE?Replaces=a%40b%3Bto-tag%3D1%3Bfrom-tag%3D2>";
    int good = 0;
    for (int i = 0; i < 20_000; i++) {
      var text = new StringBuilder(seed);
      for (int n = chance.nextInt(4); n >= 0; n--) {
        text.setCharAt(chance.nextInt(text.length()), "%;=@<>?&\r\nA0d".charAt(chance.nextInt(13)));
      }
      if (follows(text.toString()).isPresent()) good++;
    }
    assertThat(good).isBetween(200, 19_000);
  }

  private static Optional<Referral> follows(String referTo) {
    try {
      if (!(read(referTo) instanceof Referral.Reading.Good(Referral referral))) {
        return Optional.empty();
      }
      assertThat(referral.inInvite().fields()).hasSizeLessThanOrEqualTo(1);
      assertThat(referral.inInvite().toString()).doesNotContain("\r\nVia");
      assertThat(Referral.of(request(Method.REFER, referral.inRefer())))
          .isEqualTo(new Referral.Reading.Good(referral));
      return Optional.of(referral);
    } catch (MalformedHeaderException _) {
      return Optional.empty(); // the parser has refused it before
    }
  }
}
