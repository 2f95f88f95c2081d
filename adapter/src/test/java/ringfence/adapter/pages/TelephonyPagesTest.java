package ringfence.adapter.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import ringfence.adapter.call.MediaSecurity;
import ringfence.manage.web.Form;
import ringfence.manage.web.Page;

class TelephonyPagesTest {
  private static Stream<Form> forms() {
    return TelephonyPages.codecs(List::of).blocks().stream()
        .filter(Page.Offered.class::isInstance)
        .map(Page.Offered.class::cast)
        .map(Page.Offered::form);
  }

  @Test
  void no_two_blocks_of_CODECS_have_the_same_name() {
    List<String> titles = forms().map(Form::title).toList();
    assertThat(titles)
        .doesNotHaveDuplicates()
        .contains("RTP", "T.38", "Endpoint Specific Security");
  }

  @Test
  void F65_the_mode_of_CODECS_is_Unsecure_Secure_or_Secure_with_fallback() {
    assertThat(MediaSecurity.RTP_MODE.kind().options())
        .containsExactly("Unsecure", "Secure", "SecureWithFallback");
    assertThat(forms().filter(it -> it.title().equals("RTP")).findFirst().orElseThrow())
        .satisfies(form -> assertThat(form.declarations()).contains(MediaSecurity.RTP_MODE));
  }

  @Test
  void F101_key_management_is_an_exclusive_choice_for_the_unit_and_for_each_endpoint() {
    assertThat(MediaSecurity.KEY_MANAGEMENT.kind().options()).containsExactly("MIKEY", "SDES");
    assertThat(MediaSecurity.KEY_MANAGEMENT.kind().parse().apply("MIKEY, SDES")).isEmpty();
    assertThat(MediaSecurity.KEY_MANAGEMENT.kind().merge()).isEmpty();
    assertThat(MediaSecurity.LINE_KEY_MANAGEMENT.kind().options()).containsExactly("MIKEY", "SDES");
  }
}
