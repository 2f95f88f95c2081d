package ringfence.transport.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.Transport;
import ringfence.testkit.Clause;
import ringfence.transport.resolve.Locator.Located;

class LocatorTest {
  private final Locator locator = new Locator();

  @AfterEach
  void close() {
    locator.close();
  }

  private Located locate(Target target) throws Exception {
    return locator.locate(target).get(20, TimeUnit.SECONDS);
  }

  @Test
  @Clause("RFC 3261 19.1.2")
  void port_0_is_the_transport_s_own() {
    assertThat(new Target("192.0.2.1", 0, Transport.TLS).effectivePort()).isEqualTo(5061);
    assertThat(new Target("192.0.2.1", 0, Transport.TCP).effectivePort()).isEqualTo(5060);
    assertThat(new Target("192.0.2.1", 5062, Transport.TLS).effectivePort()).isEqualTo(5062);
    assertThat(Target.of(HostPort.parse("[2001:db8::1]:5070"), Transport.UDP).port())
        .isEqualTo(5070);
  }

  @Test
  void an_address_is_itself_without_waiting() {
    var located = locator.locate(Target.of(HostPort.parse("[2001:db8::1]"), Transport.UDP));
    assertThat(located).isDone();
    var found = (Located.Found) located.join();
    assertThat(found.destinations().getFirst().address().getAddress().getHostAddress())
        .isEqualTo("2001:db8:0:0:0:0:0:1");
  }

  @Test
  void a_name_is_looked_up_and_an_unknown_one_is_a_value() throws Exception {
    assertThat(locate(new Target("localhost", 0, Transport.TLS))).isInstanceOf(Located.Found.class);
    assertThat(locate(new Target("no-such-host.invalid", 0, Transport.TLS)))
        .isInstanceOf(Located.NotFound.class);
  }

  @Test
  void a_target_that_cannot_be_is_refused() {
    assertThatThrownBy(() -> new Target(" ", 0, Transport.UDP))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Target("a", 65_536, Transport.UDP))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
