package ringfence.mikey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ringfence.rtp.Parsed;
import ringfence.testkit.Clause;

class KeyMgmtAttributeTest {
  private static final String OFFER =
      "mikey AQAFgM0XflABAAAAAAAAAAAAAAsAyONQ6gAAAAAGEEoo2pee4hp2"
          + "UaDX8ZE22YwKAAAPZG9uYWxkQGR1Y2suY29tAQAAAAAAAQAk0JKpgaVkDaawi9whVBtBt"
          + "0KZ14ymNuu62+Nv3ozPLygwK/GbAV9iemnGUIZ19fWQUOSrzKTAv9zV";
  private static final String ANSWER =
      "mikey AQEFgM0XflABAAAAAAAAAAAAAAYAyONQ6gAAAAAJAAAQbWlja2"
          + "V5QG1vdXNlLmNvbQABn8HdGE5BMDXFIuGEga+62AgY5cc=";

  private static MikeyMessage message(String line) {
    byte[] octets = KeyMgmtAttribute.parse(line).good().orElseThrow().data().array();
    return MikeyMessage.read(octets).good().orElseThrow();
  }

  @Test
  @Clause("RFC 4567 5.1")
  void the_lines_of_the_standard_are_read_and_written_again() {
    MikeyMessage offer = message(OFFER);
    assertThat(KeyMgmtAttribute.of(offer)).hasToString(OFFER);
    assertThat(offer.payloads().stream().map(Payload::type))
        .containsExactly(
            PayloadType.T, PayloadType.RAND, PayloadType.ID, PayloadType.SP, PayloadType.KEMAC);
    assertThat(offer.first(Identity.class))
        .contains(new Identity(Identity.NAI, Octets.ofText("donald@duck.com")));
    MikeyMessage answer = message(ANSWER);
    assertThat(KeyMgmtAttribute.of(answer)).hasToString(ANSWER);
    assertThat(answer.header().dataType()).isEqualTo(DataType.PSK_VER_MSG);
    assertThat(answer.header().csbId()).isEqualTo(offer.header().csbId());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "mikey",
        "mikey ",
        "mikey  AQAF",
        "mikey AQA",
        "mikey AQ=A",
        "mikey AQB=",
        "mikey AQAF AQAF",
        "mikey AQ-_",
        "mi-key AQAF",
        "mikey:AQAF"
      })
  @Clause({"RFC 4567 3.1", "RFC 3548 2.2"})
  void a_line_that_breaks_the_grammar_says_which_clause(String line) {
    assertThat(KeyMgmtAttribute.parse(line))
        .isInstanceOfSatisfying(
            Parsed.Malformed.class, it -> assertThat(it.clause()).startsWith("RFC 4567"));
  }

  @Test
  void other_protocols_are_read_too_and_keep_their_order() {
    var lines =
        List.of("keyp1 AQAF", " MIKEY AQAF", "keyp2 AQA=").stream()
            .map(it -> KeyMgmtAttribute.parse(it).good().orElseThrow())
            .toList();
    assertThat(lines.stream().map(KeyMgmtAttribute::isMikey)).containsExactly(false, true, false);
    assertThat(KeyMgmtAttribute.protocols(lines)).containsExactly("keyp1", "MIKEY", "keyp2");
  }

  @Test
  void any_octets_come_back_from_a_line() {
    Random chance = new Random(4567);
    for (int i = 1; i < 500; i++) {
      byte[] octets = new byte[i];
      chance.nextBytes(octets);
      var line = new KeyMgmtAttribute("mikey", Octets.of(octets));
      assertThat(KeyMgmtAttribute.parse(line.toString()).good()).contains(line);
    }
  }
}
