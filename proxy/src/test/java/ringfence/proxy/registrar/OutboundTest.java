package ringfence.proxy.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ringfence.proxy.location.AddressOfRecord;
import ringfence.proxy.location.Binding;
import ringfence.proxy.routing.Stage;
import ringfence.sip.message.Contact;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.NameAddr;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.Uri;
import ringfence.sip.message.Via;
import ringfence.testkit.Clause;

/// Registrations of devices that name themselves: instance, outbound (RFC 5626) and Path (RFC
/// 3327).
class OutboundTest {
  private static final String ONE = ";+sip.instance=\"<urn:uuid:1>\"";
  private static final String OTHER = ";+sip.instance=\"<urn:uuid:2>\"";
  private static final AddressOfRecord AOR = new AddressOfRecord("100", "127.0.0.1");

  private final Stage stage = new Stage();
  private final Stage.Phone a = stage.phone("A", 16000);
  private final Stage.Phone b = stage.phone("B", 16001);

  private static SipRequest register(Stage.Phone phone, String... contacts) {
    SipRequest register = phone.registerNothing("100");
    Headers headers = register.headers();
    for (String contact : contacts) {
      headers = headers.append(Header.CONTACT, Contact.parse(contact));
    }
    return register.with(headers);
  }

  private static SipRequest outbound(Stage.Phone phone, String... contacts) {
    SipRequest register = register(phone, contacts);
    return register.with(
        register.headers().append(Header.SUPPORTED, "path").append(Header.SUPPORTED, "outbound"));
  }

  private static SipRequest throughAnEdge(SipRequest register, String... path) {
    Headers headers =
        register.headers().prepend(Header.VIA, Via.parse("SIP/2.0/TLS edge;branch=z9hG4bKedge"));
    for (String hop : path) headers = headers.append(Header.PATH, NameAddr.parse(hop));
    return register.with(headers);
  }

  private static SipResponse sent(Stage.Phone phone, SipRequest register) {
    return phone.authenticated(register, "100", Stage.PASSWORD);
  }

  private List<String> contacts() {
    return stage.location().bindings(AOR, stage.now()).stream()
        .map(binding -> binding.contact().toString())
        .toList();
  }

  @Test
  @Clause("RFC 5626 6")
  void each_flow_of_a_device_is_a_binding_and_the_answer_requires_outbound() {
    SipResponse ok = sent(a, outbound(a, "<sip:100@10.0.0.1:1>" + ONE + ";reg-id=1"));
    assertThat(ok.headers().all(Header.REQUIRE)).containsExactly("outbound");
    assertThat(ok.headers().first(Header.FLOW_TIMER)).contains(Duration.ofMinutes(2));
    sent(b, outbound(b, "<sip:100@10.0.0.1:1>" + ONE + ";reg-id=2"));
    assertThat(stage.location().bindings(AOR, stage.now()))
        .extracting(binding -> binding.device().regId().getAsInt())
        .containsExactlyInAnyOrder(1, 2);
    assertThat(stage.location().over(b.flow(), stage.now())).hasSize(1);
  }

  @Test
  @Clause("RFC 5626 6")
  void the_same_flow_of_a_device_replaces_the_older_even_if_its_contact_differs() {
    sent(a, outbound(a, "<sip:100@10.0.0.1:1>" + ONE + ";reg-id=1"));
    sent(b, outbound(b, "<sip:100@10.0.0.9:9>" + ONE + ";reg-id=1"));
    assertThat(contacts()).containsExactly("sip:100@10.0.0.9:9");
    assertThat(stage.location().over(a.flow(), stage.now())).isEmpty();
    assertThat(stage.location().byContact(Uri.parse("sip:100@10.0.0.1:1"), stage.now()))
        .map(Binding::contact)
        .contains(Uri.parse("sip:100@10.0.0.9:9"));
  }

  @Test
  @Clause("RFC 5626 6")
  void a_reg_id_is_ignored_without_instance_or_without_outbound() {
    SipResponse bare = sent(a, outbound(a, "<sip:100@10.0.0.1:1>;reg-id=1"));
    assertThat(bare.headers().has(Header.REQUIRE)).isFalse();
    SipResponse unsupported = sent(a, register(a, "<sip:100@10.0.0.2:1>" + ONE + ";reg-id=1"));
    assertThat(unsupported.headers().has(Header.REQUIRE)).isFalse();
    assertThat(stage.location().bindings(AOR, stage.now()))
        .allSatisfy(binding -> assertThat(binding.device().regId()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "2147483648", "x", "99999999999"})
  @Clause("RFC 5626 4.2")
  void what_is_no_reg_id_is_none(String regId) {
    SipResponse ok = sent(a, outbound(a, "<sip:100@10.0.0.1>" + ONE + ";reg-id=" + regId));
    assertThat(ok.status().value()).isEqualTo(200);
    assertThat(ok.headers().has(Header.REQUIRE)).isFalse();
  }

  @Test
  @Clause("RFC 5626 6")
  void a_first_hop_that_cannot_keep_flows_apart_is_439() {
    SipRequest wish = outbound(a, "<sip:100@10.0.0.1>" + ONE + ";reg-id=1");
    assertThat(sent(a, throughAnEdge(wish)).status().value()).isEqualTo(439);
    SipRequest again = outbound(a, "<sip:100@10.0.0.1>" + ONE + ";reg-id=1");
    SipRequest without = throughAnEdge(again, "<sip:edge.example.com;lr>");
    assertThat(sent(a, without).status().value()).isEqualTo(439);
    assertThat(contacts()).isEmpty();
  }

  @Test
  @Clause("RFC 3327 5.3")
  void a_path_is_kept_in_its_order_and_comes_back() {
    SipRequest wish = outbound(a, "<sip:100@10.0.0.1>" + ONE + ";reg-id=1");
    String[] path = {"<sip:core.example.com;lr>", "<sip:token@edge.example.com;lr;ob>"};
    SipResponse ok = sent(a, throughAnEdge(wish, path));
    assertThat(ok.headers().all(Header.PATH)).extracting(NameAddr::toString).containsExactly(path);
    assertThat(ok.headers().all(Header.REQUIRE)).containsExactly("outbound");
    assertThat(stage.location().bindings(AOR, stage.now()).getFirst().path())
        .extracting(NameAddr::toString)
        .containsExactly(path);
  }

  @Test
  @Clause("RFC 3327 5.3")
  void a_path_that_the_device_does_not_know_of_is_420() {
    SipRequest register = register(a, "<sip:100@10.0.0.1>");
    SipResponse refused = sent(a, throughAnEdge(register, "<sip:edge.example.com;lr>"));
    assertThat(refused.status().value()).isEqualTo(420);
    assertThat(refused.headers().all(Header.UNSUPPORTED)).containsExactly("path");
    assertThat(contacts()).isEmpty();
  }

  @Test
  @Clause("RFC 5626 6")
  void a_contact_with_reg_id_beside_another_is_400_but_may_take_an_old_one_away() {
    String flow = "<sip:100@10.0.0.1>" + ONE + ";reg-id=1";
    SipResponse both = sent(a, outbound(a, flow, "<sip:100@10.0.0.2>"));
    assertThat(both.status().value()).isEqualTo(400);
    sent(a, register(a, "<sip:100@10.0.0.2>"));
    sent(a, outbound(a, flow, "<sip:100@10.0.0.2>;expires=0"));
    assertThat(contacts()).containsExactly("sip:100@10.0.0.1");
  }

  @Test
  void a_device_without_outbound_that_comes_back_elsewhere_takes_its_own_place() {
    sent(a, register(a, "<sip:100@10.0.0.1:1>" + ONE));
    a.hangsDead();
    SipResponse ok = sent(b, register(b, "<sip:100@10.0.0.1:2>" + ONE));
    assertThat(ok.headers().all(Header.CONTACT)).hasSize(1);
    assertThat(contacts()).containsExactly("sip:100@10.0.0.1:2");
    assertThat(stage.location().byContact(Uri.parse("sip:100@10.0.0.1:1"), stage.now()))
        .isPresent();
  }

  @Test
  void two_devices_with_the_same_private_contact_are_two() {
    sent(a, register(a, "<sip:100@192.168.1.10:5060>" + ONE));
    sent(b, register(b, "<sip:100@192.168.1.10:5060>" + OTHER));
    assertThat(contacts()).hasSize(2);
    sent(b, register(b, "<sip:100@192.168.1.10:5060>;expires=0" + OTHER));
    assertThat(stage.location().over(a.flow(), stage.now())).hasSize(1);
    assertThat(contacts()).hasSize(1);
  }

  @Test
  void a_device_may_take_its_old_contact_away_in_the_request_that_brings_its_new_one() {
    sent(a, register(a, "<sip:100@10.0.0.1:1>" + ONE));
    sent(a, register(a, "<sip:100@10.0.0.1:2>" + ONE, "<sip:100@10.0.0.1:1>;expires=0" + ONE));
    assertThat(contacts()).containsExactly("sip:100@10.0.0.1:2");
  }

  @Test
  @Clause("RFC 5627 5.1")
  void a_contact_that_is_the_address_itself_is_403() {
    SipRequest loop = register(a, "<sip:100@127.0.0.1:5061>");
    assertThat(sent(a, loop).status().value()).isEqualTo(403);
    assertThat(contacts()).isEmpty();
  }

  @Test
  @Clause("RFC 3261 10.3")
  void only_a_user_named_for_it_registers_for_others() {
    SipRequest forAnother =
        register(a, "<sip:100@10.0.0.1>")
            .with(Header.FROM, NameAddr.parse("<sip:102@127.0.0.1>;tag=x"));
    assertThat(a.authenticated(forAnother, "102", Stage.PASSWORD).status().value()).isEqualTo(200);
    SipRequest unnamed =
        register(a, "<sip:100@10.0.0.2>")
            .with(Header.FROM, NameAddr.parse("<sip:101@127.0.0.1>;tag=x"));
    assertThat(a.authenticated(unnamed, "101", Stage.PASSWORD).status().value()).isEqualTo(403);
    SipRequest pretending =
        register(a, "<sip:100@10.0.0.2>")
            .with(Header.FROM, NameAddr.parse("<sip:101@127.0.0.1>;tag=x"));
    assertThat(a.authenticated(pretending, "100", Stage.PASSWORD).status().value()).isEqualTo(403);
    assertThat(contacts()).containsExactly("sip:100@10.0.0.1");
  }
}
