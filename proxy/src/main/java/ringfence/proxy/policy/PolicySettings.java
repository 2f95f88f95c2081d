package ringfence.proxy.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Kind;
import ringfence.manage.setting.Settings;
import ringfence.manage.setting.Variable;
import ringfence.sip.auth.DigestAlgorithm;

/// The settings of authentication.
public interface PolicySettings {
  String PAGE = "Proxy/Users";

  Variable<List<DigestAlgorithm>> AUTH_ALGORITHMS =
      Variable.of(
              "auth_algorithms",
              new Kind<>(
                  "MD5, SHA-256, or both with a comma between them, the preferred first",
                  Kind.Form.TEXT,
                  PolicySettings::algorithms,
                  PolicySettings::print,
                  Optional.empty()),
              List.of(DigestAlgorithm.MD5))
          .help(
              "What challenges offer. MD5 alone, as many devices give up on a challenge that names"
                  + " SHA-256 at all; MD5, SHA-256 where all devices know both.")
          .page(PAGE);

  Variable<Boolean> AUTH_QOP =
      Variable.yesNo("auth_qop", true)
          .help("no: challenges of RFC 2069 with realm and nonce alone, MD5 only.")
          .page(PAGE);

  Variable<Boolean> TRUST_REGISTERED_FLOW =
      Variable.yesNo("trust_registered_flow", false)
          .help("yes: a user who registered over a TLS connection is not challenged again on it.")
          .page(PAGE);

  Variable<List<String>> THIRD_PARTY_REGISTRARS =
      Variable.list("third_party_registrars", Kind.text(255))
          .help("A user who may register for others of the same domain, by a From of its own.")
          .page(PAGE);

  Variable<Boolean> ACCEPT_FOREIGN_CALLERS =
      Variable.yesNo("accept_foreign_callers", false)
          .help("Whether callers of other domains reach our users, without authentication.")
          .page(PAGE);

  Declarations DECLARATIONS =
      Declarations.of(
          AUTH_ALGORITHMS,
          AUTH_QOP,
          TRUST_REGISTERED_FLOW,
          THIRD_PARTY_REGISTRARS,
          ACCEPT_FOREIGN_CALLERS);

  static Rules rules(Settings settings) {
    return new Rules(
        settings.get(AUTH_ALGORITHMS),
        settings.get(AUTH_QOP),
        settings.get(TRUST_REGISTERED_FLOW),
        Set.copyOf(settings.get(THIRD_PARTY_REGISTRARS)),
        settings.get(ACCEPT_FOREIGN_CALLERS));
  }

  private static Optional<List<DigestAlgorithm>> algorithms(String text) {
    List<DigestAlgorithm> found = new ArrayList<>();
    for (String token : text.split(",", -1)) {
      var algorithm = DigestAlgorithm.parse(token.strip());
      boolean offered =
          algorithm
              .filter(a -> a == DigestAlgorithm.MD5 || a == DigestAlgorithm.SHA_256)
              .filter(a -> !found.contains(a))
              .isPresent();
      if (!offered) return Optional.empty();
      found.add(algorithm.get());
    }
    return Optional.of(List.copyOf(found));
  }

  private static List<String> print(List<DigestAlgorithm> algorithms) {
    return List.of(
        algorithms.stream().map(DigestAlgorithm::toString).collect(Collectors.joining(", ")));
  }
}
