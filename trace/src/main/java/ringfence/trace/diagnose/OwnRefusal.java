package ringfence.trace.diagnose;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A program wrote down why a link of its own did not come up, and no capture was made.
final class OwnRefusal {
  /// What the program calls it, whichever side it was, and the verdict.
  private static final Map<String, String> IDS =
      Map.ofEntries(
          Map.entry("no-certificate", "tls.client-certificate-missing"),
          Map.entry("expired", "tls.expired"),
          Map.entry("not-yet-valid", "tls.not-yet-valid"),
          Map.entry("wrong-name", "tls.wrong-name"),
          Map.entry("wrong-usage", "tls.usage"),
          Map.entry("weak-key", "tls.key-too-small"),
          Map.entry("version", "tls.version"),
          Map.entry("cipher", "tls.no-common-suite"),
          Map.entry("refused", "tcp.refused"),
          Map.entry("timeout", "tls.silent"),
          Map.entry("unreachable", "ip.no-route"),
          Map.entry("closed", "tls.closed"));

  /// Where the other side was the server: it is its certificate, and its port.
  private static final Map<String, String> OF_SERVER =
      Map.of("unknown-ca", "tls.unknown-ca", "not-tls", "tls.plain-port");

  /// Where the other side was the client.
  private static final Map<String, String> OF_CLIENT =
      Map.of("unknown-ca", "tls.client-certificate-unacceptable", "not-tls", "tls.plain-sip");

  private OwnRefusal() {}

  static List<Verdict> judge(CaseFile file) {
    return file.noticed(Noticed.LinkFailed.class).flatMap(each -> judge(each).stream()).toList();
  }

  private static Optional<Verdict> judge(Noticed.LinkFailed failed) {
    Party other = failed.own().other();
    String whose = other == Party.SERVER ? "we opened the link" : "the other side opened the link";
    return id(failed)
        .map(
            id ->
                Verdict.of(id, 0.8, failed.text())
                    .noticed("%s at %s: %s".formatted(failed.peer(), failed.at(), whose))
                    .cure(cure(id, other)));
  }

  private static String cure(String id, Party other) {
    if (id.equals("tls.client-certificate-unacceptable")) {
      return other == Party.CLIENT
          ? "Take the CA of the client among those that we trust, or give the client a certificate"
              + " of one of them."
          : "Present a certificate of a CA that the server trusts, or have ours taken there.";
    }
    if (id.equals("tls.unknown-ca")) {
      return other == Party.CLIENT
          ? "Install the CA of our certificate at the client."
          : "Install the CA of the server's certificate here.";
    }
    return "Do what the sentence names; a capture of the next try shows the handshake itself.";
  }

  /// An alert of the peer says itself what it is: it is about us.
  private static Optional<String> id(Noticed.LinkFailed failed) {
    boolean client = failed.own() == Party.CLIENT;
    if (failed.text().contains("alert unknown_ca")) {
      return Optional.of(client ? "tls.client-certificate-unacceptable" : "tls.unknown-ca");
    }
    if (client && failed.text().contains("alert certificate_required")) {
      return Optional.of("tls.client-certificate-missing");
    }
    Map<String, String> bySide = client ? OF_SERVER : OF_CLIENT;
    return Optional.ofNullable(bySide.get(failed.cause()))
        .or(() -> Optional.ofNullable(IDS.get(failed.cause())));
  }
}
