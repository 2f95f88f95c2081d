package ringfence.adapter.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import ringfence.manage.web.Page;

class HelpPageTest {
  private final String shown =
      HelpPage.page().blocks().stream()
          .map(Page.Shown.class::cast)
          .map(block -> block.parts().get().toString())
          .findFirst()
          .orElseThrow();

  @Test
  void F105_the_references_lead_to_TLS_X509_MIKEY_and_SDES() {
    assertThat(shown)
        .contains(
            "<a href=\"https://www.rfc-editor.org/rfc/rfc3830\" rel=\"noreferrer\">MIKEY, RFC 3830</a>",
            "<a href=\"https://www.rfc-editor.org/rfc/rfc4568\" rel=\"noreferrer\">SDES, RFC 4568</a>",
            "href=\"https://www.openssl.org/\"",
            "href=\"https://en.wikipedia.org/wiki/X.509\"",
            "TLS 1.3, RFC 8446");
  }

  @Test
  void F37_a_host_certificate_is_uploaded_from_a_PC_that_is_connected_directly() {
    assertThat(shown).contains("from a PC that is connected directly to the unit");
  }
}
