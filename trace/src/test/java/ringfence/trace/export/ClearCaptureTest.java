package ringfence.trace.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ringfence.trace.capture.Captures;
import ringfence.trace.decode.CallFrames;
import ringfence.trace.decode.Content;
import ringfence.trace.decode.Decoder;
import ringfence.trace.decode.Knowledge;
import ringfence.trace.decode.Row;

class ClearCaptureTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"application/sdp", "multipart/mixed;boundary=\"a b\""})
  void a_secure_call_is_read_again_as_a_plain_one(String contentType) throws IOException {
    List<Row> secure = new CallFrames(contentType).rows(3);
    List<Row> clear = again(secure);
    assertThat(media(secure)).hasSize(6).allMatch(it -> it.protocol().equals("SRTP"));
    assertThat(media(clear)).hasSize(6).allMatch(it -> it.protocol().equals("RTP"));
    for (int i = 0; i < 6; i++) {
      assertThat(media(clear).get(i).payload()).isEqualTo(media(secure).get(i).payload());
    }
    assertThat(messages(clear)).hasSize(2);
    for (int i = 0; i < 2; i++) {
      String before = messages(secure).get(i);
      String lines = before.replace("RTP/SAVP ", "RTP/AVP ").replaceAll("a=crypto:.*\r\n", "");
      assertThat(before).isNotEqualTo(lines);
      assertThat(messages(clear).get(i)).isEqualTo(sized(lines));
    }
  }

  /// With the Content-Length that its body has.
  private static String sized(String message) {
    int length = message.length() - message.indexOf("\r\n\r\n") - 4;
    return message.replaceFirst("Content-Length: \\d+", "Content-Length: " + length);
  }

  @Test
  void what_is_protected_says_so_no_more_with_its_keys_gone() {
    assertThat(
            ClearDescription.of(
                """
                v=0
                a=key-mgmt:mikey AQAF
                a=fingerprint:sha-256 00
                m=audio 5004 RTP/SAVPF 8
                a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:AA
                a=sendrecv
                m=audio 5006 RTP/AVP 8
                a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:AA
                m=image 5008 udptl t38
                m=video 5010 RTP/SAVP 96
                a=fingerprint:sha-256 00\
                """))
        .isEqualTo(
            """
            v=0
            m=audio 5004 RTP/AVPF 8
            a=sendrecv
            m=audio 5006 RTP/AVP 8
            m=image 5008 udptl t38
            m=video 5010 RTP/AVP 96
            """);
  }

  /// RFC 5764: nobody but the parties has these keys, so that their packets are not in the file.
  @Test
  void what_DTLS_keys_stays() {
    String dtls =
        """
        a=fingerprint:sha-256 00
        m=audio 5004 UDP/TLS/RTP/SAVPF 8
        a=fingerprint:sha-256 01
        """;
    assertThat(ClearDescription.of("v=0\n" + dtls)).isEqualTo("v=0\n" + dtls);
  }

  @Test
  void what_no_key_opens_is_left_out() throws IOException {
    List<Row> locked =
        new CallFrames().rows(3).stream().map(it -> it.with(locked(it.content()))).toList();
    assertThat(media(again(locked))).isEmpty();
  }

  private static Content locked(Content content) {
    return content instanceof Content.Rtp(var header, var codec, _, var payload, var calls)
        ? new Content.Rtp(header, codec, Content.Security.LOCKED, payload, calls)
        : content;
  }

  private List<Row> again(List<Row> rows) throws IOException {
    Path file = folder.resolve("clear.pcapng");
    try (var clear = ClearCapture.create(file)) {
      for (Row row : rows) clear.add(row);
    }
    var decoder = new Decoder(Knowledge.none());
    List<Row> read = new ArrayList<>();
    try (Captures captures = Captures.open(List.of(file))) {
      for (var item = captures.next(); item.isPresent(); item = captures.next()) {
        read.addAll(decoder.read(item.get()));
      }
    }
    read.addAll(decoder.end());
    return read;
  }

  private static List<Content.Rtp> media(List<Row> rows) {
    return rows.stream()
        .filter(it -> it.content() instanceof Content.Rtp)
        .map(it -> (Content.Rtp) it.content())
        .toList();
  }

  private static List<String> messages(List<Row> rows) {
    return rows.stream()
        .filter(it -> it.content() instanceof Content.Sip)
        .map(it -> ((Content.Sip) it.content()).message().toBytes())
        .map(it -> new String(it, StandardCharsets.ISO_8859_1))
        .toList();
  }
}
