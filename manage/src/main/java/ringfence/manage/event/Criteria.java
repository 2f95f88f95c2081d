package ringfence.manage.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which notifications a rule is for, in the unit's words: a list of `service.what`, where `what`
/// is a severity letter (D, I, W, E, C), a notification's number or `All`, and the service is its
/// name or number or `All`. What follows a `-` is left out, whatever stands before. `All` by itself
/// is everything; an empty text is nothing.
///
/// ```
/// SipEp.E,SipEp.C,Cert.All
/// All,-SipEp.D,1600.All
/// ```
public record Criteria(String text, List<Term> included, List<Term> excluded) {
  /// Everything.
  public static final Criteria ALL = parse("All").orElseThrow();

  /// One `service.what`.
  public sealed interface Term {
    /// As it stands: the name or number of a service, or `All`.
    String service();

    record Every(String service) implements Term {}

    record OfSeverity(String service, Severity severity) implements Term {}

    record Numbered(String service, int number) implements Term {}
  }

  public Criteria {
    included = List.copyOf(included);
    excluded = List.copyOf(excluded);
  }

  /// Reads the unit's text; nothing when it is not one.
  public static Optional<Criteria> parse(String text) {
    List<Term> included = new ArrayList<>();
    List<Term> excluded = new ArrayList<>();
    if (text.isBlank()) return Optional.of(new Criteria(text, included, excluded));
    boolean excluding = false;
    for (String part : text.split(",", -1)) {
      String word = part.strip();
      boolean turns = !excluding && word.startsWith("-");
      excluding |= turns;
      Optional<Term> term = term(turns ? word.substring(1).strip() : word);
      if (term.isEmpty()) return Optional.empty();
      (excluding ? excluded : included).add(term.get());
    }
    return Optional.of(new Criteria(text, included, excluded));
  }

  private static Optional<Term> term(String word) {
    if (word.equalsIgnoreCase("All")) return Optional.of(new Term.Every("All"));
    int dot = word.indexOf('.');
    if (dot < 1 || !word.substring(0, dot).matches("\\w+")) return Optional.empty();
    String service = word.substring(0, dot);
    String what = word.substring(dot + 1);
    if (what.equalsIgnoreCase("All")) return Optional.of(new Term.Every(service));
    for (Severity severity : Severity.values()) {
      if (what.equals(severity.text().substring(0, 1))) {
        return Optional.of(new Term.OfSeverity(service, severity));
      }
    }
    if (!what.matches("\\p{XDigit}{4}")) return Optional.empty();
    return Optional.of(new Term.Numbered(service, Integer.parseInt(what, 16)));
  }

  /// Whether the rule is for it. Exclusion wins.
  public boolean matches(Notification notification) {
    return included.stream().anyMatch(term -> matches(term, notification))
        && excluded.stream().noneMatch(term -> matches(term, notification));
  }

  private static boolean matches(Term term, Notification notification) {
    return isOf(term.service(), notification.origin())
        && switch (term) {
          case Term.Every _ -> true;
          case Term.OfSeverity(_, Severity severity) -> severity == notification.severity();
          case Term.Numbered(_, int number) -> number == notification.number();
        };
  }

  private static boolean isOf(String service, Notification.Origin origin) {
    return service.equalsIgnoreCase("All")
        || service.equalsIgnoreCase(origin.key())
        || service.equals(String.valueOf(origin.number()));
  }

  @Override
  public String toString() {
    return text;
  }
}
