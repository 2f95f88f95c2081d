package ringfence.trace.diagnose;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A program wrote down why a link of its own did not come up, and no capture was made.
final class OwnRefusal {
  /// What the program calls it, and the verdict.
  private static final Map<String, String> IDS =
      Map.ofEntries(
          Map.entry("no-certificate", "tls.client-certificate-missing"),
          Map.entry("unknown-ca", "tls.unknown-ca"),
          Map.entry("expired", "tls.expired"),
          Map.entry("not-yet-valid", "tls.not-yet-valid"),
          Map.entry("wrong-name", "tls.wrong-name"),
          Map.entry("wrong-usage", "tls.usage"),
          Map.entry("weak-key", "tls.key-too-small"),
          Map.entry("version", "tls.version"),
          Map.entry("cipher", "tls.no-common-suite"),
          Map.entry("refused", "tcp.refused"),
          Map.entry("timeout", "tls.silent"),
          Map.entry("not-tls", "tls.plain-sip"),
          Map.entry("unreachable", "ip.no-route"),
          Map.entry("closed", "tls.closed"));

  private OwnRefusal() {}

  static List<Verdict> judge(CaseFile file) {
    return file.noticed(Noticed.LinkFailed.class).flatMap(each -> judge(each).stream()).toList();
  }

  private static Optional<Verdict> judge(Noticed.LinkFailed failed) {
    return id(failed)
        .map(
            id ->
                Verdict.of(id, 0.8, failed.text())
                    .noticed("%s at %s".formatted(failed.peer(), failed.at()))
                    .cure(
                        "Do what the sentence names; a capture of the next try shows the handshake"
                            + " itself."));
  }

  /// An alert of the peer says itself what it is.
  private static Optional<String> id(Noticed.LinkFailed failed) {
    boolean unknown = failed.text().contains("alert unknown_ca");
    return unknown ? Optional.of("tls.unknown-ca") : Optional.ofNullable(IDS.get(failed.cause()));
  }
}
