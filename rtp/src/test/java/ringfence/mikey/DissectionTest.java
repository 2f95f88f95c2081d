package ringfence.mikey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ringfence.mikey.Dissection.Knowledge;

class DissectionTest {
  static List<Json> vectors() {
    return PskVectorTest.vectors();
  }

  static List<Json> wrong() {
    return PskRefusalTest.messages();
  }

  private static byte[] message(Json vector) {
    return vector.at("i_message").at("hex").hex().array();
  }

  private static Knowledge knowing(Json vector, boolean keysShown) {
    PreSharedKey key = PreSharedKey.ofHex(vector.at("input").at("psk").text());
    Optional<Octets> first =
        vector
            .find("update_of")
            .map(it -> PskVectors.named(vectors(), it.text()))
            .map(it -> Octets.of(message(it)));
    return new Knowledge(Optional.of(key), first, keysShown);
  }

  @Test
  void a_message_is_explained_octet_by_octet() {
    Json vector = PskVectors.named(vectors(), "P01-min-1cs");
    Dissection dissection = Dissection.of(message(vector), knowing(vector, false));
    assertThat(text(dissection))
        .startsWith(
            """
            0+19 HDR: Common Header: Pre-shared key message [RFC 3830 6.1]
              0+1 version: 1 [RFC 3830 6.1]
              1+1 data type: 0 Pre-shared key message [RFC 3830 6.1]
              2+1 next payload: 5 T [RFC 3830 6.1]
              3+1 V, PRF func: V = 1, response expected; PRF 0 MIKEY-1 [RFC 3830 6.1]
              4+4 CSB ID: 0xcd2ef2db [RFC 3830 6.1]
              8+1 #CS: 1 [RFC 3830 6.1]
              9+1 CS ID map type: 0 SRTP-ID [RFC 3830 6.1]
              10+1 CS 1, Policy_no: 0 [RFC 3830 6.1.1]
              11+4 CS 1, SSRC: 0xd44c4729 [RFC 3830 6.1.1]
              15+4 CS 1, ROC: 0 [RFC 3830 6.1.1]
            19+10 T: Timestamp [RFC 3830 6.6]
              19+1 Next payload: 11 RAND [RFC 3830 6.6]
              20+1 TS type: 0 NTP-UTC [RFC 3830 6.6]
              21+8 TS value: 2026-09-21T14:13:20.500Z (0xee5bba0080000000) [RFC 3830 6.6]
            29+18 RAND: RAND [RFC 3830 6.11]
            """)
        .contains("  52+3 parameter 0 Encryption algorithm: 1 AES-CM [RFC 3830 6.10.1]")
        .endsWith(
            """
                95+1 Next Payload: 0 Last payload [RFC 3830 6.13]
                96+1 Type, KV: TGK; KV = 0 Null, valid until it is replaced [RFC 3830 6.13]
                97+2 Key data len: 16 octets [RFC 3830 6.13]
                99+16 Key data: 128 bits, not shown [RFC 3830 6.13]
            MAC: right [RFC 3830 5.2]
            CS 1, policy: SSRC 0xd44c4729, AES_CM_128_HMAC_SHA1_80 [RFC 3830 6.1.1]
            CS 1, master key: 128 bits, not shown [RFC 3830 4.1.3]
            CS 1, master salt: 112 bits, not shown [RFC 3830 4.1.3]
            """);
  }

  private static String text(Dissection dissection) {
    Stream<String> fields =
        dissection.fields().stream()
            .map(
                it ->
                    "%s%d+%d %s: %s [%s]"
                        .formatted(
                            "  ".repeat(it.depth()),
                            it.offset(),
                            it.length(),
                            it.name(),
                            it.value(),
                            it.clause()));
    Stream<String> findings =
        dissection.findings().stream()
            .map(it -> "%s: %s [%s]".formatted(it.name(), it.value(), it.clause()));
    return Stream.concat(fields, findings).map(it -> it + "\n").collect(Collectors.joining());
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void every_octet_is_explained_once_and_keys_are_printed_only_when_asked_for(Json vector) {
    byte[] message = message(vector);
    Dissection hidden = Dissection.of(message, knowing(vector, false));
    assertThat(hidden.refusal()).isEmpty();
    assertCovers(hidden, message.length);
    String shown = text(Dissection.of(message, knowing(vector, true)));
    for (Json session : vector.at("crypto_sessions").list()) {
      for (Json it : session.at("master_keys").list()) {
        for (String name : List.of("master_key", "master_salt")) {
          assertThat(shown).contains(it.at(name).text());
          assertThat(text(hidden)).doesNotContain(it.at(name).text());
        }
      }
    }
    for (Json it : vector.at("input").at("keys").list()) {
      assertThat(shown).contains(it.at("key").text());
      assertThat(text(hidden)).doesNotContain(it.at("key").text());
    }
  }

  static void assertCovers(Dissection dissection, int length) {
    int at = 0;
    for (Dissection.Field it : dissection.leaves()) {
      assertThat(it.offset()).as(it.toString()).isEqualTo(at);
      at += it.length();
    }
    assertThat(at).isEqualTo(length);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void an_answer_is_judged_by_the_message_that_it_answers(Json vector) {
    if (vector.find("response").isEmpty() || vector.find("update_of").isPresent()) return;
    byte[] answer = vector.at("response").at("r_message_hex").hex().array();
    PreSharedKey key = PreSharedKey.ofHex(vector.at("input").at("psk").text());
    Knowledge known =
        new Knowledge(Optional.of(key), Optional.of(Octets.of(message(vector))), false);
    assertThat(text(Dissection.of(answer, known))).contains("V: right [RFC 3830 5.2]");
    answer[answer.length - 1] ^= 1;
    assertThat(text(Dissection.of(answer, known))).contains("V: wrong [RFC 3830 5.2]");
    assertThat(Dissection.of(answer, Knowledge.NONE).findings()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void of_a_wrong_message_what_is_right_is_explained(Json vector) {
    KeyMgmtAttribute.parse("mikey " + vector.at("base64").text())
        .good()
        .map(it -> it.data().array())
        .ifPresent(
            octets -> {
              PreSharedKey key = PreSharedKey.ofHex(vector.at("psk").text());
              Knowledge known = new Knowledge(Optional.of(key), Optional.empty(), false);
              Dissection dissection = Dissection.of(octets, known);
              assertCovers(dissection, octets.length);
              dissection
                  .refusal()
                  .ifPresent(it -> assertThat(it.octet()).isBetween(0, octets.length));
            });
  }

  static Stream<Json> modes() {
    return Json.resource("/mikey/modes.json").at("vectors").list().stream();
  }

  @ParameterizedTest
  @MethodSource("modes")
  void signatures_and_MACs_of_the_other_methods_are_judged(Json vector) {
    byte[] first = decoded(vector.at("i_message_base64"));
    Optional<PreSharedKey> key =
        vector.at("input").find("psk").map(it -> PreSharedKey.ofHex(it.text()));
    Knowledge known = new Knowledge(key, Optional.of(Octets.of(first)), false);
    boolean judged = vector.at("input").at("ids_or_certs").at(0).find("cert").isPresent();
    assertVerdict(first, known, judged || key.isPresent());
    vector.find("r_message_base64").ifPresent(it -> assertVerdict(decoded(it), known, true));
  }

  private static byte[] decoded(Json base64) {
    return Base64.getDecoder().decode(base64.text());
  }

  private static void assertVerdict(byte[] message, Knowledge known, boolean judged) {
    Dissection dissection = Dissection.of(message, known);
    assertCovers(dissection, message.length);
    assertThat(text(dissection)).containsPattern(judged ? "(SIGN|MAC): right" : "not judged");
    message[message.length - 1] ^= 1;
    assertThat(text(Dissection.of(message, known)))
        .containsPattern(judged ? "(SIGN|MAC): wrong" : "not judged");
    message[message.length - 1] ^= 1;
  }
}
