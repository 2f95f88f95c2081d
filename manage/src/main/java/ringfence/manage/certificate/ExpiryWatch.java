package ringfence.manage.certificate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Says 30, 7 and 1 days before a certificate expires that it does, and once that it has. Each is
/// said once for each certificate, the nearest first said where several are due.
public final class ExpiryWatch {
  private static final List<Integer> DAYS = List.of(0, 1, 7, 30);
  private static final int LONG = Integer.MAX_VALUE;

  /// A certificate and the whole days it has left; negative when it has expired.
  public record Warning(StoredCertificate file, long daysLeft) {
    public boolean expired() {
      return daysLeft < 0;
    }
  }

  // the threshold that was last said, by certificate
  private final Map<StoredCertificate, Integer> said = new HashMap<>();

  /// What is to be said now of these certificates; those that are no longer there are forgotten.
  public synchronized List<Warning> check(List<StoredCertificate> files, Instant now) {
    said.keySet().retainAll(files);
    List<Warning> due = new ArrayList<>();
    for (StoredCertificate file : files) {
      var left = Duration.between(now, file.certificate().getNotAfter().toInstant());
      int reached = reached(left);
      int before = said.getOrDefault(file, LONG);
      if (reached >= before) continue;
      said.put(file, reached);
      due.add(new Warning(file, left.isNegative() ? -1 : left.toDays()));
    }
    return due;
  }

  private static int reached(Duration left) {
    for (int days : DAYS) if (left.compareTo(Duration.ofDays(days)) <= 0) return days;
    return LONG;
  }
}
