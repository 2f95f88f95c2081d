package ringfence.trace.diagnose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ringfence.sip.auth.Challenge;
import ringfence.sip.auth.Credentials;
import ringfence.sip.message.AuthFields;
import ringfence.sip.message.Header;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.SipUri;

/// Credentials are answered with another challenge, RFC 3261 section 22.2: they do not suit.
final class ChallengeLoop {
  private ChallengeLoop() {}

  /// A request with credentials and the challenge that answered it.
  private record Refused(Said request, Said challenge) {}

  static List<Verdict> judge(CaseFile file) {
    Map<String, List<Refused>> byCall = new LinkedHashMap<>();
    for (Said said : file.messages()) {
      if (!(said.message() instanceof SipRequest) || credentials(said).isEmpty()) continue;
      file.answers(said).stream()
          .filter(each -> each.status() == 401 || each.status() == 407)
          .findFirst()
          .ifPresent(
              each ->
                  byCall
                      .computeIfAbsent(said.message().callId(), _ -> new ArrayList<>())
                      .add(new Refused(said, each)));
    }
    return byCall.values().stream().flatMap(each -> verdict(each).stream()).toList();
  }

  private static Optional<Verdict> verdict(List<Refused> refused) {
    Refused first = refused.getFirst();
    Optional<Challenge> challenge =
        Challenge.in((SipResponse) first.challenge().message()).stream().findFirst();
    // RFC 7616 3.3: with stale the password was right, and only the nonce was too old
    if (challenge.map(Challenge::stale).orElse(false) && refused.size() < 2)
      return Optional.empty();
    Credentials given = credentials(first.request()).orElseThrow();
    String cause = cause(first.request(), given, challenge);
    return Optional.of(
        Verdict.of("sip.challenge-loop", 0.85, "The credentials are refused again: " + cause + ".")
            .seen(first.request().frame(), "credentials of user " + given.username())
            .seen(refused.getLast().challenge().frame(), refused.getLast().challenge().line())
            .cure("Correct the user name, the password and the realm of the account.")
            .at(UnitField.AUTHENTICATION));
  }

  private static String cause(Said request, Credentials given, Optional<Challenge> challenge) {
    if (challenge.isPresent() && !challenge.get().realm().equals(given.realm())) {
      return "they are for realm %s, and %s is asked for"
          .formatted(given.realm(), challenge.get().realm());
    }
    if (challenge.map(Challenge::stale).orElse(false)) return "every nonce is called stale";
    boolean other =
        request.message().from().uri() instanceof SipUri uri
            && !uri.userText().equals(Optional.of(given.username()));
    return other
        ? "the user name is not the one of the From, or the password is wrong"
        : "the password is wrong, or the user is not known";
  }

  private static Optional<Credentials> credentials(Said said) {
    Optional<AuthFields> fields =
        said.message()
            .headers()
            .first(Header.AUTHORIZATION)
            .or(() -> said.message().headers().first(Header.PROXY_AUTHORIZATION));
    return fields.flatMap(Credentials::read);
  }
}
