package ringfence.transport.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;
import org.xbill.DNS.WireParseException;
import ringfence.testkit.Clause;
import ringfence.transport.resolve.Question.Kind;

class ResponseReaderTest {
  private static Message response(Question question, int code, String answers, String authority)
      throws IOException {
    var name = Name.fromString(question.name(), Name.root);
    int type = Type.value(question.kind().name());
    Message response = Message.newQuery(Record.newRecord(name, type, DClass.IN));
    response.getHeader().setRcode(code);
    records(answers).forEach(it -> response.addRecord(it, Section.ANSWER));
    records(authority).forEach(it -> response.addRecord(it, Section.AUTHORITY));
    return response;
  }

  private static List<Record> records(String lines) throws IOException {
    byte[] octets = lines.getBytes(StandardCharsets.US_ASCII);
    try (var master = new Master(new ByteArrayInputStream(octets), Name.root, 60)) {
      var records = new ArrayList<Record>();
      for (Record next = master.nextRecord(); next != null; next = master.nextRecord()) {
        records.add(next);
      }
      return records;
    }
  }

  private static Reading read(Kind kind, int code, String answers, String authority)
      throws IOException {
    var question = new Question("a.example", kind);
    var response = response(question, code, answers, authority);
    return new ResponseReader(question, response, "192.0.2.53").read();
  }

  @Test
  void records_of_other_names_and_kinds_are_not_taken() throws IOException {
    Reading reading =
        read(
            Kind.SRV,
            Rcode.NOERROR,
            """
            b.example. 60 IN SRV 1 1 1 evil.example.
            a.example. 60 IN A 192.0.2.66
            A.EXAMPLE. 90 IN SRV 1 2 5061 S.example.
            a.example. 80 IN SRV 0 0 0 .
            """,
            "");
    assertThat(reading)
        .isEqualTo(
            new Reading.Settled(
                new Answer.Records(
                    List.of(
                        new DnsRecord.Srv(1, 2, 5061, "S.example"),
                        new DnsRecord.Srv(0, 0, 0, ""))),
                Duration.ofSeconds(80)));
  }

  @Test
  void aliases_are_followed_within_a_response_and_live_as_long_as_the_shortest()
      throws IOException {
    Reading reading =
        read(
            Kind.A,
            Rcode.NOERROR,
            """
            c.example. 60 IN A 192.0.2.1
            a.example. 30 IN CNAME b.example.
            b.example. 90 IN CNAME c.example.
            """,
            "");
    assertThat(((Reading.Settled) reading).timeToLive()).isEqualTo(Duration.ofSeconds(30));
    assertThat(((Reading.Settled) reading).answer()).isInstanceOf(Answer.Records.class);
  }

  @Test
  void an_alias_that_the_response_says_no_more_about_has_to_be_asked_for() throws IOException {
    assertThat(read(Kind.A, Rcode.NOERROR, "a.example. 30 IN CNAME b.example.", ""))
        .isEqualTo(new Reading.Alias("b.example", Duration.ofSeconds(30)));
  }

  @Test
  void aliases_in_a_circle_end() throws IOException {
    String circle = "a.example. 30 IN CNAME b.example.\nb.example. 30 IN CNAME a.example.\n";
    assertThat(read(Kind.A, Rcode.NOERROR, circle, ""))
        .isInstanceOfSatisfying(
            Reading.Settled.class, it -> assertThat(it.answer()).isInstanceOf(Answer.Failed.class));
  }

  @Test
  @Clause("RFC 2308 5")
  void an_absence_lives_as_the_SOA_says_and_is_not_kept_without_one() throws IOException {
    String soa = "example. 40 IN SOA . . 1 60 60 60 20";
    assertThat(read(Kind.A, Rcode.NXDOMAIN, "", soa))
        .isEqualTo(
            new Reading.Settled(
                new Answer.None("DNS server 192.0.2.53 says that there is no such name a.example."),
                Duration.ofSeconds(20)));
    assertThat(read(Kind.A, Rcode.NOERROR, "", ""))
        .isEqualTo(
            new Reading.Settled(
                new Answer.None("DNS server 192.0.2.53 has no A record of the name a.example."),
                Duration.ZERO));
  }

  @Test
  void a_server_that_cannot_tell_leaves_it_to_the_next() throws IOException {
    assertThat(read(Kind.A, Rcode.SERVFAIL, "", ""))
        .isEqualTo(new Reading.Unable("192.0.2.53 answers SERVFAIL"));
    assertThat(read(Kind.A, Rcode.REFUSED, "a.example. 30 IN A 192.0.2.1", ""))
        .isInstanceOf(Reading.Unable.class);
  }

  @Test
  void damaged_responses_are_read_or_refused_and_nothing_else() throws IOException {
    var question = new Question("a.example", Kind.NAPTR);
    byte[] good =
        response(
                question,
                Rcode.NOERROR,
                """
                a.example. 30 IN CNAME b.example.
                b.example. 30 IN NAPTR 1 1 "s" "SIPS+D2T" "" _sips._tcp.a.example.
                b.example. 30 IN SRV 1 1 5061 a.example.
                """,
                "example. 40 IN SOA . . 1 60 60 60 20")
            .toWire();
    var chance = new Random(3263);
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] octets = good.clone();
      for (int j = chance.nextInt(4); j >= 0; j--) {
        octets[chance.nextInt(octets.length)] = (byte) chance.nextInt(256);
      }
      try {
        var response = new Message(octets);
        if (response.getQuestion() == null) continue;
        new ResponseReader(question, response, "x").read();
        read++;
      } catch (WireParseException _) {
        // refused by the library
      }
    }
    assertThat(read).isGreaterThan(1000);
  }
}
