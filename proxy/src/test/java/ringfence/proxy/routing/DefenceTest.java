package ringfence.proxy.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import ringfence.proxy.defence.Defence;
import ringfence.proxy.defence.Defences;
import ringfence.proxy.defence.Network;
import ringfence.proxy.policy.Rules;
import ringfence.sip.message.Header;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipMessage;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.Transport;

/// What attackers earn, and what their victims do not.
class DefenceTest {
  private static final InetAddress HOST = InetAddress.ofLiteral("127.0.0.1");

  private final Defence defence = Defences.strict();
  private final Stage stage = new Stage(false, Rules.standard(), defence);

  private boolean isBanned() {
    return !defence.admits(HOST, stage.now());
  }

  private int register(Stage.Phone phone, String user, String password) {
    return phone.authenticated(phone.register(user), user, password).status().value();
  }

  @Test
  void who_guesses_passwords_is_banned_for_a_while() {
    Stage.Phone guesser = stage.phone("G", 16000);
    for (int i = 0; i < 3; i++) {
      assertThat(isBanned()).isFalse();
      assertThat(register(guesser, "100", "guess " + i)).isEqualTo(401);
    }
    assertThat(isBanned()).isTrue();
    assertThat(defence.bans().all(stage.now()))
        .singleElement()
        .satisfies(ban -> assertThat(ban.reason()).contains("wrong passwords"));
    stage.advance(Duration.ofMinutes(10));
    assertThat(isBanned()).isFalse();
  }

  @Test
  void a_ban_is_lifted_with_what_led_to_it() {
    Stage.Phone guesser = stage.phone("G", 16000);
    for (int i = 0; i < 3; i++) register(guesser, "100", "guess");
    assertThat(defence.lift(Network.ofSource(HOST))).isTrue();
    register(guesser, "101", "guess");
    assertThat(isBanned()).isFalse();
  }

  @Test
  void a_phone_set_up_wrongly_does_not_shut_its_whole_office_out() {
    Stage.Phone good = stage.phone("A", 16000);
    Stage.Phone wrong = stage.phone("B", 16001);
    assertThat(register(good, "100", Stage.PASSWORD)).isEqualTo(200);
    for (int i = 0; i < 20; i++) register(wrong, "101", "old password");
    assertThat(isBanned()).isFalse();
    assertThat(register(good, "100", Stage.PASSWORD)).isEqualTo(200);
    // not even the right one is tried for a minute
    assertThat(register(wrong, "101", Stage.PASSWORD)).isEqualTo(401);
    stage.advance(Duration.ofMinutes(1));
    assertThat(register(wrong, "101", Stage.PASSWORD)).isEqualTo(200);
  }

  @Test
  void a_forged_datagram_does_not_ban_whom_it_names() {
    register(stage.phone("A", 16000), "100", Stage.PASSWORD);
    Stage.Phone forged = stage.phone("F", Transport.UDP, 5060);
    for (int i = 0; i < 50; i++) {
      forged.sends(forged.registerNothing("nobody" + i));
    }
    assertThat(isBanned()).isFalse();
    Stage.Phone real = stage.phone("R", 16003);
    for (int i = 0; i < 50; i++) real.sends(real.registerNothing("nobody" + i));
    assertThat(isBanned()).isTrue();
  }

  @Test
  void who_counts_through_users_is_banned_even_without_a_password() {
    Stage.Phone scanner = stage.phone("S", 16000);
    for (int i = 0; i < 9; i++) scanner.sends(scanner.registerNothing("900"));
    assertThat(isBanned()).isFalse();
    scanner.sends(scanner.registerNothing("901"));
    assertThat(isBanned()).isFalse();
    scanner.sends(scanner.registerNothing("902"));
    assertThat(isBanned()).isTrue();
  }

  @Test
  void a_known_scanner_is_not_heard_at_all() {
    Stage.Phone phone = stage.phone("S", 16000);
    SipRequest options = phone.registerNothing("100");
    assertThat(defence.hears(options, phone.flow(), stage.now())).isTrue();
    SipRequest scan = options.with(Header.USER_AGENT, "friendly-scanner");
    assertThat(defence.hears(scan, phone.flow(), stage.now())).isFalse();
    assertThat(isBanned()).isTrue();
  }

  @Test
  void nothing_in_the_answers_tells_whether_a_user_exists() {
    Stage empty = new Stage(false, new Rules(Rules.standard().algorithms(), true, true, true));
    Stage.Phone outside = empty.phone("S", Transport.UDP, 5099);
    assertThat(called(outside, "100")).isEqualTo(called(outside, "nobody"));
    for (Method method : List.of(Method.REGISTER, Method.INVITE, Method.OPTIONS, Method.MESSAGE)) {
      assertThat(asked(outside, method, "100")).isEqualTo(asked(outside, method, "nobody"));
    }
    assertThat(register(outside, "100", "wrong")).isEqualTo(register(outside, "nobody", "wrong"));
  }

  /// The answers to a call from elsewhere, without what differs each time.
  private static String called(Stage.Phone phone, String user) {
    String to = "sip:" + user + "@127.0.0.1:5061";
    return answers(phone, phone.request(Method.INVITE, to, "sip:x@elsewhere.org", to), user);
  }

  /// The answers to a request that says it is from this user.
  private static String asked(Stage.Phone phone, Method method, String user) {
    String aor = "sip:" + user + "@127.0.0.1:5061";
    return answers(phone, phone.request(method, aor, aor, aor), user);
  }

  private static String answers(Stage.Phone phone, SipRequest request, String user) {
    phone.sends(request);
    List<String> answers = new ArrayList<>();
    for (SipMessage message : phone.takes()) {
      answers.add(
          ((SipResponse) message)
              .toString()
              .replace(user, "USER")
              .replaceAll("nonce=\"[^\"]*\"", "nonce")
              .replaceAll("tag=[^\\s;>]*|branch=[^\\s;]*|(Call-ID|Date): [^\r\n]*", ""));
    }
    return String.join("\n", answers);
  }

  @Test
  void a_user_and_an_address_have_only_so_many_calls_at_once() {
    Stage small = new Stage(false, Stage.TRUSTING, Defences.calling(1));
    Stage.Phone a = small.phone("A", 16000);
    Stage.Phone b = small.phone("B", 16001);
    a.isRegisteredAs("100");
    b.isRegisteredAs("101");
    b.isRegisteredAs("102");
    SipRequest first = a.calls("100", "101");
    b.answers(b.gotRequest(Method.INVITE), 200);
    SipResponse ok = a.gotResponse(200);
    a.calls("100", "102");
    a.gotResponse(403);
    b.forgets();
    a.sends(a.within(first, ok, Method.BYE));
    SipRequest bye = b.gotRequest(Method.BYE);
    b.answers(bye, 200);
    a.gotResponse(200);
    a.calls("100", "102");
    b.gotRequest(Method.INVITE);
  }

  @Test
  void while_draining_nothing_new_is_begun_and_calls_that_are_up_go_on() {
    Stage trusting = new Stage(false, Stage.TRUSTING, defence);
    Stage.Phone a = trusting.phone("A", 16000);
    Stage.Phone b = trusting.phone("B", 16001);
    a.isRegisteredAs("100");
    b.isRegisteredAs("101");
    SipRequest invite = a.calls("100", "101");
    b.answers(b.gotRequest(Method.INVITE), 200);
    SipResponse ok = a.gotResponse(200);
    defence.capacity().drain(true);
    a.calls("100", "101");
    assertThat(a.gotResponse(503).headers().has(Header.RETRY_AFTER)).isTrue();
    a.sends(a.within(invite, ok, Method.BYE));
    b.answers(b.gotRequest(Method.BYE), 200);
    a.gotResponse(200);
    assertThat(defence.calls().size()).isZero();
  }
}
