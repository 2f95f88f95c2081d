package ringfence.manage.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import ringfence.manage.access.Access;
import ringfence.manage.access.Access.Busy;
import ringfence.manage.access.Access.Denied;
import ringfence.manage.access.Access.Granted;
import ringfence.manage.access.Access.Locked;
import ringfence.manage.access.Role;
import ringfence.manage.access.User;

/// Says as whom a caller may go on. While the server listens on this host only and nobody changed
/// the factory's account, whoever sits here needs no password; else everyone does, and the
/// factory's password only lets its own change be done (docs/decisions/0011).
final class Doorkeeper {
  sealed interface Admission {}

  /// @param csrf what the forms of this person carry
  /// @param byCookie whether a browser proves it without being asked, so that a change must carry
  ///   the token
  record Admitted(User user, String csrf, boolean byCookie) implements Admission {}

  record Refused(Reply reply) implements Admission {}

  private final Optional<Access> access;
  private final BooleanSupplier onlyHere;
  private final String localToken;

  /// @param onlyHere whether the server listens on addresses of this host alone
  Doorkeeper(Optional<Access> access, BooleanSupplier onlyHere) {
    this.access = access;
    this.onlyHere = onlyHere;
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    localToken = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  Admission admit(Caller caller, String target) {
    if (access.isEmpty()) return new Admitted(User.LOCAL, localToken, caller.isBrowser());
    Access door = access.get();
    if (!caller.header("Authorization").isEmpty()) return byBasic(door, caller);
    var visitor = caller.token().flatMap(it -> door.visitor(it, !caller.isRefresh()));
    if (visitor.isPresent()) {
      var user = bounded(door, visitor.get().user());
      return new Admitted(user, visitor.get().csrf(), true);
    }
    if (needsNoPassword(door, caller)) {
      return new Admitted(User.LOCAL, localToken, caller.isBrowser());
    }
    return new Refused(askToSignIn(caller, target));
  }

  private boolean needsNoPassword(Access door, Caller caller) {
    return onlyHere.getAsBoolean() && caller.isLocal() && door.isFactory();
  }

  /// Everybody knows the factory's password: it shows what is no secret, and changes nothing.
  private User bounded(Access door, User user) {
    boolean known = door.isFactory() && !onlyHere.getAsBoolean();
    return known ? new User(user.name(), Role.OBSERVER) : user;
  }

  private Admission byBasic(Access door, Caller caller) {
    return switch (door.basic(caller.header("Authorization"), caller.address())) {
      case Granted(User user) -> new Admitted(bounded(door, user), "", false);
      case Denied _ -> new Refused(unauthorized("A name and a password are needed."));
      case Locked(var remaining) ->
          new Refused(
              Reply.text(429, "Too many wrong passwords: this account is locked for a while.")
                  .header("Retry-After", String.valueOf(remaining.toSeconds() + 1)));
      case Busy _ ->
          new Refused(
              Reply.text(503, "Too many are signing in; try again.").header("Retry-After", "2"));
    };
  }

  /// A person is sent to the form and comes back, a page's script is told, all others get the
  /// challenge.
  private static Reply askToSignIn(Caller caller, String target) {
    if (caller.isNavigation() && !caller.changes()) {
      return Reply.see(SignIn.PATH + "?to=" + URLEncoder.encode(target, StandardCharsets.UTF_8));
    }
    if (caller.isNavigation()) return Reply.see(SignIn.PATH);
    if (caller.isBrowser()) return Reply.text(403, "Sign in first.");
    return unauthorized("A name and a password are needed.");
  }

  private static Reply unauthorized(String sentence) {
    return Reply.text(401, sentence)
        .header("WWW-Authenticate", "Basic realm=\"Ringfence\", charset=\"UTF-8\"");
  }
}
