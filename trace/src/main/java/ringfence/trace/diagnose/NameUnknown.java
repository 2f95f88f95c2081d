package ringfence.trace.diagnose;

import java.util.List;

/// RFC 3263 section 4 ends without an address: no server of that name is known.
final class NameUnknown {
  private NameUnknown() {}

  static List<Verdict> judge(CaseFile file) {
    return file.noticed(Noticed.NameUnknown.class).map(NameUnknown::verdict).toList();
  }

  private static Verdict verdict(Noticed.NameUnknown unknown) {
    return Verdict.of("dns.name-unknown", 0.95, "No server is known for " + unknown.name() + ".")
        .noticed(unknown.reason())
        .cure("Correct the name, or enter its NAPTR, SRV or address records in the DNS.")
        .at(UnitField.PROXY_HOST);
  }
}
