package ringfence.trace.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.trace.tls.ProtocolVersion.TLS_1_2;
import static ringfence.trace.tls.ProtocolVersion.TLS_1_3;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ringfence.testkit.Clause;
import ringfence.trace.tls.Extensions.Extension;
import ringfence.trace.tls.HandshakeMessage.ClientHello;
import ringfence.trace.tls.HandshakeMessage.ServerHello;

class ResumptionTest {
  private static final CipherSuite SUITE = new CipherSuite(0x1301);
  private static final Octets RANDOM = Octets.of(new byte[32]);
  private static final Octets RETRY =
      Octets.ofHex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c");
  private static final Octets ID = Octets.ofHex("0102");
  private static final Octets OTHER = Octets.ofHex("0103");
  private static final Extension TICKET = extension(Extensions.SESSION_TICKET, "aabb");
  private static final Extension EMPTY_TICKET = extension(Extensions.SESSION_TICKET, "");
  private static final Extension OFFERS_13 = extension(Extensions.SUPPORTED_VERSIONS, "020304");
  private static final Extension CHOOSES_13 = extension(Extensions.SUPPORTED_VERSIONS, "0304");

  /// A key of age 0, which is no ticket, and then a ticket.
  private static final Extension KEYS =
      extension(
          Extensions.PRE_SHARED_KEY, "000e" + "0001aa00000000" + "0001bb00000007" + "000403bbbbbb");

  @Test
  @Clause("RFC 5246 7.4.1.3")
  void TLS_12_resumes_where_the_server_says_the_session_id_of_the_client() {
    var hello = client(ID);

    assertThat(Resumption.wanted(hello)).contains(Resumption.SESSION_ID);
    assertThat(Resumption.agreed(hello, server(ID))).contains(Resumption.SESSION_ID);
    assertThat(Resumption.agreed(hello, server(OTHER))).isEmpty();
    assertThat(Resumption.agreed(hello, server(Octets.NONE))).isEmpty();
    assertThat(Resumption.wanted(client(Octets.NONE))).isEmpty();
    assertThat(Resumption.agreed(client(Octets.NONE), server(Octets.NONE))).isEmpty();
  }

  @Test
  @Clause("RFC 5077 3.2, 3.4")
  void the_session_id_beside_a_ticket_tells_that_the_ticket_was_taken() {
    var hello = client(ID, TICKET);

    assertThat(Resumption.wanted(hello)).contains(Resumption.SESSION_TICKET);
    assertThat(Resumption.agreed(hello, server(ID))).contains(Resumption.SESSION_TICKET);
    assertThat(Resumption.agreed(hello, server(OTHER, EMPTY_TICKET))).isEmpty();
    assertThat(Resumption.wanted(client(Octets.NONE, EMPTY_TICKET))).isEmpty();
  }

  @Test
  @Clause("RFC 8446 4.1.3, D.4")
  void the_session_id_means_nothing_in_TLS_13() {
    var hello = client(ID, OFFERS_13);

    assertThat(Resumption.wanted(hello)).isEmpty();
    assertThat(Resumption.agreed(hello, server(ID, CHOOSES_13))).isEmpty();
  }

  @Test
  @Clause("RFC 8446 2.2, 4.2.11")
  void TLS_13_resumes_where_the_server_selects_a_ticket() {
    var hello = client(ID, OFFERS_13, KEYS);

    assertThat(Resumption.wanted(hello)).contains(Resumption.PRE_SHARED_KEY);
    assertThat(Resumption.agreed(hello, selecting("0001"))).contains(Resumption.PRE_SHARED_KEY);
    // one from outside, one that was not offered, one that cannot be read
    assertThat(Resumption.agreed(hello, selecting("0000"))).isEmpty();
    assertThat(Resumption.agreed(hello, selecting("0002"))).isEmpty();
    assertThat(Resumption.agreed(hello, selecting("01"))).isEmpty();
    assertThat(Resumption.agreed(client(ID, OFFERS_13), selecting("0000"))).isEmpty();
  }

  @Test
  @Clause("RFC 8446 4.1.4")
  void a_retry_resumes_nothing() {
    var retry = new ServerHello(TLS_1_2, RETRY, ID, SUITE, extensions(CHOOSES_13));

    assertThat(Resumption.agreed(client(ID, OFFERS_13, KEYS), retry)).isEmpty();
    assertThat(Resumption.agreed(client(ID), retry)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "tls12-session-id, SESSION_ID",
    "tls12-ticket, SESSION_TICKET",
    "tls13-ticket, PRE_SHARED_KEY"
  })
  void of_two_connections_the_second_is_resumed(String name, Resumption by) {
    List<TlsEvent> events = Recording.read(name, new TlsSecrets());

    assertThat(resumed(events)).containsExactly(new TlsEvent.Resumed(Direction.BACKWARD, by));
    assertThat(String.join(", ", events.stream().map(TlsEvent::info).toList()))
        .containsOnlyOnce("resumes a session")
        .containsPattern("Server Hello, TLS 1.., TLS_\\w+, resumes a session, Change Cipher Spec");
  }

  /// The client of `tls12-session-id` speaks TLS 1.3 too.
  @ParameterizedTest
  @CsvSource({"tls12-session-id, 0", "tls12-ticket, 1", "tls13-ticket, 1"})
  @Clause("RFC 8446 D.4")
  void a_client_asks_for_it_where_more_than_a_session_id_says_so(String name, int asking) {
    List<String> hellos = lines(Recording.read(name, new TlsSecrets()), "Client Hello");

    assertThat(hellos.getFirst()).doesNotContain("resume");
    assertThat(hellos).filteredOn(it -> it.endsWith(", asks to resume a session")).hasSize(asking);
  }

  @ParameterizedTest
  @CsvSource({"tls12-ticket-refused", "tls13-ticket-refused"})
  void a_server_that_has_lost_the_session_does_not_resume_it(String name) {
    List<TlsEvent> events = Recording.read(name, new TlsSecrets());

    assertThat(resumed(events)).isEmpty();
    assertThat(lines(events, "Client Hello").getLast()).endsWith(", asks to resume a session");
  }

  @ParameterizedTest
  @CsvSource({"tls12-session-id", "tls12-ticket", "tls13-ticket"})
  void without_the_ClientHello_nothing_is_claimed(String name) {
    int second = Recording.chunks(name).getLast().clientPort();
    var conversation = Recording.conversation(second, new TlsSecrets());
    List<TlsEvent> events = new ArrayList<>();
    Recording.chunks(name).stream()
        .filter(it -> it.clientPort() == second)
        .skip(1)
        .forEach(it -> events.addAll(conversation.feed(it.direction(), it.octets().toArray())));

    assertThat(lines(events, "Server Hello")).hasSize(1);
    assertThat(resumed(events)).isEmpty();
  }

  @Test
  void what_a_client_sends_resumes_nothing() {
    List<Recording.Chunk> chunks = Recording.chunks("tls12-ticket");
    int second = chunks.getLast().clientPort();
    var conversation = Recording.conversation(second, new TlsSecrets());
    List<TlsEvent> events = new ArrayList<>();
    chunks.stream()
        .filter(it -> it.clientPort() == second)
        .limit(2)
        .forEach(it -> events.addAll(conversation.feed(Direction.FORWARD, it.octets().toArray())));

    assertThat(lines(events, "Server Hello")).hasSize(1);
    assertThat(resumed(events)).isEmpty();
  }

  private static List<TlsEvent> resumed(List<TlsEvent> events) {
    return events.stream().filter(TlsEvent.Resumed.class::isInstance).toList();
  }

  private static List<String> lines(List<TlsEvent> events, String start) {
    return events.stream().map(TlsEvent::info).filter(it -> it.startsWith(start)).toList();
  }

  private static ClientHello client(Octets sessionId, Extension... extensions) {
    return new ClientHello(TLS_1_2, RANDOM, sessionId, List.of(SUITE), extensions(extensions));
  }

  private static ServerHello server(Octets sessionId, Extension... extensions) {
    return new ServerHello(TLS_1_2, RANDOM, sessionId, SUITE, extensions(extensions));
  }

  private static ServerHello selecting(String place) {
    var answer = server(ID, CHOOSES_13, extension(Extensions.PRE_SHARED_KEY, place));
    assertThat(answer.version()).isEqualTo(TLS_1_3);
    return answer;
  }

  private static Extension extension(int type, String hex) {
    return new Extension(type, Octets.ofHex(hex));
  }

  private static Extensions extensions(Extension... extensions) {
    return new Extensions(Arrays.asList(extensions));
  }
}
