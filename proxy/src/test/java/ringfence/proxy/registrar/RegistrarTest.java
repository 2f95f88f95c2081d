package ringfence.proxy.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ringfence.proxy.location.AddressOfRecord;
import ringfence.proxy.policy.Rules;
import ringfence.proxy.routing.Stage;
import ringfence.sip.message.CSeq;
import ringfence.sip.message.Contact;
import ringfence.sip.message.Header;
import ringfence.sip.message.Method;
import ringfence.sip.message.NameAddr;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.Transport;
import ringfence.sip.message.Uri;
import ringfence.testkit.Clause;

/// REGISTER requests, RFC 3261 section 10.3, by phones that answer their challenges.
class RegistrarTest {
  private final Stage stage = new Stage();
  private final Stage.Phone a = stage.phone("A", 16000);

  private SipResponse sent(SipRequest register) {
    return a.authenticated(register, "100", Stage.PASSWORD);
  }

  private static List<String> contacts(SipResponse response) {
    return response.headers().all(Header.CONTACT).stream().map(Contact::toString).toList();
  }

  private SipRequest with(String... contacts) {
    SipRequest register = a.registerNothing("100");
    var headers = register.headers();
    for (String contact : contacts)
      headers = headers.append(Header.CONTACT, Contact.parse(contact));
    return register.with(headers);
  }

  private SipRequest again(SipRequest before, long cseq) {
    SipRequest fresh = a.registerNothing("100");
    return before.with(
        before
            .headers()
            .with(Header.VIA, fresh.topVia())
            .without(Header.AUTHORIZATION)
            .with(Header.CSEQ, new CSeq(cseq, Method.REGISTER)));
  }

  @Test
  @Clause("RFC 3261 22.1")
  void the_first_request_is_challenged_with_the_host_of_the_address_as_realm() {
    a.sends(a.register("100"));
    SipResponse challenge = a.gotResponse(401);
    assertThat(challenge.headers().all(Header.WWW_AUTHENTICATE))
        .extracting(fields -> fields.value("realm").orElse(""))
        .containsExactly("127.0.0.1", "127.0.0.1");
    assertThat(challenge.headers().all(Header.WWW_AUTHENTICATE))
        .extracting(fields -> fields.value("algorithm").orElse(""))
        .containsExactly("MD5", "SHA-256");
  }

  @Test
  @Clause("RFC 3261 10.3")
  void a_registration_is_confirmed_with_its_contact_byte_for_byte_and_a_date() {
    String contact = "<sip:100@192.168.120.30:16000;Transport=TLS;x=%41b>";
    SipResponse ok = sent(with(contact));
    assertThat(ok.status().value()).isEqualTo(200);
    assertThat(contacts(ok)).containsExactly(contact + ";expires=3600");
    assertThat(ok.headers().first(Header.DATE)).contains("Thu, 01 Jan 2026 00:00:00 GMT");
  }

  @Test
  @Clause("RFC 3261 10.3")
  void F90_all_bindings_come_back_with_what_is_left_of_each() {
    sent(with("<sip:100@10.0.0.1:16000;transport=tls>"));
    stage.advance(Duration.ofSeconds(100));
    SipResponse ok = sent(with("<sip:100@10.0.0.2:16000>;q=0.5;expires=600;+x=\"y\""));
    assertThat(contacts(ok))
        .containsExactly(
            "<sip:100@10.0.0.1:16000;transport=tls>;expires=3500",
            "<sip:100@10.0.0.2:16000>;q=0.5;+x=\"y\";expires=600");
  }

  @Test
  @Clause("RFC 3261 10.3")
  void a_request_without_contact_asks_for_the_bindings() {
    sent(with("<sip:100@10.0.0.1>"));
    assertThat(contacts(sent(a.registerNothing("100"))))
        .containsExactly("<sip:100@10.0.0.1>;expires=3600");
  }

  @Test
  @Clause("RFC 3261 10.3")
  void the_expires_of_the_contact_counts_before_the_header_field() {
    SipRequest register = with("<sip:100@10.0.0.1>;expires=120", "<sip:100@10.0.0.2>");
    SipResponse ok = sent(register.with(Header.EXPIRES, Duration.ofSeconds(300)));
    assertThat(contacts(ok))
        .containsExactly("<sip:100@10.0.0.1>;expires=120", "<sip:100@10.0.0.2>;expires=300");
  }

  @Test
  @Clause("RFC 3261 10.3")
  void an_interval_that_is_too_brief_is_423_with_the_least() {
    SipResponse refused = sent(with("<sip:100@10.0.0.1>;expires=59"));
    assertThat(refused.status().value()).isEqualTo(423);
    assertThat(refused.headers().first(Header.MIN_EXPIRES)).contains(Duration.ofSeconds(60));
    assertThat(contacts(sent(a.registerNothing("100")))).isEmpty();
  }

  @Test
  void an_interval_that_is_too_long_is_cut() {
    assertThat(contacts(sent(with("<sip:100@10.0.0.1>;expires=4000000000"))))
        .containsExactly("<sip:100@10.0.0.1>;expires=86400");
  }

  @Test
  @Clause("RFC 3261 10.2.2")
  void expires_0_takes_one_contact_away() {
    sent(with("<sip:100@10.0.0.1;transport=tls>", "<sip:100@10.0.0.2>"));
    assertThat(contacts(sent(with("<sip:100@10.0.0.1;transport=tls>;expires=0"))))
        .containsExactly("<sip:100@10.0.0.2>;expires=3600");
  }

  @Test
  @Clause("RFC 3261 10.2.2")
  void a_star_with_expires_0_takes_all_away() {
    sent(with("<sip:100@10.0.0.1>", "<sip:100@10.0.0.2>"));
    assertThat(contacts(sent(with("*").with(Header.EXPIRES, Duration.ZERO)))).isEmpty();
  }

  @Test
  @Clause("RFC 3261 10.3")
  void a_star_that_does_not_stand_alone_beside_expires_0_is_400_and_changes_nothing() {
    sent(with("<sip:100@10.0.0.1>"));
    assertThat(sent(with("*")).status().value()).isEqualTo(400);
    assertThat(sent(with("*").with(Header.EXPIRES, Duration.ofSeconds(60))).status().value())
        .isEqualTo(400);
    SipRequest both = with("*", "<sip:100@10.0.0.2>").with(Header.EXPIRES, Duration.ZERO);
    assertThat(sent(both).status().value()).isEqualTo(400);
    assertThat(contacts(sent(a.registerNothing("100")))).hasSize(1);
  }

  @Test
  @Clause("RFC 3261 10.3")
  void an_older_request_of_the_same_Call_ID_fails_and_changes_nothing() {
    SipRequest first = with("<sip:100@10.0.0.1>;expires=600");
    sent(again(first, 20));
    SipRequest older = again(with("<sip:100@10.0.0.1>;expires=0", "<sip:100@10.0.0.9>"), 5);
    SipResponse refused = sent(older.with(Header.CALL_ID, first.callId()));
    assertThat(refused.status().value()).isEqualTo(500);
    assertThat(contacts(sent(a.registerNothing("100"))))
        .containsExactly("<sip:100@10.0.0.1>;expires=600");
  }

  @Test
  @Clause("RFC 3261 10.3")
  void another_Call_ID_replaces_the_binding() {
    sent(with("<sip:100@10.0.0.1>;expires=600"));
    assertThat(contacts(sent(with("<sip:100@10.0.0.1>;expires=700"))))
        .containsExactly("<sip:100@10.0.0.1>;expires=700");
  }

  @Test
  @Clause("RFC 3261 19.1.4")
  void a_contact_that_differs_in_case_only_is_the_same() {
    sent(with("<sip:100@phone.example.com;transport=tls>"));
    assertThat(contacts(sent(with("<sip:100@PHONE.example.com;Transport=TLS>"))))
        .containsExactly("<sip:100@PHONE.example.com;Transport=TLS>;expires=3600");
  }

  @Test
  @Clause("RFC 3261 10.3")
  void an_unknown_Require_is_420() {
    SipRequest register = a.register("100");
    register = register.with(register.headers().append(Header.REQUIRE, "no-such-thing"));
    a.sends(register);
    assertThat(a.gotResponse(420).headers().all(Header.UNSUPPORTED))
        .containsExactly("no-such-thing");
  }

  @Test
  @Clause("RFC 3261 10.3")
  void an_address_of_another_domain_is_404_and_another_domain_403() {
    SipRequest register = a.register("100");
    a.sends(register.with(Header.TO, NameAddr.parse("<sip:100@elsewhere.org>")));
    a.gotResponse(404);
    a.sends(a.register("100").withUri(Uri.parse("sip:elsewhere.org")));
    a.gotResponse(403);
  }

  @Test
  @Clause("RFC 3261 10.3")
  void a_user_cannot_register_for_another() {
    SipResponse refused = a.authenticated(a.register("101"), "100", Stage.PASSWORD);
    assertThat(refused.status().value()).isEqualTo(403);
    assertThat(stage.location().bindings(new AddressOfRecord("101", "127.0.0.1"), stage.now()))
        .isEmpty();
  }

  @Test
  void a_wrong_password_is_challenged_again_and_told() {
    SipResponse refused = a.authenticated(a.register("100"), "100", "wrong");
    assertThat(refused.status().value()).isEqualTo(401);
    assertThat(stage.reports())
        .last()
        .satisfies(r -> assertThat(r.fields()).containsEntry("cause", "wrong password"));
    assertThat(stage.reports().toString()).doesNotContain(Stage.PASSWORD);
  }

  @Test
  void an_address_that_guesses_passwords_is_no_longer_heard_for_a_while() {
    for (int i = 0; i < 10; i++) a.authenticated(a.register("100"), "100", "wrong " + i);
    assertThat(sent(a.register("100")).status().value()).isEqualTo(401);
    stage.advance(Duration.ofMinutes(10));
    assertThat(sent(a.register("100")).status().value()).isEqualTo(200);
  }

  @Test
  void requests_without_credentials_are_no_failures() {
    for (int i = 0; i < 50; i++) {
      a.sends(a.register("100"));
      a.gotResponse(401);
    }
    assertThat(sent(a.register("100")).status().value()).isEqualTo(200);
  }

  @Test
  void eleven_contacts_are_refused_and_dead_ones_make_room() {
    String[] ten = new String[10];
    for (int i = 0; i < 10; i++) ten[i] = "<sip:100@10.0.0." + i + ">";
    assertThat(sent(with(ten)).status().value()).isEqualTo(200);
    assertThat(sent(with("<sip:100@10.0.1.1>")).status().value()).isEqualTo(403);
    a.hangsDead();
    Stage.Phone back = stage.phone("A2", 16010);
    SipResponse ok = back.authenticated(back.register("100"), "100", Stage.PASSWORD);
    assertThat(contacts(ok)).hasSize(10).last().asString().contains("16010");
  }

  @Test
  @Clause("RFC 3261 10.3")
  void a_binding_expires_and_calls_find_nobody() {
    sent(with("<sip:100@127.0.0.1:16000>;expires=60"));
    stage.advance(Duration.ofSeconds(60));
    assertThat(stage.reports()).last().asString().contains("expired");
    assertThat(contacts(sent(a.registerNothing("100")))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Contact: <sip:100", "Expires: soon", "Contact: *;expires=0", "Require: (("})
  void a_malformed_header_is_400_and_never_a_fault(String line) {
    SipRequest register = a.registerNothing("100");
    String name = line.substring(0, line.indexOf(':'));
    String value = line.substring(line.indexOf(':') + 2);
    SipRequest bad = register.with(register.headers().append(name, value));
    SipResponse answer = a.authenticated(bad, "100", Stage.PASSWORD);
    assertThat(answer.status().value()).isIn(400, 200);
    assertThat(stage.location().all(stage.now())).isEmpty();
  }

  @Test
  @Clause("RFC 3261 22.3")
  void a_call_over_UDP_is_challenged_407_and_the_credentials_go_no_further() {
    Stage.Phone b = stage.phone("B", 16001);
    b.isRegisteredAs("101");
    Stage.Phone udp = stage.phone("U", Transport.UDP, 5070);
    udp.isRegisteredAs("100", "sip:100@127.0.0.1:5070");
    udp.authenticated(udp.invite("100", "101"), "100", Stage.PASSWORD);
    assertThat(b.gotRequest(Method.INVITE).headers().has(Header.PROXY_AUTHORIZATION)).isFalse();
  }

  @Test
  @Clause("RFC 3261 22.3")
  void a_call_over_the_TLS_link_of_a_registration_is_challenged_407_too() {
    var usual = new Stage(false, Rules.standard());
    Stage.Phone caller = usual.phone("A", 16000);
    Stage.Phone callee = usual.phone("B", 16001);
    caller.isRegisteredAs("100");
    callee.isRegisteredAs("101");
    caller.calls("100", "101");
    assertThat(caller.gotResponse(407).headers().all(Header.PROXY_AUTHENTICATE))
        .extracting(fields -> fields.value("algorithm").orElse(""))
        .containsExactly("MD5");
    assertThat(callee.gotNothing()).isTrue();
    caller.authenticated(caller.invite("100", "101"), "100", Stage.PASSWORD);
    assertThat(callee.gotRequest(Method.INVITE).headers().has(Header.PROXY_AUTHORIZATION))
        .isFalse();
  }

  @Test
  void a_user_cannot_call_in_the_name_of_another() {
    Stage.Phone udp = stage.phone("U", Transport.UDP, 5070);
    SipResponse refused = udp.authenticated(udp.invite("101", "102"), "100", Stage.PASSWORD);
    assertThat(refused.status().value()).isEqualTo(403);
  }
}
