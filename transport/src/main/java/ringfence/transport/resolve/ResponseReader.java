package ringfence.transport.resolve;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.NAPTRRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;

/// Reads the response of a DNS server to a question, along the aliases in it.
final class ResponseReader {
  /// So many aliases may follow each other.
  static final int MOST_ALIASES = 8;

  private static final int MOST_RECORDS = 64;

  private final Question question;
  private final Message response;
  private final String server;
  private Duration timeToLive = Duration.ofSeconds(Integer.MAX_VALUE);

  /// For one response.
  ///
  /// @param server who sent it, in words
  ResponseReader(Question question, Message response, String server) {
    this.question = question;
    this.response = response;
    this.server = server;
  }

  Reading read() {
    int code = response.getRcode();
    if (code != Rcode.NOERROR && code != Rcode.NXDOMAIN) {
      return new Reading.Unable(server + " answers " + Rcode.string(code));
    }
    Name name = response.getQuestion().getName();
    for (int aliases = 0; aliases <= MOST_ALIASES; aliases++) {
      List<DnsRecord> found = answers(name).flatMap(it -> record(it).stream()).toList();
      if (!found.isEmpty()) return new Reading.Settled(new Answer.Records(found), timeToLive);
      Optional<Name> alias = alias(name);
      if (alias.isEmpty()) return without(name);
      name = alias.get();
    }
    return endless(question);
  }

  static Reading.Settled endless(Question question) {
    var answer = new Answer.Failed("The name " + question.name() + " is an alias without end.");
    return new Reading.Settled(answer, Duration.ZERO);
  }

  private Stream<Record> answers(Name name) {
    return response.getSection(Section.ANSWER).stream()
        .limit(MOST_RECORDS)
        .filter(it -> it.getName().equals(name));
  }

  /// A record of the kind asked for.
  private Optional<DnsRecord> record(Record from) {
    Optional<DnsRecord> record =
        switch (from) {
          case ARecord a when question.kind() == Question.Kind.A ->
              Optional.of(new DnsRecord.Address(a.getAddress()));
          case AAAARecord aaaa when question.kind() == Question.Kind.AAAA ->
              Optional.of(new DnsRecord.Address(aaaa.getAddress()));
          case SRVRecord srv when question.kind() == Question.Kind.SRV -> Optional.of(srv(srv));
          case NAPTRRecord naptr when question.kind() == Question.Kind.NAPTR ->
              Optional.of(naptr(naptr));
          default -> Optional.empty();
        };
    record.ifPresent(_ -> limit(from.getTTL()));
    return record;
  }

  private static DnsRecord srv(SRVRecord from) {
    return new DnsRecord.Srv(
        from.getPriority(), from.getWeight(), from.getPort(), text(from.getTarget()));
  }

  private static DnsRecord naptr(NAPTRRecord from) {
    return new DnsRecord.Naptr(
        from.getOrder(),
        from.getPreference(),
        from.getFlags(),
        from.getService(),
        text(from.getReplacement()));
  }

  private static String text(Name name) {
    return name.equals(Name.root) ? "" : name.toString(true);
  }

  private void limit(long seconds) {
    var time = Duration.ofSeconds(seconds);
    if (time.compareTo(timeToLive) < 0) timeToLive = time;
  }

  private Optional<Name> alias(Name name) {
    Optional<CNAMERecord> alias =
        answers(name)
            .filter(CNAMERecord.class::isInstance)
            .map(CNAMERecord.class::cast)
            .findFirst();
    alias.ifPresent(it -> limit(it.getTTL()));
    return alias.map(CNAMERecord::getTarget);
  }

  /// There is nothing under this name, or it is an alias that has to be asked for by itself.
  private Reading without(Name name) {
    boolean unknown = response.getRcode() == Rcode.NXDOMAIN;
    Optional<Duration> negative = negativeTimeToLive();
    boolean alias = !name.equals(response.getQuestion().getName());
    if (alias && !unknown && negative.isEmpty()) {
      return new Reading.Alias(text(name), timeToLive);
    }
    String what =
        unknown
            ? "says that there is no such name "
            : "has no " + question.kind() + " record of the name ";
    var answer = new Answer.None("DNS server " + server + " " + what + text(name) + ".");
    return new Reading.Settled(answer, negative.orElse(Duration.ZERO)).within(timeToLive);
  }

  /// RFC 2308 5: "the minimum of the MINIMUM field of the SOA record and the TTL of the SOA
  /// itself"; without that record the answer "SHOULD NOT be cached".
  private Optional<Duration> negativeTimeToLive() {
    return response.getSection(Section.AUTHORITY).stream()
        .filter(SOARecord.class::isInstance)
        .map(SOARecord.class::cast)
        .findFirst()
        .map(soa -> Duration.ofSeconds(Math.min(soa.getMinimum(), soa.getTTL())));
  }
}
