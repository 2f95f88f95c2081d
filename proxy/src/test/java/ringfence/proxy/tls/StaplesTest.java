package ringfence.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import ringfence.manage.event.Report;
import ringfence.proxy.ProxySettings;
import ringfence.testkit.Certificates;
import ringfence.testkit.Certificates.Wanted;
import ringfence.transport.tls.TlsEngine;
import ringfence.transport.tls.TlsIdentity;

class StaplesTest {
  private final TlsIdentity own =
      TlsPeer.identity(new Certificates.Authority("CA").issue(Wanted.server("a", "dns:a.example")));

  private List<Report> withheld(boolean on, TlsEngine engine) {
    var settings = ProxySettings.defaults().with(ListenerSettings.OCSP_STAPLING, on);
    try (var staples = new Staples(settings)) {
      return staples.withheld(List.of(own), engine);
    }
  }

  @Test
  void what_keeps_a_response_from_being_sent_along_is_told() {
    assertThat(withheld(true, TlsEngine.JDK))
        .singleElement()
        .satisfies(it -> assertThat(it.fields().get("cause")).contains("the JDK's TLS"));
    assertThat(withheld(true, TlsEngine.BORING_SSL))
        .singleElement()
        .satisfies(it -> assertThat(it.fields().get("cause")).contains("names no responder"));
  }

  @Test
  void where_none_is_wanted_nothing_is_told() {
    assertThat(withheld(false, TlsEngine.JDK)).isEmpty();
    assertThat(withheld(false, TlsEngine.BORING_SSL)).isEmpty();
  }
}
