package ringfence.proxy.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import ringfence.manage.setting.SettingStore;
import ringfence.manage.setting.Settings;
import ringfence.proxy.location.AddressOfRecord;
import ringfence.proxy.location.Binding;
import ringfence.proxy.location.Device;
import ringfence.proxy.location.Reach;
import ringfence.sip.message.Header;
import ringfence.sip.message.Method;
import ringfence.sip.message.Parameters;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.Uri;
import ringfence.testkit.Clause;

/// Which contacts ring together and which after others, whom an alias means, and how far a request
/// may spread.
class PreferenceTest {
  private final Stage stage = new Stage();
  private final Stage.Phone a = stage.phone("A", 16000);
  private final Stage.Phone first = stage.phone("first", 16001);
  private final Stage.Phone second = stage.phone("second", 16002);

  PreferenceTest() {
    a.isRegisteredAs("100");
  }

  private void isRegistered(Stage.Phone phone, int q) {
    var aor = new AddressOfRecord("101", "127.0.0.1");
    List<Binding> bindings = new ArrayList<>(stage.location().bindings(aor, stage.now()));
    bindings.add(
        new Binding(
            aor,
            Uri.parse(phone.contact("101")),
            Parameters.NONE,
            q,
            "registration-" + q + phone.contact(""),
            1,
            stage.now().plusSeconds(3600),
            new Reach.Live(phone.flow()),
            ""));
    stage.location().commit(aor, bindings);
  }

  @Test
  @Clause("RFC 3261 16.6")
  void the_less_preferred_contact_rings_when_the_preferred_one_has_refused() {
    isRegistered(first, 1000);
    isRegistered(second, 500);
    a.calls("100", "101");
    SipRequest atFirst = first.gotRequest(Method.INVITE);
    assertThat(second.gotNothing()).isTrue();
    first.answers(atFirst, 486);
    second.answers(second.gotRequest(Method.INVITE), 200);
    a.gotResponse(200);
  }

  @Test
  void the_less_preferred_contact_rings_when_the_preferred_one_has_rung_long_enough() {
    isRegistered(first, 1000);
    isRegistered(second, 500);
    a.calls("100", "101");
    SipRequest atFirst = first.gotRequest(Method.INVITE);
    first.answers(atFirst, 180);
    stage.advance(Duration.ofSeconds(20));
    first.answers(first.gotRequest(Method.CANCEL), 200);
    first.answers(atFirst, 487);
    second.answers(second.gotRequest(Method.INVITE), 180);
    stage.advance(Duration.ofSeconds(184));
    assertThat(second.gotNothing()).isTrue(); // the last rings as long as timer C lets it
  }

  @Test
  @Clause("RFC 3261 16.7")
  void a_603_of_the_preferred_contact_is_the_end() {
    isRegistered(first, 1000);
    isRegistered(second, 500);
    a.calls("100", "101");
    first.answers(first.gotRequest(Method.INVITE), 603);
    a.gotResponse(603);
    assertThat(second.gotNothing()).isTrue();
  }

  @Test
  void a_caller_who_gives_up_stops_the_search() {
    isRegistered(first, 1000);
    isRegistered(second, 500);
    SipRequest invite = a.calls("100", "101");
    SipRequest atFirst = first.gotRequest(Method.INVITE);
    first.answers(atFirst, 180);
    a.sends(a.cancelOf(invite));
    first.answers(first.gotRequest(Method.CANCEL), 200);
    first.answers(atFirst, 487);
    a.gotResponse(487);
    assertThat(second.gotNothing()).isTrue();
  }

  @Test
  @Clause("RFC 5626 5.3")
  void two_flows_of_one_device_are_two_ways_and_not_two_phones() {
    isRegisteredTwice();
    a.calls("100", "101");
    second.gotRequest(Method.INVITE); // registered last
    assertThat(first.gotNothing()).isTrue();
    second.hangsDead();
    first.answers(first.gotRequest(Method.INVITE), 200);
    a.gotResponse(200);
  }

  private void isRegisteredTwice() {
    var aor = new AddressOfRecord("101", "127.0.0.1");
    var instance = Parameters.parse(";+sip.instance=\"<urn:uuid:1>\"");
    List<Binding> bindings = new ArrayList<>();
    for (Stage.Phone phone : List.of(first, second)) {
      int age = bindings.size();
      Binding binding =
          new Binding(
              aor,
              Uri.parse(phone.contact("101")),
              instance,
              1000,
              "registration",
              1,
              stage.now().plusSeconds(3600 + age),
              new Reach.Live(phone.flow()),
              "");
      bindings.add(
          binding.with(
              new Device(Optional.of("<urn:uuid:1>"), OptionalInt.of(age + 1), List.of())));
    }
    stage.location().commit(aor, bindings);
  }

  @Test
  @Clause("RFC 5393 5.3.3")
  void a_fork_shares_the_breadth_and_is_refused_where_there_is_too_little() {
    isRegistered(first, 1000);
    isRegistered(second, 1000);
    a.sends(a.invite("100", "101").with(Header.MAX_BREADTH, 5));
    assertThat(first.gotRequest(Method.INVITE).headers().first(Header.MAX_BREADTH)).contains(2);
    assertThat(second.gotRequest(Method.INVITE).headers().first(Header.MAX_BREADTH)).contains(2);
    a.forgets();
    a.sends(a.invite("100", "101").with(Header.MAX_BREADTH, 1));
    a.gotResponse(440);
  }

  @Test
  @Clause("RFC 5393 5.3.3")
  void a_request_without_breadth_gets_60_and_none_gets_more() {
    isRegistered(first, 1000);
    a.calls("100", "101");
    assertThat(first.gotRequest(Method.INVITE).headers().first(Header.MAX_BREADTH)).contains(60);
    a.sends(a.invite("100", "101").with(Header.MAX_BREADTH, 1000));
    assertThat(first.gotRequest(Method.INVITE).headers().first(Header.MAX_BREADTH)).contains(60);
  }

  @Test
  void an_alias_of_two_users_rings_both_and_an_alias_of_a_domain_is_that_domain() {
    var stage =
        new Stage(
            Stage.Set.NOTHING.with(
                aliases(
                    """
                    alias[address=sales@example.com].target = "101@127.0.0.1, 102@127.0.0.1"
                    alias[address=example.com].target = "127.0.0.1"
                    """)));
    Stage.Phone a = stage.phone("A", 16000);
    Stage.Phone b = stage.phone("B", 16001);
    Stage.Phone c = stage.phone("C", 16002);
    a.isRegisteredAs("100");
    b.isRegisteredAs("101");
    c.isRegisteredAs("102");
    String sales = "sip:sales@example.com";
    a.sends(a.request(Method.INVITE, sales, "sip:100@127.0.0.1", sales));
    b.gotRequest(Method.INVITE);
    c.gotRequest(Method.INVITE);
    String other = "sip:102@example.com";
    a.sends(a.request(Method.INVITE, other, "sip:100@127.0.0.1", other));
    c.gotRequest(Method.INVITE);
    assertThat(b.gotNothing()).isTrue();
  }

  @Test
  void aliases_that_go_round_in_a_circle_end() {
    Aliases circle =
        aliases(
            """
            alias[address=a@example.com].target = "b@example.com"
            alias[address=b@example.com].target = "a@example.com, a@example.com"
            """);
    var uri = ringfence.sip.message.SipUri.parse("sip:a@example.com");
    assertThat(circle.meant(uri)).hasSizeLessThanOrEqualTo(2);
  }

  private static Aliases aliases(String text) {
    var read =
        SettingStore.read("test", text.lines().toList(), Settings.of(RoutingSettings.DECLARATIONS));
    List<String> problems = new ArrayList<>();
    Aliases aliases = Aliases.of(((SettingStore.Loaded) read).settings(), problems);
    assertThat(problems).isEmpty();
    return aliases;
  }
}
