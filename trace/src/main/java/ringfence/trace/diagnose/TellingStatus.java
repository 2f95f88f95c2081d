package ringfence.trace.diagnose;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import ringfence.sip.message.Header;

/// Answers whose status alone says the cause.
final class TellingStatus {
  /// @param id of the verdict
  private record Meaning(String id, String sentence, String cure) {}

  private static final Map<Integer, Meaning> MEANINGS =
      Map.of(
          403,
              new Meaning(
                  "sip.forbidden",
                  "The server knows the user and does not let it (403).",
                  "Ask the server's operator to allow it; the device waits long before it tries"
                      + " again."),
          416,
              new Meaning(
                  "sip.scheme-refused",
                  "The server does not take the URI scheme, sips as a rule (416).",
                  "Use sip with transport=tls in place of sips."),
          423,
              new Meaning(
                  "sip.interval-too-brief",
                  "The registrar wants a longer registration than the device asked for (423).",
                  "Let the device register for at least what Min-Expires says."),
          430,
              new Meaning(
                  "sip.flow-failed",
                  "The connection to the device is gone, and the server noticed it by this call"
                      + " (430).",
                  "Keep the connection alive by pings shorter than the idle time on the way."),
          439,
              new Meaning(
                  "sip.first-hop-lacks-outbound",
                  "A proxy before the registrar does not know RFC 5626 (439).",
                  "Register without outbound, or let that proxy record its flows."),
          494,
              new Meaning(
                  "sip.security-agreement",
                  "The server wants a security agreement by RFC 3329 (494).",
                  "Switch the agreement off for this server, or use a device that knows it."));

  private TellingStatus() {}

  static List<Verdict> judge(CaseFile file) {
    return file.messages().stream().flatMap(said -> judge(said).stream()).toList();
  }

  private static Optional<Verdict> judge(Said said) {
    String detail =
        said.message()
            .headers()
            .first(Header.MIN_EXPIRES)
            .map(each -> ", Min-Expires " + each.toSeconds())
            .orElse("");
    return Optional.ofNullable(MEANINGS.get(said.status()))
        .map(
            meaning ->
                Verdict.of(meaning.id(), 0.8, meaning.sentence())
                    .seen(said.frame(), said.line() + detail)
                    .cure(meaning.cure()));
  }
}
