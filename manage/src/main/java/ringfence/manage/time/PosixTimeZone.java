package ringfence.manage.time;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/// A time zone as POSIX writes it (IEEE Std 1003.1 section 8.3, with the signed hours up to 167 of
/// RFC 8536 section 3.3.1): `EST5EDT4,M3.2.0/02:00:00,M11.1.0/02:00:00`. Its offset is what is
/// added to local time to get UTC, so `EST5` is five hours behind UTC.
public final class PosixTimeZone {
  /// What the unit is delivered with.
  public static final PosixTimeZone EASTERN =
      parse("EST5EDT4,M3.2.0/02:00:00,M11.1.0/02:00:00").orElseThrow();

  /// Where there are no rules, those of the United States, as is custom.
  private static final String USUAL_RULES = ",M3.2.0,M11.1.0";

  /// A name with its offset from UTC.
  ///
  /// @param secondsAhead what is added to UTC
  private record Kept(String name, int secondsAhead) {
    ZoneOffset offset() {
      return ZoneOffset.ofTotalSeconds(secondsAhead);
    }
  }

  /// Summer time and when it begins and ends.
  private record Summer(Kept time, YearlyChange begins, YearlyChange ends) {}

  private final String text;
  private final Kept standard;
  private final Optional<Summer> summer;

  private PosixTimeZone(String text, Kept standard, Optional<Summer> summer) {
    this.text = text;
    this.standard = standard;
    this.summer = summer;
  }

  /// The zone that a text names; nothing when it names none.
  public static Optional<PosixTimeZone> parse(String text) {
    if (text.length() > 255) return Optional.empty();
    return new Reading(text).zone();
  }

  /// The offset of local time from UTC at an instant.
  public ZoneOffset offset(Instant at) {
    return keptAt(at).offset();
  }

  /// What local time is called at an instant: `EST` or `EDT`.
  public String abbreviation(Instant at) {
    return keptAt(at).name();
  }

  private Kept keptAt(Instant at) {
    return summer.filter(it -> isSummer(it, at)).map(Summer::time).orElse(standard);
  }

  /// Whether the last change before `at` was the one to summer time. Of two at the same instant, as
  /// in a zone that has summer all year, the beginning counts.
  private boolean isSummer(Summer it, Instant at) {
    Instant begun = Instant.MIN;
    Instant ended = Instant.MIN;
    int year = at.atOffset(ZoneOffset.UTC).getYear();
    for (int near = year - 1; near <= year + 1; near++) {
      begun = later(begun, it.begins().in(near, standard.offset()), at);
      ended = later(ended, it.ends().in(near, it.time().offset()), at);
    }
    return !begun.isBefore(ended);
  }

  private static Instant later(Instant known, Instant change, Instant at) {
    return change.isAfter(at) || change.isBefore(known) ? known : change;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PosixTimeZone zone && text.equals(zone.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /// As it was written.
  @Override
  public String toString() {
    return text;
  }

  /// Goes through the text once, from left to right.
  private static final class Reading {
    private static final int MOST_HOURS = 18; // what Java can express; the earth has 14

    private final String text;
    private final TextCursor cursor;

    Reading(String text) {
      this.text = text;
      this.cursor = new TextCursor(text);
    }

    Optional<PosixTimeZone> zone() {
      Optional<String> name = cursor.take(TextCursor.ZONE_NAME);
      Optional<Integer> behind = cursor.takeTime(MOST_HOURS);
      if (name.isEmpty() || behind.isEmpty()) return Optional.empty();
      var standard = new Kept(bare(name.get()), -behind.get());
      if (cursor.isAtEnd()) {
        return Optional.of(new PosixTimeZone(text, standard, Optional.empty()));
      }
      return summer(standard).map(it -> new PosixTimeZone(text, standard, Optional.of(it)));
    }

    private Optional<Summer> summer(Kept standard) {
      Optional<String> name = cursor.take(TextCursor.ZONE_NAME);
      if (name.isEmpty()) return Optional.empty();
      // POSIX: "If no offset follows dst, the alternative time is assumed to be one hour ahead"
      int ahead = standard.secondsAhead() + 3600;
      if (!cursor.isAtEnd() && !cursor.isAt(',')) {
        Optional<Integer> behind = cursor.takeTime(MOST_HOURS);
        if (behind.isEmpty()) return Optional.empty();
        ahead = -behind.get();
      }
      if (Math.abs(ahead) > MOST_HOURS * 3600) return Optional.empty();
      var time = new Kept(bare(name.get()), ahead);
      TextCursor rules = cursor.isAtEnd() ? new TextCursor(USUAL_RULES) : cursor;
      Optional<YearlyChange> begins = YearlyChange.read(rules);
      Optional<YearlyChange> ends = YearlyChange.read(rules);
      if (begins.isEmpty() || ends.isEmpty() || !rules.isAtEnd()) return Optional.empty();
      return Optional.of(new Summer(time, begins.get(), ends.get()));
    }

    private static String bare(String name) {
      return name.startsWith("<") ? name.substring(1, name.length() - 1) : name;
    }
  }
}
