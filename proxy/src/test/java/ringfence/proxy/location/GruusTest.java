package ringfence.proxy.location;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import ringfence.proxy.routing.Stage;
import ringfence.sip.message.Contact;
import ringfence.sip.message.Header;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.SipUri;
import ringfence.sip.message.Uri;
import ringfence.testkit.Clause;

class GruusTest {
  private static final AddressOfRecord AOR = new AddressOfRecord("100", "127.0.0.1");
  private static final String INSTANCE =
      ";+sip.instance=\"<urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6>\"";

  private final Stage stage = new Stage();
  private final Stage.Phone a = stage.phone("A", 16000);

  private Contact.Address registered(String callId, String contact) {
    SipRequest register =
        a.registerNothing("100")
            .with(Header.CALL_ID, callId)
            .with(Header.CONTACT, Contact.parse(contact));
    register = register.with(register.headers().append(Header.SUPPORTED, "gruu"));
    SipResponse ok = a.authenticated(register, "100", Stage.PASSWORD);
    return (Contact.Address) ok.headers().first(Header.CONTACT).orElseThrow();
  }

  private static SipUri gruu(Contact.Address contact, String name) {
    return SipUri.parse(contact.address().parameters().value(name).orElseThrow());
  }

  private boolean isTheDevice(SipUri gruu) {
    return stage
        .gruus()
        .read(gruu, stage.location(), stage.now())
        .filter(named -> named.aor().equals(AOR) && named.bindings().size() == 1)
        .isPresent();
  }

  @Test
  @Clause("RFC 5627 5.2")
  void a_device_gets_a_public_gruu_of_its_address_and_instance() {
    Contact.Address contact = registered("c", "<sip:100@10.0.0.1>" + INSTANCE);
    SipUri open = gruu(contact, "pub-gruu");
    assertThat(open)
        .hasToString("sip:100@127.0.0.1;gr=urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6");
    assertThat(isTheDevice(open)).isTrue();
  }

  @Test
  @Clause("RFC 5627 3.1.2")
  void a_temporary_gruu_tells_nothing_and_each_is_another() {
    Contact.Address contact = registered("c", "<sip:100@10.0.0.1>" + INSTANCE);
    SipUri first = gruu(contact, "temp-gruu");
    assertThat(first.userText().orElseThrow()).doesNotContain("100").startsWith("tgruu.");
    assertThat(isTheDevice(first)).isTrue();
    SipUri second =
        stage
            .gruus()
            .temporaryGruu(stage.location().bindings(AOR, stage.now()).getFirst())
            .orElseThrow();
    assertThat(second).isNotEqualTo(first);
    assertThat(isTheDevice(second)).isTrue();
  }

  @Test
  @Clause("RFC 5627 5.1")
  void a_registration_of_another_Call_ID_ends_the_temporary_gruus_before_it() {
    SipUri hidden = gruu(registered("c", "<sip:100@10.0.0.1>" + INSTANCE), "temp-gruu");
    SipUri open = gruu(registered("d", "<sip:100@10.0.0.1>" + INSTANCE), "pub-gruu");
    assertThat(isTheDevice(hidden)).isFalse();
    assertThat(isTheDevice(open)).isTrue();
  }

  @Test
  @Clause("RFC 5627 5.3")
  void the_end_of_the_registration_ends_temporary_gruus_and_leaves_the_public_one_without_device() {
    Contact.Address contact = registered("c", "<sip:100@10.0.0.1>" + INSTANCE);
    stage.advance(Duration.ofHours(2));
    assertThat(stage.gruus().read(gruu(contact, "temp-gruu"), stage.location(), stage.now()))
        .isEmpty();
    assertThat(stage.gruus().read(gruu(contact, "pub-gruu"), stage.location(), stage.now()))
        .contains(new Gruus.Named(AOR, java.util.List.of()));
  }

  @Test
  @Clause("RFC 5627 5.1")
  void a_device_cannot_choose_its_gruu() {
    String chosen = ";pub-gruu=\"sip:101@127.0.0.1;gr\";temp-gruu=\"sip:x@y;gr\"";
    Contact.Address contact = registered("c", "<sip:100@10.0.0.1>" + INSTANCE + chosen);
    assertThat(contact.toString()).doesNotContain("sip:101@").doesNotContain("sip:x@y");
  }

  @Test
  void what_is_no_gruu_of_ours_is_none() {
    SipUri hidden = gruu(registered("c", "<sip:100@10.0.0.1>" + INSTANCE), "temp-gruu");
    var others = new Gruus(new SecretKeySpec(new byte[16], "AES"), new Random(1));
    assertThat(others.read(hidden, stage.location(), stage.now())).isEmpty();
    String user = hidden.user().orElseThrow();
    for (int i = 6; i < user.length(); i++) {
      char other = user.charAt(i) == 'A' ? 'Q' : 'A';
      String forged = user.substring(0, i) + other + user.substring(i + 1);
      Uri uri = Uri.parse("sip:" + forged + "@127.0.0.1;gr");
      assertThat(isTheDevice((SipUri) uri)).as(forged).isFalse();
    }
    assertThat(isTheDevice(SipUri.parse("sip:" + user + "@example.com;gr"))).isFalse();
    assertThat(isTheDevice(SipUri.parse("sip:100@127.0.0.1"))).isFalse();
    assertThat(isTheDevice(SipUri.parse("sip:100@127.0.0.1;gr"))).isFalse();
    assertThat(isTheDevice(SipUri.parse("sip:100@127.0.0.1;gr=urn:uuid:0"))).isFalse();
  }
}
