package ringfence.adapter.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ringfence.adapter.call.MediaSecurity.Encryption;
import ringfence.adapter.call.MediaSecurity.Keys;
import ringfence.adapter.call.MediaSecurity.RtpMode;
import ringfence.adapter.call.MediaSecurity.Suite;
import ringfence.adapter.call.MediaSecurity.UpdateMode;
import ringfence.manage.setting.Secret;
import ringfence.manage.setting.Settings;
import ringfence.media.negotiation.KeyManagement;
import ringfence.media.negotiation.Negotiation;
import ringfence.media.negotiation.Outcome;
import ringfence.media.negotiation.SecurityPolicy;
import ringfence.srtp.ProtectionProfile;
import ringfence.testkit.Clause;

class LineSecurityTest {
  private static final String LINE = "FXS1";
  private static final Instant NOW = Instant.parse("2026-11-26T00:00:00Z");

  private final Settings fresh = Settings.of(Mipt.DECLARATIONS);

  private static Settings withKey(Settings settings, String key) {
    return settings.with(MediaSecurity.PRE_SHARED_KEY, Secret.of(key));
  }

  @Test
  void two_fresh_adapters_understand_each_other_and_say_that_anybody_could() {
    assertThat(understand(fresh, fresh)).isTrue();
    var security = LineSecurity.of(fresh, LINE);
    assertThat(security.keys()).isEqualTo(Keys.MIKEY);
    assertThat(security.mode()).isEqualTo(RtpMode.SECURE);
    assertThat(security.isKeyPublic()).isTrue();
    assertThat(security.advice()).singleElement().asString().contains("Mipt.MikeyPreSharedKey");
  }

  @Test
  @Clause("RFC 3830 3.1")
  void only_who_has_the_same_key_is_understood() {
    Settings secret = withKey(fresh, "a secret");
    assertThat(understand(secret, secret)).isTrue();
    assertThat(understand(secret, withKey(fresh, "0x6120736563726574"))).isTrue();
    assertThat(understand(secret, fresh)).isFalse();
    assertThat(understand(secret, withKey(fresh, "another"))).isFalse();
    assertThat(LineSecurity.of(secret, LINE).advice()).isEmpty();
  }

  @Test
  void a_line_has_its_own_row_where_that_is_enabled() {
    Settings rows =
        withKey(fresh, "of all lines")
            .with(MediaSecurity.LINE_RTP_MODE, LINE, RtpMode.SECURE_WITH_FALLBACK)
            .with(MediaSecurity.LINE_KEY_MANAGEMENT, LINE, Keys.SDES)
            .with(MediaSecurity.LINE_RTP_ENCRYPTION, LINE, Encryption.NULL)
            .with(MediaSecurity.LINE_PRE_SHARED_KEY, LINE, Secret.of("of this line"));
    assertThat(LineSecurity.of(rows, LINE)).isEqualTo(LineSecurity.of(rows, "FXS2"));
    var own = LineSecurity.of(rows.with(MediaSecurity.LINE_ENABLE, LINE, true), LINE);
    assertThat(own.specific()).isTrue();
    assertThat(own.mode()).isEqualTo(RtpMode.SECURE_WITH_FALLBACK);
    assertThat(own.keys()).isEqualTo(Keys.SDES);
    assertThat(own.encryption()).isEqualTo(Encryption.NULL);
    assertThat(own.preSharedKey()).isEqualTo(Secret.of("of this line"));
    assertThat(own.advice()).singleElement().asString().contains("SDES ignores");
  }

  @Test
  void a_row_without_a_key_has_the_one_of_every_line() {
    Settings row = withKey(fresh, "of all").with(MediaSecurity.LINE_ENABLE, LINE, true);
    assertThat(LineSecurity.of(row, LINE).preSharedKey()).isEqualTo(Secret.of("of all"));
  }

  @ParameterizedTest
  @CsvSource({
    "AES_CM_128_HMAC_SHA1_80, NULL_HMAC_SHA1_80",
    "AES_256_CM_HMAC_SHA1_32, NULL_HMAC_SHA1_32",
    "AEAD_AES_128_GCM, NULL_HMAC_SHA1_80"
  })
  void null_encryption_keeps_the_authentication_and_is_for_mikey_alone(
      Suite suite, ProtectionProfile expected) {
    Settings debug =
        fresh.with(MediaSecurity.RTP_ENCRYPTION, Encryption.NULL).with(MediaSecurity.SUITE, suite);
    assertThat(policy(debug).keyManagement())
        .isInstanceOfSatisfying(
            KeyManagement.Mikey.class,
            mikey -> assertThat(mikey.offered().profile()).isEqualTo(expected));
    assertThat(LineSecurity.of(debug, LINE).advice()).anyMatch(it -> it.contains("not encrypted"));
    assertThat(policy(debug.with(MediaSecurity.KEY_MANAGEMENT, Keys.SDES)).keyManagement())
        .isInstanceOfSatisfying(
            KeyManagement.Sdes.class,
            sdes -> assertThat(sdes.offered()).containsExactly(suite.registered()));
  }

  @Test
  void keys_are_kept_over_an_update_only_where_sdes_is_told_to() {
    Settings keep = fresh.with(MediaSecurity.SESSION_UPDATE, UpdateMode.KEEP);
    assertThat(policy(keep).keepKeys()).isFalse();
    assertThat(policy(keep.with(MediaSecurity.KEY_MANAGEMENT, Keys.SDES)).keepKeys()).isTrue();
    assertThat(policy(fresh.with(MediaSecurity.KEY_MANAGEMENT, Keys.SDES)).keepKeys()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "MIKEY, SECURE, a=key-mgmt:, a=crypto:",
    "MIKEY, SECURE_WITH_FALLBACK, a=key-mgmt:, a=crypto:",
    "SDES, SECURE, a=crypto:, a=key-mgmt:",
    "SDES, SECURE_WITH_FALLBACK, a=crypto:, a=key-mgmt:",
  })
  void F101_an_offer_has_one_key_management_protocol_and_never_both(
      Keys keys, RtpMode mode, String offered, String never) {
    Settings settings =
        fresh.with(MediaSecurity.KEY_MANAGEMENT, keys).with(MediaSecurity.RTP_MODE, mode);
    try (var own = new LineKeys(settings);
        var negotiation = negotiation(settings, own)) {
      String offer = negotiation.offer(false, NOW).description().toString();
      assertThat(offer).containsOnlyOnce(offered).doesNotContain(never);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0x", "0x1", "0xgg", "0x 12"})
  void what_begins_as_hexadecimal_and_is_none_is_refused(String text) {
    assertThat(MediaSecurity.PRE_SHARED_KEY.kind().parse().apply(text)).isEmpty();
  }

  @Test
  @Clause("RFC 3830 5.4")
  void an_offer_that_is_forked_to_both_lines_rings_at_both_and_is_a_replay_at_either() {
    try (var callers = new LineKeys(fresh);
        var called = new LineKeys(fresh);
        var offerer = negotiation(fresh, callers)) {
      var offer = offerer.offer(false, NOW).description();
      for (String line : new String[] {"FXS1", "FXS2"}) {
        assertThat(negotiation(line, called).offered(offer, NOW))
            .isInstanceOf(Outcome.Agreed.class);
        assertThat(negotiation(line, called).offered(offer, NOW))
            .isInstanceOf(Outcome.Refused.class);
      }
    }
  }

  private static boolean understand(Settings one, Settings other) {
    try (var ones = new LineKeys(one);
        var others = new LineKeys(other);
        var offerer = negotiation(one, ones);
        var answerer = negotiation(other, others)) {
      var offer = offerer.offer(false, NOW).description();
      return answerer.offered(offer, NOW) instanceof Outcome.Agreed agreed
          && offerer.answered(agreed.local()) instanceof Outcome.Agreed;
    }
  }

  private static Negotiation negotiation(Settings settings, LineKeys keys) {
    InetAddress address = InetAddress.getLoopbackAddress();
    return new Negotiation(
        Mipt.media(settings, address, 5004, keys.policy(LINE)), new Random(settings.hashCode()));
  }

  private Negotiation negotiation(String line, LineKeys keys) {
    InetAddress address = InetAddress.getLoopbackAddress();
    var media = Mipt.media(fresh, address, 5004, keys.policy(line));
    return new Negotiation(media, new Random(line.hashCode()));
  }

  private static SecurityPolicy policy(Settings settings) {
    try (var keys = new LineKeys(settings)) {
      return keys.policy(LINE);
    }
  }
}
