package ringfence.manage.certificate;

import java.util.List;

/// What a host's certificate shall say: its common name, the names it is good for (at least one),
/// its key and the days it is valid.
public record HostRequest(String commonName, List<SubjectName> names, KeyKind kind, int days) {
  /// The days browsers and telephones still take without complaint.
  public static final int DAYS = 397;

  public HostRequest {
    names = List.copyOf(names);
    if (names.isEmpty()) throw new IllegalArgumentException("a certificate without a name");
    // RFC 5280 appendix A.1: ub-common-name is 64
    if (commonName.isEmpty() || commonName.length() > 64) {
      throw new IllegalArgumentException("a common name has 1 to 64 characters");
    }
    if (days < 1) throw new IllegalArgumentException("valid for " + days + " days");
  }

  /// An EC certificate for 397 days.
  public static HostRequest of(String commonName, SubjectName... names) {
    return new HostRequest(commonName, List.of(names), KeyKind.EC_P256, DAYS);
  }

  public HostRequest kind(KeyKind wanted) {
    return new HostRequest(commonName, names, wanted, days);
  }

  public HostRequest days(int wanted) {
    return new HostRequest(commonName, names, kind, wanted);
  }
}
