package ringfence.proxy.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import ringfence.proxy.location.AddressOfRecord;
import ringfence.proxy.location.Binding;
import ringfence.proxy.location.Device;
import ringfence.proxy.location.Reach;
import ringfence.sip.message.Method;
import ringfence.sip.message.Parameters;
import ringfence.sip.message.SipUri;
import ringfence.sip.message.Uri;
import ringfence.testkit.Clause;

/// Requests to an address of one device of a user, RFC 5627.
class GruuTest {
  private static final AddressOfRecord AOR = new AddressOfRecord("101", "127.0.0.1");

  private final Stage stage = new Stage();
  private final Stage.Phone a = stage.phone("A", 16000);
  private final Stage.Phone desk = stage.phone("desk", 16001);
  private final Stage.Phone mobile = stage.phone("mobile", 16002);

  GruuTest() {
    a.isRegisteredAs("100");
    List<Binding> bindings = new ArrayList<>();
    bindings.add(binding(desk, "<urn:uuid:1>"));
    bindings.add(binding(mobile, "<urn:uuid:2>"));
    stage.location().commit(AOR, bindings);
  }

  private Binding binding(Stage.Phone phone, String instance) {
    var plain =
        new Binding(
            AOR,
            Uri.parse(phone.contact("101")),
            Parameters.NONE,
            1000,
            "registration-" + instance,
            1,
            stage.now().plusSeconds(3600),
            new Reach.Live(phone.flow()),
            "");
    return plain.with(new Device(Optional.of(instance), OptionalInt.empty(), List.of()));
  }

  private Binding ofMobile() {
    return stage.location().bindings(AOR, stage.now()).stream()
        .filter(binding -> binding.instance().equals(Optional.of("<urn:uuid:2>")))
        .findFirst()
        .orElseThrow();
  }

  private void call(SipUri gruu) {
    a.sends(a.request(Method.INVITE, gruu.toString(), "sip:100@127.0.0.1:5061", gruu.toString()));
  }

  @Test
  @Clause("RFC 5627 6.1")
  void a_public_GRUU_rings_its_device_alone() {
    call(stage.gruus().publicGruu(ofMobile()).orElseThrow());
    assertThat(mobile.gotRequest(Method.INVITE).uri()).hasToString(mobile.contact("101"));
    assertThat(desk.gotNothing()).isTrue();
  }

  @Test
  @Clause("RFC 5627 6.1")
  void a_temporary_GRUU_rings_its_device_and_says_not_whose_it_is() {
    SipUri gruu = stage.gruus().temporaryGruu(ofMobile()).orElseThrow();
    assertThat(gruu.toString()).doesNotContain("101").doesNotContain("uuid");
    call(gruu);
    mobile.gotRequest(Method.INVITE);
    assertThat(desk.gotNothing()).isTrue();
  }

  @Test
  @Clause("RFC 5627 6.1")
  void a_GRUU_whose_device_is_away_is_a_480_and_one_that_never_was_a_404() {
    SipUri gruu = stage.gruus().publicGruu(ofMobile()).orElseThrow();
    mobile.hangsDead();
    call(gruu);
    a.gotResponse(480);
    call(SipUri.parse("sip:tgruu.AAAA@127.0.0.1;gr"));
    a.gotResponse(404);
  }
}
