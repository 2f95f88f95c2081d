package ringfence.manage.event;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a notification is written for the syslog, the unit's `Nlm.SyslogMessageFormat`: text with
/// macros such as `%message` or, with the least and the most characters, `%8.8mac`. `%%` is a
/// percent sign.
public record LineFormat(String text) {
  /// The unit's own.
  public static final LineFormat USUAL =
      new LineFormat("%servicetextkey: %serviceid-%servicename: %msgid-%message");

  /// Of the notification; those of the product are given with [#line].
  private static final Set<String> OF_EVENT =
      Set.of("message", "msgid", "serviceid", "servicename", "servicetextkey");

  private static final Set<String> OF_PRODUCT =
      Set.of("mac", "serial", "mfpname", "version", "profile");

  private static final Pattern MACRO =
      Pattern.compile("%(?:%|(?<width>\\d{0,3})(?:\\.(?<precision>\\d{1,3}))?(?<name>[a-z]+))|%");

  /// Reads a format; nothing when it has a macro that is not known.
  public static Optional<LineFormat> parse(String text) {
    boolean known =
        MACRO.matcher(text).results().allMatch(it -> it.group().equals("%%") || isKnown(it));
    return known ? Optional.of(new LineFormat(text)) : Optional.empty();
  }

  private static boolean isKnown(MatchResult macro) {
    return Optional.ofNullable(macro.group("name"))
        .filter(name -> OF_EVENT.contains(name) || OF_PRODUCT.contains(name))
        .isPresent();
  }

  /// The line for an event.
  ///
  /// @param product the values of `mac`, `serial`, `mfpname`, `version` and `profile`
  String line(Event event, Notification kind, Map<String, String> product) {
    UnaryOperator<String> value =
        name ->
            switch (name) {
              case "message" -> event.message();
              case "msgid" -> kind.id();
              case "serviceid" -> String.valueOf(kind.origin().number());
              case "servicename" -> kind.origin().title();
              case "servicetextkey" -> kind.origin().key();
              default -> product.getOrDefault(name, "");
            };
    return MACRO
        .matcher(text)
        .replaceAll(macro -> Matcher.quoteReplacement(expanded(macro, value)));
  }

  private static String expanded(MatchResult macro, UnaryOperator<String> value) {
    if (macro.group().equals("%%")) return "%";
    String whole = value.apply(macro.group("name"));
    int most = number(macro, "precision", whole.length());
    String cut = whole.substring(0, Math.min(most, whole.length()));
    return " ".repeat(Math.max(0, number(macro, "width", 0) - cut.length())) + cut;
  }

  private static int number(MatchResult macro, String group, int otherwise) {
    return Optional.ofNullable(macro.group(group))
        .filter(digits -> !digits.isEmpty())
        .map(Integer::parseInt)
        .orElse(otherwise);
  }

  @Override
  public String toString() {
    return text;
  }
}
