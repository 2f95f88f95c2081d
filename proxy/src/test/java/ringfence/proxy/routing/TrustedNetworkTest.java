package ringfence.proxy.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import ringfence.proxy.defence.Defences;
import ringfence.proxy.policy.Rules;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipRequest;

/// What a gateway without a password may do, and what not.
class TrustedNetworkTest {
  private static final String B = "sip:101@127.0.0.1:5061";

  private static Stage trusting(String network) {
    return new Stage(false, Rules.standard(), Defences.trusting(network));
  }

  private static SipRequest callFrom(String from, Stage.Phone phone) {
    return phone.request(Method.INVITE, B, from, B);
  }

  @Test
  void its_calls_are_not_challenged_whoever_they_say_they_are_from() {
    Stage stage = trusting("127.0.0.0/24");
    Stage.Phone gateway = stage.phone("gateway", 5080);
    Stage.Phone b = stage.phone("B", 16001);
    b.isRegisteredAs("101");
    for (String from : List.of("sip:100@127.0.0.1", "sip:+4312345@carrier.example")) {
      gateway.sends(callFrom(from, gateway));
      assertThat(b.gotRequest(Method.INVITE).from().uri()).hasToString(from);
    }
  }

  @Test
  void others_are_challenged() {
    Stage stage = trusting("127.0.1.0/24");
    Stage.Phone stranger = stage.phone("stranger", 5080);
    stranger.sends(callFrom("sip:100@127.0.0.1", stranger));
    stranger.gotResponse(407);
  }

  @Test
  void who_registers_is_challenged_even_from_there() {
    Stage.Phone gateway = trusting("127.0.0.0/24").phone("gateway", 5080);
    gateway.sends(gateway.register("100"));
    gateway.gotResponse(401);
  }

  @Test
  void the_limit_of_one_address_is_not_for_it() {
    Stage stage = trusting("127.0.0.0/24");
    Stage.Phone gateway = stage.phone("gateway", 5080);
    for (int i = 0; i < 101; i++) {
      gateway.sends(callFrom("sip:100@127.0.0.1", gateway));
    }
    assertThat(gateway.lastResponse().status().value()).isEqualTo(480);
  }
}
