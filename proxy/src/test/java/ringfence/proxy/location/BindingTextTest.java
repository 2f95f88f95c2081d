package ringfence.proxy.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import ringfence.sip.message.NameAddr;
import ringfence.sip.message.Parameters;
import ringfence.sip.message.Transport;
import ringfence.sip.message.Uri;
import ringfence.testkit.Clause;

class BindingTextTest {
  private static final AddressOfRecord AOR = new AddressOfRecord("100", "example.com");
  private static final InetSocketAddress REMOTE = new InetSocketAddress("192.168.120.30", 16000);
  private static final Device DEVICE =
      new Device(
          Optional.of("<urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6>"),
          OptionalInt.of(2),
          List.of(Uri.parse("sip:100@10.0.0.1"), Uri.parse("sip:100@[::1]:5061;transport=tls")));
  private static final List<NameAddr> PATH =
      List.of(
          NameAddr.parse("<sip:token@edge.example.com;lr;ob>"),
          NameAddr.parse("\"a\\\\b\t,\" <sip:core.example.com;lr>;x=\"y\""));

  private static Binding binding(Reach reach) {
    return new Binding(
        AOR,
        Uri.parse("sip:100@192.168.120.30:16000;transport=tls"),
        Parameters.parse(";q=0.5;+x=\"a\\\\tb\""),
        500,
        "call\tid",
        7,
        Instant.ofEpochMilli(1_767_225_600_000L),
        reach,
        "Mitel\\n",
        DEVICE,
        PATH);
  }

  @Test
  @Clause("RFC 3327 5.3")
  void a_binding_comes_back_with_its_device_and_its_path() {
    Binding awaiting = binding(new Reach.Awaiting(Transport.TLS, REMOTE));
    Binding plain = awaiting.with(Device.UNNAMED).withPath(List.of());
    String text = BindingText.write(List.of(awaiting, plain));
    assertThat(BindingText.read(AOR, text)).containsExactly(awaiting, plain);
  }

  @Test
  void a_binding_whose_flow_is_at_another_node_keeps_node_and_token() {
    Binding elsewhere = binding(new Reach.Elsewhere("node-b", "AbC_-9", Transport.TLS, REMOTE));
    assertThat(BindingText.read(AOR, BindingText.write(List.of(elsewhere))))
        .containsExactly(elsewhere);
  }

  @Test
  void a_line_cut_anywhere_is_refused_and_never_read_as_another() {
    Binding whole = binding(new Reach.Awaiting(Transport.TLS, REMOTE));
    String line = BindingText.write(List.of(whole));
    var chance = new Random(5);
    for (int i = 0; i < 200; i++) {
      String cut = line.substring(0, 1 + chance.nextInt(line.length() - 3));
      assertThatThrownBy(() -> BindingText.read(AOR, cut)).isInstanceOf(RuntimeException.class);
    }
  }

  private static Device after(Device device, String left, String current) {
    Reach reach = new Reach.Awaiting(Transport.TLS, REMOTE);
    var before =
        new Binding(AOR, Uri.parse(left), Parameters.NONE, 1000, "c", 1, Instant.EPOCH, reach, "");
    return device.inPlaceOf(before, Uri.parse(current));
  }

  @Test
  void a_device_remembers_five_contacts_that_it_left_and_not_the_one_it_has() {
    Device device = DEVICE;
    for (int i = 0; i < 7; i++) {
      device = after(device, "sip:1@h" + i, "sip:1@h" + (i + 1));
    }
    assertThat(device.formerContacts())
        .extracting(Uri::toString)
        .containsExactly("sip:1@h6", "sip:1@h5", "sip:1@h4", "sip:1@h3", "sip:1@h2");
    assertThat(after(device, "sip:1@h7", "sip:1@h5").formerContacts())
        .extracting(Uri::toString)
        .containsExactly("sip:1@h7", "sip:1@h6", "sip:1@h4", "sip:1@h3", "sip:1@h2");
  }
}
