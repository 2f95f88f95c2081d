package ringfence.media.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import ringfence.media.codec.G711;
import ringfence.sdes.CryptoAttribute;
import ringfence.sdes.CryptoLine;
import ringfence.sdp.MediaDescription;
import ringfence.sdp.Parsed;
import ringfence.sdp.SessionDescription;
import ringfence.testkit.Clause;

/// Every pair of `rfc4568/offer_answer.txt`: is the answer right for the offer?
class SdesVectorTest {
  private static final Instant NOW = Instant.parse("2026-11-25T20:00:00Z");

  private record Vector(String name, String head, String body) {}

  private static List<Vector> read(String file) {
    try (InputStream in = SdesVectorTest.class.getResourceAsStream("/rfc4568/" + file)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.split("(?m)^=== "))
          .skip(1)
          .map(block -> block.split("\n", 2))
          .map(parts -> new Vector(parts[0].split(" ")[0], parts[0], parts[1]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SessionDescription parse(String text) {
    return ((Parsed.Description) SessionDescription.parse(text.strip())).description();
  }

  @TestFactory
  @Clause({"RFC 4568 5.1.2", "RFC 4568 5.1.3", "RFC 4568 7.1.2"})
  Stream<DynamicTest> an_answer_is_accepted_when_it_is_right_for_its_offer() {
    List<Vector> vectors = read("offer_answer.txt");
    assertThat(vectors).hasSizeGreaterThan(10);
    return vectors.stream().map(it -> DynamicTest.dynamicTest(it.head(), () -> judge(it)));
  }

  private static void judge(Vector vector) {
    String[] both = vector.body().split("(?m)^---$");
    SessionDescription offer = parse(both[0]);
    SessionDescription answer = parse(both[1]);
    Outcome outcome = offered(offer).accept(answer);
    boolean right = vector.head().contains(" right ");
    if (!right || vector.name().equals("rejected-stream")) {
      assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    } else if (vector.name().equals("negotiated-echoed")) {
      // Right, but a stream without encryption of RTCP is not for us.
      var refused = (Outcome.Refused) outcome;
      assertThat(refused.reason().offered()).isEqualTo("unsupported parameters");
    } else {
      var agreed = (Outcome.Agreed) outcome;
      assertThat(agreed.plan().security().isSecure()).isTrue();
    }
  }

  /// The offer as if it were ours.
  private static Offer offered(SessionDescription description) {
    MediaDescription line = description.media().getFirst();
    List<CryptoAttribute> attributes = new ArrayList<>();
    for (CryptoLine crypto : SdesAgreement.read(line)) {
      attributes.add(((CryptoLine.Known) crypto).attribute());
    }
    var formats = Formats.USUAL.withCodecs(G711.PCMA);
    var stream = new Offer.Stream(line, formats, new OfferedKeys.Sdes(attributes));
    var settings = Descriptions.settings(SecurityPolicy.SECURE);
    return new Offer(description, List.of(stream), settings, false);
  }

  @TestFactory
  @Clause({"RFC 4568 4.1", "RFC 4568 6.1"})
  Stream<DynamicTest> an_offer_that_breaks_the_rules_is_refused_where_that_is_strictly_needed() {
    return read("invalid_offers.txt").stream()
        .map(it -> DynamicTest.dynamicTest(it.head(), () -> answerInvalid(it)));
  }

  private static void answerInvalid(Vector vector) {
    var negotiation =
        new Negotiation(Descriptions.settings(SecurityPolicy.SECURE), new Random(4568));
    Outcome outcome = negotiation.offered(parse(vector.body()), NOW);
    if (vector.name().equals("dup-tag")) {
      var refused = (Outcome.Refused) outcome;
      assertThat(refused.reason().kind()).isEqualTo(Refusal.Kind.BAD_KEYS);
    } else {
      // Many phones repeat a key: an answerer uses one line alone, so it does no harm.
      assertThat(outcome).isInstanceOf(Outcome.Agreed.class);
      assertThat(Optional.of(outcome)).isPresent();
    }
  }
}
