package ringfence.manage.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ringfence.testkit.Clause;

class PosixTimeZoneTest {
  @ParameterizedTest
  @CsvSource({
    "2026-03-08T06:59:59Z, EST, -05:00", // 01:59:59 in winter
    "2026-03-08T07:00:00Z, EDT, -04:00", // 03:00:00 in summer
    "2026-11-01T05:59:59Z, EDT, -04:00", // 01:59:59 in summer
    "2026-11-01T06:00:00Z, EST, -05:00", // 01:00:00 in winter
    "2026-01-01T00:00:00Z, EST, -05:00",
    "2026-12-31T23:59:59Z, EST, -05:00",
    "2026-07-04T12:00:00Z, EDT, -04:00"
  })
  void F44_the_unit_s_own_zone_is_right_on_both_sides_of_both_changes(
      Instant at, String name, String offset) {
    var zone = zone("EST5EDT4,M3.2.0/02:00:00,M11.1.0/02:00:00");
    assertThat(zone.abbreviation(at)).isEqualTo(name);
    assertThat(zone.offset(at).getId()).isEqualTo(offset);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "EST5EDT,M3.2.0,M11.1.0 America/New_York",
        "EST5EDT America/New_York",
        "CET-1CEST,M3.5.0,M10.5.0/3 Europe/Berlin",
        "GMT0BST,M3.5.0/1,M10.5.0 Europe/London",
        "IST-1GMT0,M10.5.0,M3.5.0/1 Europe/Dublin",
        "AEST-10AEDT,M10.1.0,M4.1.0/3 Australia/Sydney",
        "NZST-12NZDT,M9.5.0,M4.1.0/3 Pacific/Auckland",
        "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0 Australia/Lord_Howe",
        "NST3:30NDT,M3.2.0,M11.1.0 America/St_Johns",
        "<-02>2<-01>,M3.5.0/-1,M10.5.0/0 America/Nuuk",
        "JST-9 Asia/Tokyo",
        "<+0545>-5:45 Asia/Kathmandu"
      })
  @Clause("IEEE Std 1003.1 8.3")
  void F44_zones_of_the_world_are_as_the_JDK_has_them(String text, String id) {
    var zone = zone(text);
    var rules = ZoneId.of(id).getRules();
    var at = Instant.parse("2025-01-01T00:00:00Z");
    for (int hour = 0; hour < 3 * 366 * 24; hour++, at = at.plus(1, ChronoUnit.HOURS)) {
      assertThat(zone.offset(at)).as("at %s", at).isEqualTo(rules.getOffset(at));
    }
  }

  @Test
  @Clause("IEEE Std 1003.1 8.3")
  void days_are_counted_with_and_without_the_leap_day() {
    var without = zone("AAA0BBB,J60/0,J300/0"); // 1 March in every year
    assertThat(without.abbreviation(Instant.parse("2028-02-29T23:59:59Z"))).isEqualTo("AAA");
    assertThat(without.abbreviation(Instant.parse("2028-03-01T00:00:00Z"))).isEqualTo("BBB");
    assertThat(without.abbreviation(Instant.parse("2027-03-01T00:00:00Z"))).isEqualTo("BBB");
    var with = zone("AAA0BBB,59/0,300/0"); // 29 February where there is one
    assertThat(with.abbreviation(Instant.parse("2028-02-29T00:00:00Z"))).isEqualTo("BBB");
    assertThat(with.abbreviation(Instant.parse("2027-02-28T23:59:59Z"))).isEqualTo("AAA");
    assertThat(with.abbreviation(Instant.parse("2027-03-01T00:00:00Z"))).isEqualTo("BBB");
  }

  @Test
  @Clause("RFC 8536 3.3.1")
  void a_zone_may_have_summer_time_all_year() {
    var zone = zone("XXX3EDT4,0/0,J365/23");
    var at = Instant.parse("2025-12-30T00:00:00Z");
    for (int hour = 0; hour < 24 * 8; hour++, at = at.plus(1, ChronoUnit.HOURS)) {
      assertThat(zone.abbreviation(at)).as("at %s", at).isEqualTo("EDT");
    }
  }

  @Test
  void a_zone_is_written_as_it_was_read() {
    String text = "<+03>-3";
    assertThat(zone(text)).hasToString(text).isEqualTo(zone(text)).isNotEqualTo(zone("AAA-3"));
    assertThat(zone(text).abbreviation(Instant.EPOCH)).isEqualTo("+03");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "EST",
        "ES5",
        "<E>5",
        "<EST5",
        "EST19",
        "EST5:60",
        "EST5EDT25",
        "EST5EDT4,",
        "EST5EDT4,M3.2.0",
        "EST5EDT4,M13.2.0,M11.1.0",
        "EST5EDT4,M3.6.0,M11.1.0",
        "EST5EDT4,M3.0.0,M11.1.0",
        "EST5EDT4,M3.2.7,M11.1.0",
        "EST5EDT4,M3.20,M11.1.0",
        "EST5EDT4,J0,J1",
        "EST5EDT4,366,1",
        "EST5EDT4,M3.2.0/168,M11.1.0",
        "EST5EDT4,M3.2.0/02:00:00,M11.1.0/02:00:00 ",
        "America/New_York",
        "EST5EDT4M3.2.0,M11.1.0"
      })
  void what_is_no_zone_is_refused(String text) {
    assertThat(PosixTimeZone.parse(text)).isEmpty();
  }

  @Test
  void any_text_is_read_or_refused_and_has_an_offset_at_any_time() {
    var chance = new Random(44);
    String letters = "ESTDM0123459.,/:<>+-J";
    String model = "EST5EDT4,M3.2.0/02:00:00,M11.1.0/02:00:00";
    int read = 0;
    for (int i = 0; i < 50_000; i++) {
      var text = new StringBuilder(model);
      for (int change = chance.nextInt(1, 4); change > 0; change--) {
        text.setCharAt(
            chance.nextInt(text.length()), letters.charAt(chance.nextInt(letters.length())));
      }
      var zone = PosixTimeZone.parse(text.toString());
      if (zone.isEmpty()) continue;
      read++;
      var at = Instant.ofEpochSecond(chance.nextLong(-4_000_000_000L, 8_000_000_000L));
      assertThat(zone.get().offset(at).getTotalSeconds()).isBetween(-64800, 64800);
    }
    assertThat(read).isPositive();
  }

  private static PosixTimeZone zone(String text) {
    return PosixTimeZone.parse(text).orElseThrow();
  }
}
