package ringfence.transport.tls;

import java.util.List;

/// Why a link did not come up, for a machine (`cause`) and for a person (`text`).
///
/// @param what what is the matter, a sentence
/// @param presented the names the peer's certificate carries, as `IP:192.0.2.1` or `DNS:a.example`
/// @param expected the names that would have been accepted
/// @param rule the clause that was applied, or empty
/// @param cure the smallest change that would help, or empty
public record Refusal(
    Cause cause,
    String what,
    List<String> presented,
    List<String> expected,
    String rule,
    String cure)
    implements Verification {

  public Refusal {
    presented = List.copyOf(presented);
    expected = List.copyOf(expected);
  }

  public Refusal(Cause cause, String what, String rule, String cure) {
    this(cause, what, List.of(), List.of(), rule, cure);
  }

  /// The kinds of reason, each with the word that events and pages use.
  public enum Cause {
    NO_CERTIFICATE("no-certificate"),
    UNKNOWN_CA("unknown-ca"),
    BAD_SIGNATURE("bad-signature"),
    EXPIRED("expired"),
    NOT_YET_VALID("not-yet-valid"),
    WRONG_NAME("wrong-name"),
    WRONG_USAGE("wrong-usage"),
    WEAK_KEY("weak-key"),
    REVOKED("revoked"),
    /// Nobody could say whether the certificate was revoked, and somebody had to.
    REVOCATION_UNKNOWN("revocation-unknown"),
    VERSION("version"),
    CIPHER("cipher"),
    /// Nobody listens there.
    REFUSED("refused"),
    /// The peer said no with a TLS alert about us.
    PEER_ALERT("peer-alert"),
    TIMEOUT("timeout"),
    NOT_TLS("not-tls"),
    UNREACHABLE("unreachable"),
    /// The peer closed before the link was up.
    CLOSED("closed"),
    /// It made room for others: too many connections had not said anything yet.
    CROWDED("crowded"),
    /// What the peer sent in the handshake makes no sense.
    BROKEN("broken"),
    /// Something on our own side: no free local port, a broken setting.
    LOCAL("local");

    private final String word;

    Cause(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /// The sentence, the names, the rule and the cure, in one line.
  public String text() {
    var text = new StringBuilder(what);
    if (!presented.isEmpty()) {
      text.append(" Names presented: ").append(String.join(", ", presented)).append('.');
    }
    if (!expected.isEmpty()) {
      text.append(" Name expected: ").append(String.join(" or ", expected)).append('.');
    }
    if (!rule.isEmpty()) text.append(" Rule: ").append(rule).append('.');
    if (!cure.isEmpty()) text.append(" Cure: ").append(cure).append('.');
    return text.toString();
  }

  @Override
  public String toString() {
    return cause.word() + ": " + text();
  }
}
