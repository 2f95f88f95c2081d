package ringfence.manage.setting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import ringfence.manage.setting.SettingStore.Loaded;
import ringfence.manage.setting.SettingStore.Refused;

class SettingsFuzzTest {
  private static final String LETTERS =
      "aZ0_ =\"\\#[].,:\t\n\r\u0000\u007f\u0085\u2028\u00e4\ud83d\ude00\ud800";
  private static final List<String> LINES =
      List.of(
          "SipEp.TransportConfig[GatewayName=default].TlsEnable=\"Enable\"",
          "Mipt.DefaultSecurityRtpMode=\"Secure\" # why",
          "SipEp.TransportPersistentBasePort=16000",
          "SipEp.Password=\"a\\\"b\\u00e4\\n\"",
          "listen = tls:127.0.0.1:5061",
          "certificate = \"a b\"");

  @Test
  void any_text_and_row_comes_back_from_its_own_export() {
    var chance = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      Settings settings =
          Settings.of(Sample.ALL)
              .with(Sample.HOST, text(chance))
              .with(Sample.CERTIFICATE, text(chance))
              .with(Sample.TLS, "row " + chance.nextInt(9), chance.nextBoolean())
              .with(Sample.LISTEN, List.of("x" + text(chance), "y" + text(chance)))
              .with(Sample.PORT, chance.nextInt(1025, 64536));
      var lines = settings.toTextWithSecrets().lines().toList();
      assertThat(SettingStore.read("f", lines, Sample.ALL)).isEqualTo(new Loaded(settings));
    }
  }

  @Test
  void a_damaged_line_is_read_or_refused_and_what_was_read_comes_back() {
    var chance = new Random(8);
    for (int i = 0; i < 50_000; i++) {
      String damaged = damage(LINES.get(chance.nextInt(LINES.size())), chance);
      switch (SettingStore.read("f", damaged.lines().toList(), Sample.ALL)) {
        case Loaded(var settings) -> {
          var lines = settings.toTextWithSecrets().lines().toList();
          assertThat(SettingStore.read("f", lines, Sample.ALL)).isEqualTo(new Loaded(settings));
        }
        case Refused(var refusals) ->
            assertThat(refusals).isNotEmpty().allMatch(one -> one.toString().lines().count() == 1);
      }
    }
  }

  @Test
  void a_long_line_takes_no_long_time() {
    var outcomes = new ArrayList<SettingStore.Outcome>();
    for (String part : List.of("a.", "[", "a[b=", "\\", " ", "\"", "=")) {
      outcomes.add(SettingStore.read("f", List.of("x" + part.repeat(300_000)), Sample.ALL));
    }
    assertThat(outcomes).allMatch(Refused.class::isInstance);
  }

  private static String damage(String line, Random chance) {
    var damaged = new StringBuilder(line);
    for (int i = chance.nextInt(4); i >= 0; i--) {
      int at = chance.nextInt(damaged.length() + 1);
      char c = LETTERS.charAt(chance.nextInt(LETTERS.length()));
      switch (chance.nextInt(3)) {
        case 0 -> damaged.insert(at, c);
        case 1 -> damaged.delete(at, Math.min(damaged.length(), at + 1 + chance.nextInt(3)));
        default -> damaged.replace(Math.max(0, at - 1), at, String.valueOf(c));
      }
    }
    return damaged.toString();
  }

  private static String text(Random chance) {
    var text = new StringBuilder();
    for (int i = chance.nextInt(8); i > 0; i--) {
      text.append(LETTERS.charAt(chance.nextInt(LETTERS.length())));
    }
    return text.toString();
  }
}
