package ringfence.trace.diagnose;

import java.util.List;

/// The system has no route to the server's network.
final class NoWay {
  private NoWay() {}

  static List<Verdict> judge(CaseFile file) {
    return file.noticed(Noticed.NoWay.class).map(NoWay::verdict).toList();
  }

  private static Verdict verdict(Noticed.NoWay noWay) {
    String server = Link.text(noWay.server());
    return Verdict.of("ip.no-route", 0.95, "There is no way from here to " + server + ".")
        .noticed("the system says: " + noWay.reason())
        .cure("Correct the address, or the route and the gateway of this host.")
        .at(UnitField.PROXY_HOST);
  }
}
