package ringfence.adapter.route;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// When a rule about the time holds, both ends included: on `MON,TUE`, on `24.12.2026` or
/// `24.12.2026-26.12.2026`, at `08:00-17:30`, on these days at this time (`SAT,SUN/08:00-12:00`),
/// or from one moment to another (`24.12.2026/18:00-27.12.2026/08:00`).
///
/// @param days the days of the week on which it holds
/// @param from the time of the day from which it holds; a later one than `to` means over midnight
public record TimePeriod(
    LocalDateTime begin, LocalDateTime end, Set<DayOfWeek> days, LocalTime from, LocalTime to) {
  private static final Set<DayOfWeek> EVERY_DAY = EnumSet.allOf(DayOfWeek.class);
  private static final LocalTime LAST = LocalTime.of(23, 59, 59);
  private static final TimePeriod ALWAYS =
      new TimePeriod(LocalDateTime.MIN, LocalDateTime.MAX, EVERY_DAY, LocalTime.MIN, LAST);

  private static final String DATE = "(\\d{2}\\.\\d{2}\\.\\d{4})";
  private static final String TIME = "(\\d{2}:\\d{2}(?::\\d{2})?)";
  private static final Pattern MOMENTS =
      Pattern.compile(DATE + "/" + TIME + "-" + DATE + "/" + TIME);
  private static final Pattern DATES = Pattern.compile(DATE + "(?:-" + DATE + ")?");
  private static final Pattern TIMES = Pattern.compile(TIME + "-" + TIME);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("dd.MM.uuuu").withResolverStyle(ResolverStyle.STRICT);

  /// Reads periods with `|` between them; throws [IllegalArgumentException] with the reason where
  /// one is none.
  public static List<TimePeriod> all(String text) {
    try {
      return Stream.of(text.replace(" ", "").split("\\|", -1)).map(TimePeriod::parse).toList();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("there is no such day or time in " + text, e);
    }
  }

  private static TimePeriod parse(String text) {
    Matcher moments = MOMENTS.matcher(text);
    if (moments.matches()) {
      return ALWAYS.between(
          date(moments.group(1)).atTime(time(moments.group(2))),
          date(moments.group(3)).atTime(time(moments.group(4))));
    }
    TimePeriod period = ALWAYS;
    for (String part : text.split("/", -1)) period = period.narrowed(part);
    return period;
  }

  private TimePeriod narrowed(String part) {
    Matcher dates = DATES.matcher(part);
    if (dates.matches()) {
      LocalDate first = date(dates.group(1));
      LocalDate last = dates.group(2) == null ? first : date(dates.group(2));
      return between(first.atStartOfDay(), last.atTime(LAST));
    }
    Matcher times = TIMES.matcher(part);
    if (times.matches()) {
      return new TimePeriod(begin, end, days, time(times.group(1)), time(times.group(2)));
    }
    Set<DayOfWeek> named = EnumSet.noneOf(DayOfWeek.class);
    for (String day : part.split(",", -1)) named.add(day(day));
    return new TimePeriod(begin, end, named, from, to);
  }

  private TimePeriod between(LocalDateTime first, LocalDateTime last) {
    return new TimePeriod(first, last, days, from, to);
  }

  private static LocalDate date(String text) {
    return LocalDate.parse(text, DAY);
  }

  private static LocalTime time(String text) {
    return LocalTime.parse(text);
  }

  /// A day by its first three letters.
  private static DayOfWeek day(String text) {
    return EVERY_DAY.stream()
        .filter(day -> day.name().substring(0, 3).equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no day " + text));
  }

  boolean contains(LocalDateTime at) {
    LocalDateTime second = at.truncatedTo(ChronoUnit.SECONDS);
    if (second.isBefore(begin) || second.isAfter(end)) return false;
    return days.contains(second.getDayOfWeek()) && contains(second.toLocalTime());
  }

  private boolean contains(LocalTime at) {
    boolean late = !at.isBefore(from);
    boolean early = !at.isAfter(to);
    return from.isAfter(to) ? late || early : late && early;
  }
}
