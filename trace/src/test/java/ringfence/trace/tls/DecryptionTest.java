package ringfence.trace.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ringfence.testkit.Clause;
import ringfence.trace.tls.HandshakeMessage.Finished;
import ringfence.trace.tls.HandshakeMessage.KeyUpdate;
import ringfence.trace.tls.HandshakeMessage.NewSessionTicket;

class DecryptionTest {
  private static final String OPTIONS =
      "OPTIONS sip:example.com SIP/2.0\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n";
  private static final String OK = "SIP/2.0 200 OK\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tls10-rsa-cbc",
        "tls10-ecdhe-cbc",
        "tls11-rsa-cbc",
        "tls12-rsa-cbc256",
        "tls12-rsa-gcm",
        "tls12-rsa-null",
        "tls12-rsa-ccm",
        "tls12-ecdsa-cbc384",
        "tls12-ecdsa-ccm8",
        "tls12-ecdsa-chacha",
        "tls12-dhe-gcm",
        "tls13-aes128",
        "tls13-chacha",
        "tls13-ccm8",
        "tls13-retry",
        "tls13-mutual",
        "tls12-mutual"
      })
  void a_key_log_opens_what_both_sides_said(String name) {
    var secrets = new TlsSecrets();
    secrets.addKeyLog(Recording.keys(name));

    List<TlsEvent> events = Recording.read(name, secrets);

    assertThat(Recording.text(events, Direction.FORWARD)).startsWith(OPTIONS);
    assertThat(Recording.text(events, Direction.BACKWARD)).isEqualTo(OK);
    assertThat(events)
        .noneMatch(TlsEvent.Encrypted.class::isInstance)
        .noneMatch(TlsEvent.Malformed.class::isInstance);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tls10-rsa-cbc",
        "tls11-rsa-cbc",
        "tls12-rsa-cbc256",
        "tls12-rsa-gcm",
        "tls12-rsa-null",
        "tls12-rsa-ccm"
      })
  void the_private_key_of_the_server_opens_RSA_key_transport(String name) {
    List<TlsEvent> events = Recording.read(name, withKey("rsa.key"));

    assertThat(Recording.text(events, Direction.FORWARD)).isEqualTo(OPTIONS);
    assertThat(Recording.text(events, Direction.BACKWARD)).isEqualTo(OK);
    assertThat(events).noneMatch(TlsEvent.Encrypted.class::isInstance);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tls12-ticket", "tls12-session-id"})
  @Clause("RFC 5077 3.1, RFC 5246 7.3")
  void a_session_that_is_resumed_is_opened_by_what_made_it(String name) {
    List<TlsEvent> events = Recording.read(name, withKey("rsa.key"));

    assertThat(Recording.text(events, Direction.FORWARD)).isEqualTo(OPTIONS + OPTIONS);
    assertThat(events).noneMatch(TlsEvent.Encrypted.class::isInstance);
  }

  @Test
  void a_second_handshake_inside_the_first_is_followed() {
    List<TlsEvent> events = Recording.read("tls12-renegotiated", withKey("rsa.key"));

    assertThat(events).noneMatch(TlsEvent.Encrypted.class::isInstance);
    assertThat(messages(events)).filteredOn(Finished.class::isInstance).hasSize(4);
  }

  @Test
  @Clause("RFC 8446 4.6.1, 4.6.3")
  void what_comes_after_the_handshake_of_TLS_13_is_read() {
    var secrets = new TlsSecrets();
    secrets.addKeyLog(Recording.keys("tls13-aes256-update"));

    List<TlsEvent> events = Recording.read("tls13-aes256-update", secrets);
    List<HandshakeMessage> messages = messages(events);

    assertThat(messages).hasAtLeastOneElementOfType(NewSessionTicket.class);
    assertThat(messages).contains(new KeyUpdate(true), new KeyUpdate(false));
    assertThat(Recording.text(events, Direction.FORWARD)).isEqualTo(OPTIONS + OPTIONS);
    assertThat(Recording.text(events, Direction.BACKWARD)).isEqualTo(OK + OK);
  }

  @Test
  void traffic_secrets_alone_open_what_comes_after_the_handshake() {
    var secrets = new TlsSecrets();
    secrets.addKeyLog(Recording.keys("tls13-aes128").replaceAll("(?m)^.*HANDSHAKE_TRAFFIC.*$", ""));

    List<TlsEvent> events = Recording.read("tls13-aes128", secrets);

    assertThat(Recording.text(events, Direction.FORWARD)).isEqualTo(OPTIONS);
    assertThat(Recording.text(events, Direction.BACKWARD)).isEqualTo(OK);
  }

  @Test
  void secrets_that_come_late_open_what_comes_after_them() {
    var secrets = new TlsSecrets();
    var conversation = Recording.conversation(40_000, secrets);
    List<Recording.Chunk> chunks = Recording.chunks("tls10-ecdhe-cbc");
    var text = new StringBuilder();
    for (Recording.Chunk chunk : chunks) {
      if (text.isEmpty() && chunk.octets().length() < 200) {
        secrets.addKeyLog(Recording.keys("tls10-ecdhe-cbc"));
      }
      var events = conversation.feed(chunk.direction(), chunk.octets().toArray());
      text.append(Recording.text(events, Direction.BACKWARD));
    }
    assertThat(text).hasToString(OK);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tls12-ecdsa-chacha | NO_SECRET | ECDHE_ECDSA, and no key log for client random
          tls12-dhe-gcm      | NO_SECRET | DHE_RSA, and no key log for client random
          tls13-aes128       | NO_SECRET | TLS 1.3, and no key log for client random
          tls12-rsa-gcm      | NO_KEY    | RSA key exchange, and neither a private key for 127.0.0.1:15061 nor a key log
          """)
  void without_secrets_it_says_which_is_missing(String name, WhyNot.Kind kind, String sentence) {
    WhyNot why = firstReason(Recording.read(name, new TlsSecrets()));

    assertThat(why.kind()).isEqualTo(kind);
    assertThat(why.sentence()).startsWith(sentence);
  }

  @Test
  void a_key_of_another_server_is_named_with_the_certificate_that_it_does_not_match() {
    WhyNot why = firstReason(Recording.read("tls12-rsa-gcm", withKey("other.key")));

    assertThat(why.kind()).isEqualTo(WhyNot.Kind.WRONG_KEY);
    assertThat(why.sentence()).contains("other.key does not match certificate serial ");
  }

  @Test
  void F82_of_two_keys_each_opens_what_its_server_received() {
    var secrets = new TlsSecrets();
    String other = "192.0.2.1,5061,sip," + Recording.path("other.key");
    String right = "127.0.0.1," + Recording.SERVER_PORT + ",sip," + Recording.path("rsa.key");
    assertThat(secrets.addRsaKeys(other + ";" + right)).isEmpty();

    List<TlsEvent> events = Recording.read("tls10-rsa-cbc", secrets);

    assertThat(Recording.text(events, Direction.FORWARD)).isEqualTo(OPTIONS);
    assertThat(new TlsSecrets().addRsaKeys("127.0.0.1,5061,sip;" + right))
        .containsExactly("127.0.0.1,5061,sip: four values ip,port,protocol,file are wanted");
  }

  @ParameterizedTest
  @CsvSource({
    "0x0005, TLS_RSA_WITH_RC4_128_SHA",
    "0x0041, TLS_RSA_WITH_CAMELLIA_128_CBC_SHA",
    "0xC03C, TLS_RSA_WITH_ARIA_128_CBC_SHA256"
  })
  void a_suite_that_is_not_read_is_named(int code, String name) {
    assertThat(SuiteParameters.of(new CipherSuite(code))).isEmpty();
    assertThat(WhyNot.unreadSuite(new CipherSuite(code)).sentence())
        .isEqualTo(name + " is not a suite that is read here");
  }

  @Test
  void a_private_key_does_not_help_with_an_ephemeral_key_exchange() {
    WhyNot why = firstReason(Recording.read("tls10-ecdhe-cbc", withKey("rsa.key")));

    assertThat(why.kind()).isEqualTo(WhyNot.Kind.NO_SECRET);
  }

  @Test
  void a_session_made_before_the_capture_is_named() {
    List<Recording.Chunk> chunks = Recording.chunks("tls12-ticket");
    int second = chunks.getLast().clientPort();
    var conversation = Recording.conversation(second, withKey("rsa.key"));
    List<TlsEvent> events =
        chunks.stream()
            .filter(chunk -> chunk.clientPort() == second)
            .flatMap(c -> conversation.feed(c.direction(), c.octets().toArray()).stream())
            .toList();

    assertThat(firstReason(events).kind()).isEqualTo(WhyNot.Kind.RESUMED);
  }

  @Test
  void a_capture_that_starts_after_the_handshake_is_named() {
    var conversation = Recording.conversation(40_000, new TlsSecrets());
    Recording.Chunk last = Recording.chunks("tls12-rsa-gcm").getLast();

    List<TlsEvent> events = conversation.feed(last.direction(), last.octets().toArray());

    assertThat(firstReason(events).sentence()).isEqualTo("the capture starts after the handshake");
  }

  private static TlsSecrets withKey(String file) {
    var secrets = new TlsSecrets();
    String entry = "127.0.0.1,15061,sip," + Recording.path(file);
    assertThat(secrets.addRsaKeys("10.9.9.9,5061,sip," + Recording.path(file) + ";" + entry))
        .isEmpty();
    return secrets;
  }

  private static List<HandshakeMessage> messages(List<TlsEvent> events) {
    return events.stream()
        .filter(TlsEvent.Handshake.class::isInstance)
        .map(event -> ((TlsEvent.Handshake) event).message())
        .toList();
  }

  private static WhyNot firstReason(List<TlsEvent> events) {
    return events.stream()
        .filter(TlsEvent.Encrypted.class::isInstance)
        .map(event -> ((TlsEvent.Encrypted) event).why())
        .findFirst()
        .orElseThrow();
  }
}
