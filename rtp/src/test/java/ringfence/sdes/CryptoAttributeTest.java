package ringfence.sdes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import ringfence.srtp.MasterKey;
import ringfence.srtp.ProtectionProfile;
import ringfence.srtp.SrtpPolicy;
import ringfence.testkit.Clause;

class CryptoAttributeTest {
  private static final String KEY = "inline:REYrdhjkZCAhSqaj6l1Mo+xNnGGEV+CWmk4GxhEv";
  private static final String OTHER = "inline:h0RxgsaQYP+VxZipT++F2XbjIl1QsWeN7AFKrG0q";

  record Row(String name, String line, List<String> expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Row> lines() throws IOException {
    return rows("/sdes/lines.txt")
        .map(it -> new Row(it[0], it[1], List.of(it).subList(2, it.length)));
  }

  static Stream<String[]> rows(String resource) throws IOException {
    try (var in = CryptoAttributeTest.class.getResourceAsStream(resource)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(it -> !it.startsWith("#")).map(it -> it.split("\t", -1));
    }
  }

  @ParameterizedTest
  @MethodSource("lines")
  @Clause({"RFC 4568 6", "RFC 4568 9"})
  void a_line_is_read_as_the_standard_says(Row row) {
    String prefix = "a=crypto:";
    if (!row.line.startsWith(prefix)) {
      assertThat(row.expected).containsExactly("invalid");
      return;
    }
    CryptoLine read = CryptoAttribute.parse(row.line.substring(prefix.length()));
    assertThat(summary(read)).isEqualTo(row.expected);
  }

  private static List<String> summary(CryptoLine line) {
    return switch (line) {
      case CryptoLine.Malformed _ -> List.of("invalid");
      case CryptoLine.UnknownSuite(int tag, _) -> List.of("unknown-suite", "" + tag);
      case CryptoLine.Known(var it) ->
          List.of(
              "valid",
              "" + it.tag(),
              it.suite().name(),
              keys(it.keys()),
              it.parameters().stream()
                  .map(CryptoAttributeTest::parameter)
                  .collect(Collectors.joining(" ")));
    };
  }

  private static String parameter(SessionParameter parameter) {
    return parameter instanceof SessionParameter.FecKey(var keys)
        ? "FEC_KEY=" + keys(keys)
        : parameter.wireFormWithKeys();
  }

  private static String keys(List<KeyParameter> keys) {
    return keys.stream().map(CryptoAttributeTest::key).collect(Collectors.joining(","));
  }

  private static String key(KeyParameter it) {
    HexFormat hex = HexFormat.of();
    return it.key().use((key, salt) -> hex.formatHex(key) + ":" + hex.formatHex(salt))
        + ":"
        + it.lifetime().map(lifetime -> "" + lifetime.packets()).orElse("")
        + ":"
        + it.identifier().map(mki -> mki.value() + ":" + mki.length()).orElse(":");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 AES_CM_128_HMAC_SHA1_80 " + KEY,
        "1 AES_CM_128_HMAC_SHA1_80 " + KEY + "|2^20|1:4;" + OTHER + "|1048576|2:4 KDR=4 -X=1 -X",
        "7 aes_cm_128_hmac_sha1_32 " + KEY + " UNENCRYPTED_SRTCP WSH=64 FEC_ORDER=SRTP_FEC",
        "1 AES_CM_128_HMAC_SHA1_80 " + KEY + " FEC_KEY=" + OTHER
      })
  void what_is_written_is_what_was_read(String value) {
    assertThat(known(value).wireFormWithKeys()).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 AES_CM_128_HMAC_SHA1_80 " + KEY + " WSH=63",
        "1 AES_CM_128_HMAC_SHA1_80 " + KEY + " KDR=25",
        "1 AES_CM_128_HMAC_SHA1_80 " + KEY + " --X",
        "1 AES_CM_128_HMAC_SHA1_80 " + KEY + " -",
        "1 AES_CM_128_HMAC_SHA1_80 " + KEY + " UNENCRYPTED_SRTP=1",
        "1 AES_CM_128_HMAC_SHA1_80 " + KEY + " ",
        " 1 AES_CM_128_HMAC_SHA1_80 " + KEY,
        "1 AES_CM_128_HMAC_SHA1_80",
        "1 AES_CM_128_HMAC_SHA1_80 " + KEY + "|0",
        "1 AES_CM_128_HMAC_SHA1_80 " + KEY + "|2^49",
        "1 AES_CM_128_HMAC_SHA1_80 " + KEY + "|2^",
        "1 AES_CM_128_HMAC_SHA1_80 " + KEY + "|256:1",
        "1 AES_CM_128_HMAC_SHA1_80 " + KEY + "|2^20|1:4|",
        "1 AES_CM_128_HMAC_SHA1_80 " + KEY + "|1:4;" + OTHER + "|2:2",
        "1 AES_CM_128_HMAC_SHA1_80 " + KEY + "=",
        "1 AES_CM_128_HMAC_SHA1_80 " + KEY + "==",
        "1 AES_CM_128_HMAC_SHA1_80 " + KEY + "\u00e9",
        "-1 AES_CM_128_HMAC_SHA1_80 " + KEY,
        ""
      })
  void a_line_that_breaks_the_grammar_says_which_clause(String value) {
    assertThat(CryptoAttribute.parse(value))
        .isInstanceOfSatisfying(
            CryptoLine.Malformed.class,
            it -> {
              assertThat(it.clause()).startsWith("RFC ");
              assertThat(it.reason()).isNotBlank().doesNotContain("REYr");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '/',
      textBlock =
          """
          01 AES_CM_128_HMAC_SHA1_80 KEY / 0
          1 AES-CM KEY / 2
          1 AES_CM_128_HMAC_SHA1_80 other:AA / 26
          1 AES_CM_128_HMAC_SHA1_80 KEY= / 33
          1 AES_CM_128_HMAC_SHA1_80 KEY|2^49 / 74
          1 AES_CM_128_HMAC_SHA1_80 KEY|2^20|1:129 / 81
          1 AES_CM_128_HMAC_SHA1_80 KEY KDR=25 / 78
          1 AES_CM_128_HMAC_SHA1_80 KEY -A  UNKNOWN / 78
          """)
  void a_line_that_breaks_the_grammar_says_where(String value, int octet) {
    assertThat(CryptoAttribute.parse(value.replace("KEY", KEY)))
        .isInstanceOfSatisfying(
            CryptoLine.Malformed.class, it -> assertThat(it.octet()).isEqualTo(octet));
  }

  @Test
  void blanks_and_tabs_may_stand_between_the_fields() {
    assertThat(known("1 \t AES_CM_128_HMAC_SHA1_80\t" + KEY + "  WSH=64").parameters()).hasSize(1);
  }

  @Test
  @Clause("RFC 6188 4")
  void both_spellings_of_the_long_suites_are_known_and_repeated_as_written() {
    String key = "inline:REYrdhjkZCAhSqaj6l1Mo+xNnGGEV+CWmk4GxhEvuu8siIbMIHCToq9Xdw9mDg==";
    for (String name : List.of("AES_256_CM_HMAC_SHA1_80", "AES_CM_256_HMAC_SHA1_80")) {
      CryptoAttribute attribute = known("1 " + name + " " + key);
      assertThat(attribute.policy())
          .contains(SrtpPolicy.of(ProtectionProfile.AES_256_CM_HMAC_SHA1_80));
      assertThat(attribute.wireFormWithKeys()).startsWith("1 " + name + " ");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = CryptoSuite.class,
      names = "F8_128_HMAC_SHA1_80",
      mode = EnumSource.Mode.EXCLUDE)
  @Clause({"RFC 4568 6.2", "RFC 6188 4", "RFC 7714 14.1"})
  void every_suite_but_f8_protects_with_the_profile_of_its_name(CryptoSuite suite) {
    ProtectionProfile profile = suite.profile().orElseThrow();
    assertThat(profile).hasToString(suite.name());
    assertThat(profile.keyLength()).isEqualTo(suite.keyLength());
    assertThat(profile.saltLength()).isEqualTo(suite.saltLength());
  }

  @ParameterizedTest
  @CsvSource({
    "WSH=128 -NEW FEC_ORDER=SRTP_FEC, true, true, true, 0",
    "KDR=1, true, true, true, 2",
    "KDR=24, true, true, true, 16777216",
    "UNENCRYPTED_SRTP, false, true, true, 0",
    "UNENCRYPTED_SRTCP, true, false, true, 0",
    "UNAUTHENTICATED_SRTP, true, true, false, 0",
    "UNAUTHENTICATED_SRTP KDR=4 UNENCRYPTED_SRTP UNENCRYPTED_SRTCP, false, false, false, 16",
  })
  @Clause({"RFC 4568 6.3.1", "RFC 4568 6.3.2", "RFC 4568 6.3.3"})
  void session_parameters_change_the_policy(
      String parameters, boolean rtp, boolean rtcp, boolean authenticated, int rate) {
    var profile = ProtectionProfile.AES_CM_128_HMAC_SHA1_80;
    assertThat(known("1 AES_CM_128_HMAC_SHA1_80 " + KEY + " " + parameters).policy())
        .contains(new SrtpPolicy(profile, rtp, rtcp, authenticated, rate));
  }

  @Test
  @Clause("RFC 4568 6.3.5")
  void a_line_with_keys_for_error_correction_is_not_used() {
    assertThat(known("1 AES_CM_128_HMAC_SHA1_80 " + KEY + " FEC_KEY=" + OTHER).policy()).isEmpty();
  }

  @Test
  void a_key_is_never_printed_by_accident() {
    CryptoAttribute attribute = known("1 AES_CM_128_HMAC_SHA1_80 " + KEY + " FEC_KEY=" + OTHER);
    assertThat(attribute.toString() + attribute.keys() + attribute.parameters())
        .doesNotContain("REYr", "h0Rx", "44462b", "874471")
        .contains("AES_CM_128_HMAC_SHA1_80");
  }

  @Test
  @Clause("RFC 4568 5.1.2")
  void an_answer_repeats_tag_suite_and_negotiated_parameters() {
    CryptoAttribute offer =
        known("5 aes_cm_128_hmac_sha1_80 " + KEY + "|2^20|1:4 WSH=99 UNENCRYPTED_SRTCP");
    MasterKey key = MasterKey.generate(ProtectionProfile.AES_CM_128_HMAC_SHA1_80, new Random(1));
    CryptoAttribute answer = offer.answer(key);
    assertThat(answer.wireFormWithKeys())
        .matches("5 aes_cm_128_hmac_sha1_80 inline:[^ |]{40} UNENCRYPTED_SRTCP");
    assertThat(CryptoAnswer.judge(List.of(offer), List.of(answer)))
        .isEqualTo(new CryptoAnswer.Agreed(offer, answer));
  }

  static Stream<Row> answers() throws IOException {
    return rows("/sdes/answers.txt")
        .map(it -> new Row(it[0], it[1], List.of(it).subList(3, it.length)));
  }

  @ParameterizedTest
  @MethodSource("answers")
  @Clause({"RFC 4568 5.1.3", "RFC 4568 7.1.2"})
  void an_answer_is_judged_against_its_offer(Row row) {
    int gap = row.expected.indexOf("");
    var offer = row.expected.subList(0, gap).stream().map(CryptoAttributeTest::known).toList();
    var answer =
        row.expected.subList(gap + 1, row.expected.size()).stream()
            .filter(it -> !it.isEmpty())
            .map(CryptoAttributeTest::known)
            .toList();
    boolean right = CryptoAnswer.judge(offer, answer) instanceof CryptoAnswer.Agreed;
    assertThat(right).isEqualTo(row.line.equals("right"));
  }

  @Test
  void the_parameters_of_a_session_come_with_the_keys() {
    var keys = known("1 AES_CM_128_HMAC_SHA1_80 " + KEY + "|2^20|258:4").forSession();
    assertThat(keys.getFirst().lifetime()).isEqualTo(1 << 20);
    assertThat(keys.getFirst().identifier().octets()).containsExactly(0, 0, 1, 2);
    var mkiOfHighBit = known("1 AES_CM_128_HMAC_SHA1_80 " + KEY + "|255:1").forSession();
    assertThat(mkiOfHighBit.getFirst().identifier().octets()).containsExactly(-1);
  }

  static CryptoAttribute known(String value) {
    return switch (CryptoAttribute.parse(value)) {
      case CryptoLine.Known(var attribute) -> attribute;
      case CryptoLine.UnknownSuite it -> throw new AssertionError(it);
      case CryptoLine.Malformed it -> throw new AssertionError(value + ": " + it);
    };
  }

  @Test
  void a_closed_key_is_erased_and_refuses_to_work() {
    byte[] octets = new byte[16];
    Arrays.fill(octets, (byte) 7);
    MasterKey key = new MasterKey(octets, new byte[14]);
    byte[] lent = key.use((it, _) -> it);
    key.close();
    assertThat(lent).containsOnly(0);
    assertThat(key.toString()).isEqualTo("MasterKey(128 bits)");
    org.assertj.core.api.Assertions.assertThatIllegalStateException()
        .isThrownBy(() -> key.use((it, _) -> it.length));
  }
}
