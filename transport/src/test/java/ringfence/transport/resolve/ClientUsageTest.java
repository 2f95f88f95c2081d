package ringfence.transport.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import ringfence.sip.message.SipUri;
import ringfence.sip.message.Transport;
import ringfence.testkit.Clause;
import ringfence.transport.resolve.DnsRecord.Naptr;
import ringfence.transport.resolve.DnsRecord.Srv;
import ringfence.transport.resolve.Locator.Located;
import ringfence.transport.resolve.Question.Kind;

class ClientUsageTest {
  private static final List<Transport> ALL = List.of(Transport.TLS, Transport.TCP, Transport.UDP);

  private final Map<Question, Answer> zone = new HashMap<>();
  private final List<String> asked = new ArrayList<>();

  private void has(String name, Kind kind, DnsRecord... records) {
    zone.put(new Question(name, kind), new Answer.Records(List.of(records)));
  }

  private void address(String name, String... literals) {
    for (String literal : literals) {
      Kind kind = literal.contains(":") ? Kind.AAAA : Kind.A;
      has(name, kind, new DnsRecord.Address(InetAddress.ofLiteral(literal)));
    }
  }

  private Located locate(Target target) {
    return locate(new ClientUsage(target, List.of(), new Random(1)));
  }

  private Located locate(ClientUsage usage) {
    Map<Question, Answer> answers = new HashMap<>();
    while (true) {
      switch (usage.next(answers)) {
        case ClientUsage.Step.Done(Located located) -> {
          return located;
        }
        case ClientUsage.Step.Ask(Set<Question> questions) -> {
          assertThat(questions).isNotEmpty().noneMatch(answers::containsKey);
          for (Question one : questions) {
            asked.add(one.toString());
            answers.put(one, zone.getOrDefault(one, new Answer.None("no " + one)));
          }
        }
      }
    }
  }

  private List<String> found(Target target) {
    return ((Located.Found) locate(target))
        .destinations().stream().map(it -> it.transport() + " " + it).toList();
  }

  private String notFound(Target target) {
    return ((Located.NotFound) locate(target)).reason();
  }

  private static Target uri(String uri) {
    return Target.of(SipUri.parse(uri), ALL);
  }

  private static Target tls(int port) {
    return new Target("a.example", port, Transport.TLS);
  }

  @Test
  @Clause("RFC 3263 4.1")
  void a_transport_in_the_uri_is_used_and_no_NAPTR_asked_for() {
    address("a.example", "192.0.2.1");
    assertThat(found(uri("sip:a.example;transport=tcp"))).containsExactly("TCP 192.0.2.1:5060");
    assertThat(asked).containsExactly("_sip._tcp.a.example SRV", "a.example A", "a.example AAAA");
  }

  @Test
  @Clause("RFC 3263 4.1")
  void over_SIPS_everything_is_TLS() {
    address("a.example", "192.0.2.1");
    assertThat(found(uri("sips:a.example;transport=tcp"))).containsExactly("TLS 192.0.2.1:5061");
    assertThat(found(uri("sips:a.example:5070"))).containsExactly("TLS 192.0.2.1:5070");
    has("a.example", Kind.NAPTR, naptr(1, 1, "SIP+D2U", "_sip._udp.a.example"));
    assertThat(found(uri("sips:a.example"))).containsExactly("TLS 192.0.2.1:5061");
    assertThat(asked).doesNotContain("_sip._udp.a.example SRV", "_sip._tcp.a.example SRV");
  }

  @Test
  @Clause("RFC 3263 4.1")
  void a_name_with_a_port_and_no_transport_is_UDP_and_looked_up_as_an_address_only() {
    address("a.example", "192.0.2.1", "2001:db8::1");
    assertThat(found(uri("sip:a.example:5070")))
        .containsExactly("UDP 192.0.2.1:5070", "UDP [2001:db8:0:0:0:0:0:1]:5070");
    assertThat(asked).containsExactly("a.example A", "a.example AAAA");
  }

  @Test
  @Clause("RFC 3263 4.2")
  void an_address_asks_nobody() {
    var known = List.of(InetAddress.ofLiteral("192.0.2.9"));
    var located = locate(new ClientUsage(uri("sip:192.0.2.9"), known, new Random(1)));
    var found = ((Located.Found) located).destinations().getFirst();
    assertThat(found.transport()).isEqualTo(Transport.UDP);
    assertThat(found).hasToString("192.0.2.9:5060");
    assertThat(asked).isEmpty();
  }

  @Test
  void maddr_is_the_target() {
    address("b.example", "192.0.2.2");
    assertThat(found(uri("sip:a.example:5070;maddr=b.example")))
        .containsExactly("UDP 192.0.2.2:5070");
  }

  @Test
  @Clause("RFC 3263 4.1")
  void the_domain_chooses_the_transport_among_those_we_have() {
    has(
        "a.example",
        Kind.NAPTR,
        naptr(100, 50, "SIP+D2U", "_sip._udp.a.example"),
        naptr(50, 50, "SIPS+D2T", "_sips._tcp.elsewhere.example"),
        naptr(90, 50, "SIP+D2T", "_sip._tcp.a.example"));
    has("_sips._tcp.elsewhere.example", Kind.SRV, new Srv(1, 1, 5071, "s.example"));
    has("_sip._tcp.a.example", Kind.SRV, new Srv(1, 1, 5070, "s.example"));
    address("s.example", "192.0.2.1");
    assertThat(found(uri("sip:a.example"))).containsExactly("TLS s.example (192.0.2.1:5071)");
    var without = Target.of(SipUri.parse("sip:a.example"), List.of(Transport.UDP, Transport.TCP));
    assertThat(found(without)).containsExactly("TCP s.example (192.0.2.1:5070)");
  }

  @Test
  @Clause("RFC 3263 4.1")
  void records_of_other_services_and_forms_are_discarded() {
    has(
        "a.example",
        Kind.NAPTR,
        naptr(1, 1, "E2U+sip", "_sip._udp.wrong.example"),
        naptr(1, 2, "SIP+D2S", "_sip._sctp.wrong.example"),
        naptr(1, 3, "SIP+D2U", ""),
        new Naptr(1, 4, "u", "SIP+D2U", "_sip._udp.wrong.example"),
        naptr(9, 1, "sip+d2u", "_sip._udp.right.example"));
    has("_sip._udp.right.example", Kind.SRV, new Srv(1, 1, 5060, "s.example"));
    address("s.example", "192.0.2.1");
    assertThat(found(uri("sip:a.example"))).containsExactly("UDP s.example (192.0.2.1:5060)");
    assertThat(String.join(" ", asked)).doesNotContain("wrong");
  }

  @Test
  @Clause("RFC 3263 4.1")
  void without_NAPTR_the_services_of_all_transports_are_asked_for_and_the_best_is_taken() {
    has("_sip._tcp.a.example", Kind.SRV, new Srv(1, 1, 5070, "s.example"));
    has("_sip._udp.a.example", Kind.SRV, new Srv(0, 1, 5060, "s.example"));
    address("s.example", "192.0.2.1");
    assertThat(found(uri("sip:a.example"))).containsExactly("TCP s.example (192.0.2.1:5070)");
    assertThat(asked).contains("_sips._tcp.a.example SRV", "_sip._udp.a.example SRV");
  }

  @Test
  @Clause("RFC 3263 4.1")
  void without_any_SRV_a_SIP_URI_goes_by_UDP_to_the_usual_port() {
    address("a.example", "192.0.2.1");
    assertThat(found(uri("sip:a.example"))).containsExactly("UDP 192.0.2.1:5060");
  }

  @Test
  @Clause("RFC 3263 4.2")
  void a_fixed_transport_without_a_port_goes_by_SRV_in_order_of_priority() {
    has(
        "_sips._tcp.a.example",
        Kind.SRV,
        new Srv(20, 0, 5063, "three.example"),
        new Srv(10, 0, 5061, "one.example"),
        new Srv(15, 9, 5062, "two.example"));
    address("one.example", "192.0.2.1", "2001:db8::1");
    address("three.example", "192.0.2.3");
    assertThat(found(tls(0)))
        .containsExactly(
            "TLS one.example (192.0.2.1:5061)",
            "TLS one.example ([2001:db8:0:0:0:0:0:1]:5061)",
            "TLS three.example (192.0.2.3:5063)");
  }

  @Test
  @Clause("RFC 3263 4.2")
  void a_port_suppresses_SRV_even_the_usual_one() {
    has("_sips._tcp.a.example", Kind.SRV, new Srv(1, 1, 9999, "s.example"));
    address("a.example", "192.0.2.1");
    assertThat(found(tls(5061))).containsExactly("TLS 192.0.2.1:5061");
    assertThat(asked).containsExactly("a.example A", "a.example AAAA");
  }

  @Test
  @Clause("RFC 2782")
  void a_service_that_is_decidedly_not_available_is_not_looked_for_elsewhere() {
    has("_sips._tcp.a.example", Kind.SRV, new Srv(0, 0, 0, ""));
    address("a.example", "192.0.2.1");
    assertThat(notFound(tls(0))).isEqualTo("The domain a.example says that it has no SIP server.");
    assertThat(asked).doesNotContain("a.example A");
  }

  @Test
  void a_failed_question_is_no_answer_and_does_not_lead_to_a_weaker_transport() {
    var failed = new Answer.Failed("No DNS server can tell.");
    zone.put(new Question("_sips._tcp.a.example", Kind.SRV), failed);
    has("_sip._udp.a.example", Kind.SRV, new Srv(0, 1, 5060, "s.example"));
    address("s.example", "192.0.2.1");
    address("a.example", "192.0.2.1");
    assertThat(notFound(tls(0))).isEqualTo("No DNS server can tell.");
    assertThat(notFound(uri("sip:a.example"))).isEqualTo("No DNS server can tell.");
    zone.put(new Question("a.example", Kind.NAPTR), new Answer.Failed("Silence."));
    assertThat(notFound(uri("sip:a.example"))).isEqualTo("Silence.");
  }

  @Test
  void one_family_of_addresses_is_enough_and_a_failure_says_more_than_an_absence() {
    zone.put(new Question("a.example", Kind.AAAA), new Answer.Failed("Silence."));
    assertThat(notFound(tls(5061))).isEqualTo("Silence.");
    address("a.example", "192.0.2.1");
    assertThat(found(tls(5061))).containsExactly("TLS 192.0.2.1:5061");
    assertThat(notFound(new Target("b.example", 5061, Transport.TLS))).isEqualTo("no b.example A");
  }

  @Test
  void however_many_servers_a_domain_names_only_some_are_tried() {
    Srv[] many =
        IntStream.range(0, 300)
            .mapToObj(i -> new Srv(i, 1, 5061, "s%03d.example".formatted(i)))
            .toArray(Srv[]::new);
    has("_sips._tcp.a.example", Kind.SRV, many);
    for (Srv srv : many) address(srv.target(), "192.0.2." + srv.priority() % 250, "2001:db8::1");
    assertThat(found(tls(0))).hasSize(ClientUsage.MOST).first().asString().contains("s000");
    assertThat(asked).hasSizeLessThan(3 * ClientUsage.MOST);
  }

  private static Naptr naptr(int order, int preference, String service, String replacement) {
    return new Naptr(order, preference, "S", service, replacement);
  }
}
