package ringfence.adapter.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import ringfence.manage.setting.Settings;
import ringfence.media.jitter.Delay;
import ringfence.media.negotiation.Negotiation;
import ringfence.media.negotiation.SecurityPolicy;
import ringfence.sdp.SessionDescription;
import ringfence.testkit.VirtualTime;

class MiptTest {
  private static final Settings FACTORY = Settings.of(Mipt.DECLARATIONS);

  private static SessionDescription offer(Settings settings) {
    var media =
        Mipt.media(settings, InetAddress.ofLiteral("127.0.0.1"), 5004, SecurityPolicy.UNSECURE);
    return new Negotiation(media, new Random(1))
        .offer(false, new VirtualTime().now())
        .description();
  }

  private static List<String> formats(Settings settings) {
    return offer(settings).media().getFirst().formats();
  }

  @Test
  void from_the_factory_a_law_is_first_and_keys_are_events() {
    assertThat(formats(FACTORY)).containsExactly("8", "0", "96", "13");
  }

  @Test
  void the_codec_of_the_highest_priority_is_offered_first() {
    assertThat(formats(FACTORY.with(Mipt.G711_MULAW_PRIORITY, 10)))
        .containsExactly("0", "8", "96", "13");
  }

  @Test
  void a_codec_that_is_disabled_is_not_offered() {
    assertThat(formats(FACTORY.with(Mipt.G711_ALAW, false))).containsExactly("0", "96", "13");
  }

  @Test
  void keys_in_band_need_no_payload_type() {
    var inBand = FACTORY.with(Mipt.DTMF_TRANSPORT, DtmfTransport.IN_BAND);
    assertThat(formats(inBand)).containsExactly("8", "0", "13");
  }

  @Test
  void telephone_events_have_the_payload_type_that_is_set() {
    var settings = FACTORY.with(Mipt.DTMF_PAYLOAD_TYPE, 101);
    assertThat(offer(settings).toString()).contains("a=rtpmap:101 telephone-event/8000");
  }

  @Test
  void secure_lines_have_ports_of_their_own() {
    var settings = FACTORY.with(Mipt.SRTP_BASE_PORT, 7000);
    assertThat(Mipt.basePort(settings, "FXS1")).isEqualTo(7000);
    assertThat(Mipt.basePort(settings.with(Mipt.SRTP_BASE_PORT, 0), "FXS1")).isEqualTo(5004);
    var plain = settings.with(MediaSecurity.RTP_MODE, MediaSecurity.RtpMode.UNSECURE);
    assertThat(Mipt.basePort(plain, "FXS1")).isEqualTo(5004);
  }

  @Test
  void a_jitter_buffer_has_the_bounds_of_its_level_or_its_own() {
    assertThat(Mipt.delay(FACTORY)).isEqualTo(Delay.NORMAL);
    var custom =
        FACTORY
            .with(Mipt.JITTER_BUFFER, JitterBufferLevel.CUSTOM)
            .with(Mipt.JITTER_BUFFER_MIN, 20)
            .with(Mipt.JITTER_BUFFER_MAX, 60);
    assertThat(Mipt.delay(custom)).isEqualTo(Delay.ofMillis(20, 60));
  }

  @Test
  void what_no_unit_can_work_with_is_a_conflict() {
    var mute = FACTORY.with(Mipt.G711_ALAW, false).with(Mipt.G711_MULAW, false);
    var backwards = FACTORY.with(Mipt.JITTER_BUFFER_MIN, 200);
    for (Settings settings : List.of(mute, backwards)) {
      assertThat(Mipt.RULES).anyMatch(rule -> rule.check(settings).isPresent());
    }
    assertThat(Mipt.RULES).noneMatch(rule -> rule.check(FACTORY).isPresent());
  }
}
