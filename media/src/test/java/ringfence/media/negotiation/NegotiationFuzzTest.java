package ringfence.media.negotiation;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.media.negotiation.Descriptions.NOW;
import static ringfence.media.negotiation.Descriptions.peer;
import static ringfence.media.negotiation.Descriptions.unit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ringfence.media.negotiation.SecurityPolicy.Mode;
import ringfence.sdp.Direction;

/// Offers and answers that were broken on the way: each is agreed on or refused, and a unit that is
/// Secure agrees on nothing plain.
class NegotiationFuzzTest {
  private static final int TIMES = 1_500;
  private static final List<String> PIECES =
      List.of(
          "RTP/SAVP",
          "RTP/AVP",
          "m=image 9 udptl t38\r\n",
          "a=crypto:1 AES_CM_128_HMAC_SHA1_80 " + Descriptions.KEY + "\r\n",
          "a=key-mgmt:mikey AQAFgM0XflAB\r\n",
          "a=inactive\r\n",
          "c=IN IP4 0.0.0.0\r\n",
          "m=audio 0 RTP/SAVP 8\r\n");

  static Stream<SecurityPolicy> policies() {
    return Stream.of(
        SecurityPolicy.SECURE,
        SecurityPolicy.SECURE_WITH_FALLBACK,
        MikeyTest.mikey(Mode.SECURE),
        MikeyTest.mikey(Mode.SECURE_WITH_FALLBACK));
  }

  @ParameterizedTest
  @MethodSource("policies")
  void broken_offers_are_answered_or_refused(SecurityPolicy policy) {
    var chance = new Random(1);
    for (int i = 0; i < TIMES; i++) {
      var callee = peer(policy);
      byte[] offer = unit(policy).offer(chance.nextBoolean(), NOW).description().toBytes();
      check(policy, callee.offered(broken(offer, chance), NOW));
      check(policy, callee.offered(broken(offer, chance), NOW));
    }
  }

  @ParameterizedTest
  @MethodSource("policies")
  void broken_answers_are_taken_or_refused_and_a_good_one_is_still_taken(SecurityPolicy policy) {
    var chance = new Random(2);
    var caller = unit(policy);
    byte[] offer = caller.offer(false, NOW).description().toBytes();
    byte[] answer = Descriptions.agreed(peer(policy).offered(offer, NOW)).local().toBytes();
    for (int i = 0; i < TIMES; i++) {
      check(policy, caller.answered(broken(answer, chance)));
      var agreed = Descriptions.agreed(caller.answered(answer));
      assertThat(agreed.plan().direction()).isEqualTo(Direction.SENDRECV);
    }
  }

  private static void check(SecurityPolicy policy, Outcome outcome) {
    switch (outcome) {
      case Outcome.Agreed agreed ->
          assertThat(agreed.plan().security().isSecure() || policy.mode().allowsPlain()).isTrue();
      case Outcome.Refused refused -> assertThat(refused.reason().text()).isNotBlank();
    }
  }

  private static byte[] broken(byte[] body, Random chance) {
    var text = new StringBuilder(new String(body, StandardCharsets.UTF_8));
    for (int n = chance.nextInt(3); n >= 0; n--) {
      int at = chance.nextInt(text.length());
      int end = Math.min(text.length(), at + chance.nextInt(12));
      switch (chance.nextInt(5)) {
        case 0 -> text.setCharAt(at, (char) (32 + chance.nextInt(96)));
        case 1 -> text.delete(at, end);
        case 2 -> text.insert(at, PIECES.get(chance.nextInt(PIECES.size())));
        case 3 -> insertLine(text, PIECES.get(2 + chance.nextInt(PIECES.size() - 2)), chance);
        default -> text.insert(at, text.substring(at, end));
      }
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void insertLine(StringBuilder text, String line, Random chance) {
    int at = text.indexOf("\r\n", chance.nextInt(text.length()));
    text.insert(at < 0 ? text.length() : at + 2, line);
  }
}
