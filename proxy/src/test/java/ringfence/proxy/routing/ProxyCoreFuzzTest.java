package ringfence.proxy.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import ringfence.sip.message.Header;
import ringfence.sip.message.Method;
import ringfence.sip.message.Parsed;
import ringfence.sip.message.Responses;
import ringfence.sip.message.SipMessage;
import ringfence.sip.message.SipParser;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;
import ringfence.sip.transaction.Flow;

/// Hostile messages in any order, as far as they pass the parser: the proxy answers, forwards or
/// drops them, and never fails.
class ProxyCoreFuzzTest {
  private static final List<String> LINES =
      List.of(
          "Route: <sip:127.0.0.1:5061;lr>\r\n",
          "Route: <sip:AAAA@127.0.0.1:5061;lr>, <sip:x@y>\r\n",
          "Route: <tel:123>\r\n",
          "Record-Route: (((\r\n",
          "Contact: *\r\n",
          "Contact: <sip:101@127.0.0.1:5061>;expires=99999999999999999999\r\n",
          "Contact: <mailto:x@y>;q=2\r\n",
          "Expires: -1\r\n",
          "Expires: 60\r\n",
          "Proxy-Require: a, b\r\n",
          "Require: ,\r\n",
          "Max-Forwards: 0\r\n",
          "Proxy-Authorization: Digest username=\"100\", realm=\"127.0.0.1\", nonce=\"x\"\r\n",
          "Authorization: Basic Zm9v\r\n",
          "Authorization: Digest username=\"\", realm=\"127.0.0.1\", nonce=\"\", uri=\"\","
              + " response=\"\"\r\n");

  private final Random chance = new Random(42);
  private final SipParser parser =
      new SipParser(Header.ROUTE, Header.PROXY_REQUIRE, Header.PROXY_AUTHORIZATION);
  private final Stage stage = new Stage();
  private final Stage.Phone a = stage.phone("A", 16000);
  private final Stage.Phone b = stage.phone("B", 16001);
  private final List<SipMessage> seen = new ArrayList<>();

  @Test
  void changed_messages_in_any_order_are_answered_forwarded_or_dropped() {
    a.isRegisteredAs("100");
    b.isRegisteredAs("101");
    b.isRegisteredAs("100", "sip:100@127.0.0.1:16001");
    int understood = 0;
    for (int i = 0; i < 4_000; i++) {
      seen.add(fresh());
      SipMessage any = seen.get(seen.size() - 1 - chance.nextInt(Math.min(20, seen.size())));
      if (parser.parse(changed(any.toBytes())) instanceof Parsed.Message(var message)) {
        understood++;
        (chance.nextBoolean() ? a : b).sends(message);
      }
      seen.addAll(a.takes());
      seen.addAll(b.takes());
      if (chance.nextInt(50) == 0) stage.advance(Duration.ofSeconds(chance.nextInt(40)));
      if (chance.nextInt(100) == 0) stage.ladder();
    }
    assertThat(understood).isGreaterThan(1_500);
    assertThat(stage.reports()).isNotEmpty();
    stage.advance(Duration.ofHours(2));
    assertThat(stage.core().underWay()).isZero();
    assertThat(stage.location().all(stage.now())).isEmpty();
  }

  private SipMessage fresh() {
    Stage.Phone from = chance.nextBoolean() ? a : b;
    return switch (chance.nextInt(8)) {
      case 0 -> from.register("100");
      case 1 -> from.request(Method.MESSAGE, "sip:101@127.0.0.1", "sip:100@127.0.0.1", "sip:101@x");
      case 2 -> from.invite("101", "100");
      case 3 -> answered();
      default -> from.invite("100", "101");
    };
  }

  private SipMessage answered() {
    for (SipMessage message : seen.reversed()) {
      if (message instanceof SipRequest request && request.headers().all(Header.VIA).size() > 1) {
        int status =
            List.of(100, 180, 200, 302, 401, 407, 486, 487, 503, 600).get(chance.nextInt(10));
        return Responses.tagged(request, new StatusCode(status), "fuzz" + chance.nextInt(3));
      }
    }
    return a.register("100");
  }

  private byte[] changed(byte[] bytes) {
    if (chance.nextInt(3) == 0) return bytes;
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (chance.nextBoolean()) {
      int at = text.indexOf("\r\n") + 2;
      text = text.substring(0, at) + LINES.get(chance.nextInt(LINES.size())) + text.substring(at);
    }
    byte[] result = text.getBytes(StandardCharsets.ISO_8859_1);
    for (int n = chance.nextInt(3); n > 0; n--) {
      result[chance.nextInt(result.length)] = (byte) chance.nextInt(256);
    }
    return result;
  }

  @Test
  void a_link_that_breaks_in_any_step_leaves_nothing_behind() {
    for (int broken = 0; broken < 6; broken++) {
      var other = new Stage();
      Stage.Phone caller = other.phone("A", 16000);
      Stage.Phone callee = other.phone("B", 16001);
      caller.isRegisteredAs("100");
      callee.isRegisteredAs("101");
      walk(other, caller, callee, broken);
      other.advance(Duration.ofMinutes(10));
      assertThat(other.core().underWay()).isZero();
      Flow gone = broken % 2 == 0 ? callee.flow() : caller.flow();
      assertThat(other.location().over(gone, other.now())).isEmpty();
    }
  }

  private static void walk(Stage stage, Stage.Phone caller, Stage.Phone callee, int broken) {
    Stage.Phone dies = broken % 2 == 0 ? callee : caller;
    SipRequest invite = caller.calls("100", "101");
    SipRequest atCallee = callee.gotRequest(Method.INVITE);
    if (broken < 2) dies.hangsDead();
    callee.answers(atCallee, 180);
    if (broken == 2 || broken == 3) dies.hangsDead();
    callee.answers(atCallee, 200);
    if (broken >= 4) {
      SipResponse ok = caller.gotResponse(200);
      dies.hangsDead();
      caller.sends(caller.within(invite, ok, Method.ACK));
      caller.sends(caller.within(invite, ok, Method.BYE));
    }
  }
}
