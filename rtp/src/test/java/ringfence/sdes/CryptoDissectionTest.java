package ringfence.sdes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ringfence.testkit.Clause;

class CryptoDissectionTest {
  private static final String KEY = "REYrdhjkZCAhSqaj6l1Mo+xNnGGEV+CWmk4GxhEv";
  private static final String OTHER = "h0RxgsaQYP+VxZipT++F2XbjIl1QsWeN7AFKrG0q";

  static Stream<String> goodValues() throws IOException {
    return CryptoAttributeTest.rows("/sdes/lines.txt")
        .filter(row -> row[1].startsWith("a=crypto:"))
        .map(row -> row[1].substring("a=crypto:".length()))
        .filter(value -> CryptoAttribute.parse(value) instanceof CryptoLine.Known);
  }

  @ParameterizedTest
  @MethodSource("goodValues")
  void its_stretches_are_the_whole_value_in_order(String value) {
    List<CryptoDissection.Stretch> stretches = dissect(value);
    assertThat(stretches.stream().map(CryptoDissection.Stretch::text).collect(Collectors.joining()))
        .isEqualTo(value);
    int reached = 0;
    for (var stretch : stretches) {
      assertThat(stretch.octet()).isEqualTo(reached);
      assertThat(stretch.meaning()).isNotBlank();
      reached += stretch.text().length();
    }
  }

  @Test
  @Clause("RFC 4568 9")
  void every_stretch_has_its_meaning_and_the_keys_are_secret() {
    String value =
        "1  AES_CM_128_HMAC_SHA1_32 inline:%s|2^20|1:4 KDR=4 FEC_KEY=inline:%s -X"
            .formatted(KEY, OTHER);
    assertThat(dissect(value).stream().map(CryptoDissectionTest::line).toList())
        .containsExactly(
            "0 the tag, which the answer repeats (RFC 4568 4.1)",
            "1 a separator",
            "3 AES-128 in counter mode; HMAC-SHA1 with tags of 32 bits on RTP and 80 bits on RTCP",
            "26 a separator",
            "27 the key method: the key stands in the line itself",
            "34 SECRET 16 octets of master key, then 14 of master salt, in base64 (RFC 4568 6.1)",
            "74 the next field of the key",
            "75 the key protects at most 1048576 packets",
            "79 the next field of the key",
            "80 packets name the key by the MKI 1, in 4 octets",
            "83 a separator",
            "84 session keys are derived anew every 16 packets (6.3.1)",
            "89 a separator",
            "90 a separate stream of error correction has keys of its own (6.3.5)",
            "98 the key method: the key stands in the line itself",
            "105 SECRET 16 octets of master key, then 14 of master salt, in base64 (RFC 4568 6.1)",
            "145 a separator",
            "146 a parameter not known here, which may be ignored (6.3.7)");
  }

  private static String line(CryptoDissection.Stretch stretch) {
    return stretch.octet() + (stretch.secret() ? " SECRET " : " ") + stretch.meaning();
  }

  private static List<CryptoDissection.Stretch> dissect(String value) {
    return CryptoDissection.of(value, CryptoAttributeTest.known(value));
  }
}
