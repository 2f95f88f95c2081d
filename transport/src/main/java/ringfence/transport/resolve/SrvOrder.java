package ringfence.transport.resolve;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import ringfence.transport.resolve.DnsRecord.Srv;

/// The order in which the servers of a service are tried, RFC 2782.
final class SrvOrder {
  // "those with weight 0 are placed at the beginning of the list"; the rest makes the outcome
  // independent of the order in which a DNS server sends them
  private static final Comparator<Srv> ARRANGED =
      Comparator.comparingInt(Srv::priority)
          .thenComparing(srv -> srv.weight() != 0)
          .thenComparing(Srv::target)
          .thenComparingInt(Srv::port);

  private SrvOrder() {}

  /// By priority, and by chance according to the weights within one.
  static List<Srv> of(Collection<Srv> records, RandomGenerator chance) {
    List<Srv> left = new ArrayList<>(records);
    left.sort(ARRANGED);
    List<Srv> ordered = new ArrayList<>();
    while (!left.isEmpty()) {
      int priority = left.getFirst().priority();
      Srv next = select(left.stream().filter(it -> it.priority() == priority).toList(), chance);
      left.remove(next);
      ordered.add(next);
    }
    return ordered;
  }

  // "choose a uniform random number between 0 and the sum computed (inclusive), and select the RR
  // whose running sum value is the first [...] which is greater than or equal to the random number"
  private static Srv select(List<Srv> equals, RandomGenerator chance) {
    int sum = equals.stream().mapToInt(Srv::weight).sum();
    int left = chance.nextInt(sum + 1);
    for (Srv srv : equals) {
      left -= srv.weight();
      if (left <= 0) return srv;
    }
    throw new AssertionError("the weights sum up to " + sum);
  }
}
