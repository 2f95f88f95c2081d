package ringfence.manage.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import ringfence.manage.access.Role;
import ringfence.manage.access.User;
import ringfence.manage.setting.Refusal;

/// What a page is shown with: for whom, and what came of the form before it.
///
/// @param query what the address of the page asks for
/// @param transfer whether files may come in as things are
record View(
    User user,
    String csrf,
    Query query,
    Transfers transfer,
    Entered entered,
    List<Part.Notice> said) {
  /// Whether files may come in.
  enum Transfers {
    OFF,
    /// In clear text, as someone has chosen.
    RISKED,
    SAFE
  }

  /// What a person entered that was refused, to be shown again with the reasons beside it.
  record Entered(Map<String, String> fields, List<Refusal> refusals) {
    static final Entered NOTHING = new Entered(Map.of(), List.of());

    /// What is wrong at a place, for the one who sees it; places are the same in any case.
    Optional<String> wrong(String place) {
      return refusals.stream()
          .filter(it -> it.variable().equalsIgnoreCase(place))
          .findFirst()
          .map(Entered::besideField);
    }

    private static String besideField(Refusal refusal) {
      boolean value = refusal.reason() == Refusal.Reason.NOT_ALLOWED;
      return value ? "Allowed: " + refusal.allowed() + "." : refusal.sentence();
    }
  }

  static View of(WebRequest request, Transfers transfer) {
    var query = request.method().equals("GET") ? new Query(request.fields()) : Query.NONE;
    return new View(request.user(), request.csrf(), query, transfer, Entered.NOTHING, List.of());
  }

  View entered(Map<String, String> fields, List<Refusal> refusals) {
    return new View(user, csrf, query, transfer, new Entered(fields, refusals), said);
  }

  View said(List<Part.Notice> notices) {
    return new View(user, csrf, query, transfer, entered, notices);
  }

  boolean mayChange() {
    return user.role().isAtLeast(Role.USER);
  }

  boolean isAdmin() {
    return user.role().isAtLeast(Role.ADMIN);
  }
}
