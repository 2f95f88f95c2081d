package ringfence.proxy.defence;

import java.util.List;
import java.util.Locale;

/// Programs that look for open registrars, by the User-Agent that they do not bother to change.
final class Scanners {
  /// What they call themselves; `friendly-scanner` is svmap and svwar of SIPVicious.
  static final List<String> KNOWN =
      List.of(
          "friendly-scanner",
          "friendly-request",
          "sipvicious",
          "sip-scan",
          "sipcli",
          "sundayddr",
          "iwar",
          "pplsip",
          "vaxsipuseragent",
          "eyebeam/sipscan",
          "smap ",
          "gulp",
          "voipscan");

  private Scanners() {}

  static boolean isOne(String userAgent, List<String> agents) {
    if (userAgent.isEmpty()) return false;
    String said = userAgent.toLowerCase(Locale.ROOT);
    return agents.stream().anyMatch(said::startsWith);
  }
}
