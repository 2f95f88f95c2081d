package ringfence.manage.time;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.Year;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// When the clocks are changed each year, IEEE Std 1003.1 section 8.3: a day and the seconds after
/// its midnight, in the time that is kept until then.
record YearlyChange(Day day, int secondsAfterMidnight) {
  private static final int TWO_O_CLOCK = 2 * 3600;
  private static final int MOST_HOURS = 167; // RFC 8536 3.3.1: "from -167 through 167"
  private static final Pattern DIGITS = Pattern.compile("\\d{1,3}");
  private static final Pattern WEEKDAY = Pattern.compile("M(1[0-2]|0?[1-9])\\.([1-5])\\.([0-6])");
  private static final Pattern JULIAN = Pattern.compile("J");

  /// The forms of a day.
  sealed interface Day {
    LocalDate in(int year);

    /// `Mm.w.d`: week 5 is "the last d day", weekday 0 is Sunday.
    record Weekday(int month, int week, int weekday) implements Day {
      @Override
      public LocalDate in(int year) {
        var wanted = DayOfWeek.SUNDAY.plus(weekday);
        int ordinal = week == 5 ? -1 : week;
        return LocalDate.of(year, Month.of(month), 1)
            .with(TemporalAdjusters.dayOfWeekInMonth(ordinal, wanted));
      }
    }

    /// `Jn`: 1 to 365, "leap days shall not be counted".
    record WithoutLeapDay(int day) implements Day {
      @Override
      public LocalDate in(int year) {
        boolean behindLeapDay = Year.isLeap(year) && day >= 60;
        return LocalDate.ofYearDay(year, behindLeapDay ? day + 1 : day);
      }
    }

    /// `n`: 0 to 365, "leap days shall be counted"; 365 of a common year is New Year's Day.
    record Counted(int day) implements Day {
      @Override
      public LocalDate in(int year) {
        return LocalDate.of(year, Month.JANUARY, 1).plusDays(day);
      }
    }
  }

  /// The instant of the change in a year, when `before` is kept until then.
  Instant in(int year, ZoneOffset before) {
    return day.in(year).atStartOfDay().plusSeconds(secondsAfterMidnight).toInstant(before);
  }

  /// Reads `,date[/time]`.
  static Optional<YearlyChange> read(TextCursor cursor) {
    if (cursor.take(TextCursor.COMMA).isEmpty()) return Optional.empty();
    Optional<Day> day = day(cursor);
    if (day.isEmpty()) return Optional.empty();
    if (cursor.take(TextCursor.SLASH).isEmpty()) {
      return Optional.of(new YearlyChange(day.get(), TWO_O_CLOCK));
    }
    return cursor.takeTime(MOST_HOURS).map(time -> new YearlyChange(day.get(), time));
  }

  private static Optional<Day> day(TextCursor cursor) {
    Optional<Matcher> weekday = cursor.match(WEEKDAY);
    if (weekday.isPresent()) return weekday.map(YearlyChange::weekday);
    if (cursor.take(JULIAN).isPresent()) {
      return cursor.takeNumber(DIGITS, 1, 365).map(Day.WithoutLeapDay::new);
    }
    return cursor.takeNumber(DIGITS, 0, 365).map(Day.Counted::new);
  }

  private static Day weekday(Matcher form) {
    return new Day.Weekday(number(form, 1), number(form, 2), number(form, 3));
  }

  private static int number(Matcher form, int group) {
    return Integer.parseInt(form.group(group));
  }
}
