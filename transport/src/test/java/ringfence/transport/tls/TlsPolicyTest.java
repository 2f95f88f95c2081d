package ringfence.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.OpenSsl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TlsPolicyTest {
  @ParameterizedTest
  @EnumSource(CipherSet.class)
  void F8_the_engine_speaks_what_a_set_uses_and_nothing_that_it_leaves_out(CipherSet set) {
    assertThat(OpenSsl.availableJavaCipherSuites()).containsAll(set.suites());
    assertThat(set.unspoken()).noneMatch(OpenSsl.availableJavaCipherSuites()::contains);
  }

  @Test
  void F8_the_first_set_begins_with_the_suite_of_the_capture() {
    assertThat(CipherSet.CS1.suites())
        .containsExactly("TLS_RSA_WITH_AES_256_CBC_SHA", "TLS_RSA_WITH_AES_128_CBC_SHA");
    assertThat(CipherSet.CS1.unspoken())
        .containsExactly("TLS_RSA_WITH_3DES_EDE_CBC_SHA", "TLS_RSA_WITH_RC4_128_SHA");
    assertThat(CipherSet.CS2.suites())
        .containsExactly("TLS_RSA_WITH_AES_128_CBC_SHA", "TLS_RSA_WITH_AES_256_CBC_SHA");
    assertThat(CipherSet.CS3.suites()).hasSize(4).noneMatch(suite -> suite.endsWith("_SHA"));
    assertThat(CipherSet.CS3.unspoken()).hasSize(12);
  }

  @Test
  void the_modern_set_stays_modern_whatever_the_least_version() {
    assertThat(TlsPolicy.of(CipherSet.MODERN, TlsVersion.TLS_1_0)).isEqualTo(TlsPolicy.modern());
    assertThat(TlsPolicy.modern().isLegacy()).isFalse();
    assertThat(TlsPolicy.modern().warning()).isEmpty();
  }

  @Test
  void a_set_of_the_unit_goes_from_the_least_version_to_TLS_1_2() {
    assertThat(TlsPolicy.of(CipherSet.CS1, TlsVersion.TLS_1_1).versions())
        .containsExactlyInAnyOrder(TlsVersion.TLS_1_1, TlsVersion.TLS_1_2);
    assertThat(TlsPolicy.of(CipherSet.CS1, TlsVersion.TLS_1_3).versions())
        .containsExactly(TlsVersion.TLS_1_2);
  }

  @Test
  void a_legacy_policy_warns_of_what_it_allows() {
    assertThat(TlsPolicy.of(CipherSet.CS1, TlsVersion.TLS_1_0).warning().orElseThrow())
        .contains("TLS before 1.2", "forward secrecy");
    assertThat(TlsPolicy.of(CipherSet.CS3, TlsVersion.TLS_1_2).warning().orElseThrow())
        .startsWith("Cipher suites without forward secrecy");
  }
}
