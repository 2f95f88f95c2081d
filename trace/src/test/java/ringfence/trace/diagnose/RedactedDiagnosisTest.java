package ringfence.trace.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import ringfence.trace.capture.Carrier;
import ringfence.trace.capture.Observed;

class RedactedDiagnosisTest {
  private static final Path RESOURCE =
      Path.of("src/main/resources/ringfence/trace/diagnose/words.txt");
  private static final Path RULES = Path.of("src/main/java/ringfence/trace/diagnose");
  private static final Path TLS = Path.of("src/main/java/ringfence/trace/tls");
  private static final Path SIP = Path.of("../sip/src/main/java/ringfence/sip/message");
  private static final Pattern LITERAL = Pattern.compile("(?<=^|[^'])\"((?:[^\"\\\\\n]|\\\\.)*)\"");

  /// What a format leaves to its arguments, and what Java writes for a line end and the like.
  private static final Pattern NO_WORD = Pattern.compile("%[-.,0-9$]*[a-zA-Z%]|\\\\.");

  @Test
  void the_words_are_those_of_the_sentences_of_our_rules() throws IOException {
    String words = String.join("\n", words()) + "\n";
    Files.writeString(Path.of("target/words.txt"), words);
    assertThat(Files.readString(RESOURCE))
        .as("target/words.txt is what belongs into " + RESOURCE)
        .isEqualTo(words);
  }

  private static final String REGISTER =
      """
      REGISTER sip:gw.example.com SIP/2.0
      Via: SIP/2.0/UDP 192.0.2.30:5060;branch=z9hG4bK%1$d
      From: <sip:4711@gw.example.com>;tag=1
      To: <sip:4711@gw.example.com>
      Call-ID: %2$s
      CSeq: %1$d REGISTER
      Contact: <sip:4711@192.0.2.30>
      Authorization: Digest username="liddell", realm="Carol & Sons", nonce="1", uri="sip:gw.example.com", response="00000000000000000000000000000000"
      Content-Length: 0

      """;

  private static final String ANSWER =
      """
      SIP/2.0 %3$s
      Via: SIP/2.0/UDP 192.0.2.30:5060;branch=z9hG4bK%1$d
      From: <sip:4711@gw.example.com>;tag=1
      To: <sip:4711@gw.example.com>;tag=2
      Call-ID: %2$s
      CSeq: %1$d REGISTER
      WWW-Authenticate: Digest realm="The Server of Bob", nonce="2"
      Content-Length: 0

      """;

  private static final InetSocketAddress HERE = new InetSocketAddress("192.0.2.30", 5060);
  private static final InetSocketAddress THERE = new InetSocketAddress("2001:db8::1", 5060);

  @Test
  void names_of_a_case_have_stand_ins_and_of_other_words_only_ours_stay() {
    var file = new CaseFile();
    for (int i = 1; i < 3; i++) {
      file.add(said(HERE, THERE, REGISTER.formatted(i, "one")));
      file.add(said(THERE, HERE, ANSWER.formatted(i, "one", "401 Unauthorized")));
    }
    file.add(said(HERE, THERE, REGISTER.formatted(1, "two")));
    file.add(said(THERE, HERE, ANSWER.formatted(1, "two", "403 Alice is out for lunch")));
    Diagnosis plain = Diagnosis.of(file);
    assertThat(plain.toString())
        .contains("liddell", "Carol & Sons", "The Server of Bob", "Alice is out for lunch");
    Diagnosis redacted = RedactedDiagnosis.of(plain, file);
    assertThat(redacted.toString())
        .contains("they are for realm name", "credentials of user name", "SIP/2.0 403 name")
        .doesNotContain("4711", "iddell", "Carol", "Sons", "Bob", "The Server of", "lunch", "192.");
    assertThat(redacted.verdicts()).extracting(Verdict::cure).doesNotContain("");
    assertThat(redacted.verdicts())
        .extracting(Verdict::cure)
        .isEqualTo(plain.verdicts().stream().map(Verdict::cure).toList());
  }

  @Test
  void what_no_rule_says_is_not_said_whoever_says_it() {
    var verdict =
        Verdict.of("sip.new", 1, "The server at host.example hates alice-7 and 15112345678.")
            .seen(1, "at 2026-01-02T12:00:00Z it answers 480 to Bob's TLS_RSA_WITH_NULL_MD5");
    var redacted = RedactedDiagnosis.of(new Diagnosis(List.of(verdict), false), new CaseFile());
    assertThat(redacted.verdicts().getFirst().sentence())
        .isEqualTo("The server at name1 name2 name3 and name4.");
    assertThat(redacted.verdicts().getFirst().evidence().getFirst().what())
        .isEqualTo("at 2026-01-02T12:00:00Z it answers 480 to name5 TLS_RSA_WITH_NULL_MD5");
  }

  private static Observed said(InetSocketAddress from, InetSocketAddress to, String text) {
    byte[] octets = text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    return new Observed(Instant.EPOCH, Carrier.UDP, from, to, octets);
  }

  private static TreeSet<String> words() throws IOException {
    List<Path> sources =
        Stream.concat(
                java(RULES).stream(),
                Stream.of(
                    TLS.resolve("Alert.java"),
                    TLS.resolve("CertificateEntry.java"),
                    TLS.resolve("ProtocolVersion.java"),
                    TLS.resolve("TlsEvent.java"),
                    TLS.resolve("WhyNot.java"),
                    TLS.resolveSibling("decode/MediaDissector.java"),
                    Path.of("../rtp/src/main/java/ringfence/sdes/CryptoSuite.java"),
                    SIP.resolve("Method.java"),
                    SIP.resolve("ReasonPhrase.java")))
            .toList();
    var words = new TreeSet<String>();
    for (Path source : sources) {
      for (String literal : literals(Files.readString(source))) {
        RedactedDiagnosis.WORD
            .matcher(literal)
            .results()
            .map(MatchResult::group)
            .filter(it -> !it.matches("[0-9.]+|[a-z]+\\.[a-z-]+"))
            .forEach(words::add);
      }
    }
    return words;
  }

  private static List<Path> java(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(it -> it.toString().matches("(?!.*(Redacted|Quotable)).*\\.java"))
          .toList();
    }
  }

  private static List<String> literals(String source) {
    return LITERAL
        .matcher(source)
        .results()
        .map(it -> NO_WORD.matcher(it.group(1)).replaceAll(" "))
        .collect(Collectors.toList());
  }
}
