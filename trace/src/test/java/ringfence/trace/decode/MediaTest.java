package ringfence.trace.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.trace.decode.Frames.decoded;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import ringfence.mikey.PreSharedKey;
import ringfence.testkit.Clause;
import ringfence.trace.capture.Carrier;
import ringfence.trace.capture.Observed;
import ringfence.trace.tls.TlsSecrets;

class MediaTest {
  @Test
  @Clause("RFC 4568 6.1")
  void the_keys_of_SDES_open_both_directions() {
    var frames = new CallFrames().with(2);
    assertThat(decoded(frames).subList(3, 9))
        .containsExactly(
            "4 SIP/SDP Request: INVITE sip:101@192.0.2.12, with session description",
            "5 SIP/SDP Status: 200 OK, with session description",
            "6 SRTP PT=PCMA, SSRC=0x00000001, Seq=0, Time=0, Mark, decrypted",
            "7 SRTP PT=PCMA, SSRC=0x00000002, Seq=0, Time=0, Mark, decrypted",
            "8 SRTP PT=PCMA, SSRC=0x00000001, Seq=1, Time=160, decrypted",
            "9 SRTP PT=PCMA, SSRC=0x00000002, Seq=1, Time=160, decrypted");
    var last = new Decoder(Knowledge.none());
    frames.subList(0, 5).forEach(last::read);
    var rtp = (Content.Rtp) last.read(frames.get(5)).getFirst().content();
    byte[] payload = new byte[rtp.payload().remaining()];
    rtp.payload().duplicate().get(payload);
    assertThat(payload).hasSize(20).containsOnly(0xD5);
  }

  @Test
  void without_the_answer_the_other_direction_stays_locked_and_is_still_media() {
    var frames = new CallFrames().with(1);
    frames.remove(4);
    assertThat(decoded(frames))
        .contains("6 SRTP PT=PCMA, SSRC=0x00000001, Seq=0, Time=0, Mark, decrypted")
        .contains("7 SRTP PT=PCMA, SSRC=0x00000002, Seq=0, Time=0, Mark");
  }

  @Test
  @Clause("RFC 3711 3.3.2")
  void a_packet_captured_twice_is_said_to_be() {
    var frames = new CallFrames().with(1);
    var again = List.of(frames.get(3), frames.get(4), frames.get(5), frames.get(5));
    assertThat(decoded(again))
        .endsWith("6 SRTP PT=PCMA, SSRC=0x00000001, Seq=0, Time=0, Mark, seen before");
  }

  @Test
  @Clause("RFC 3550 5.1")
  void without_a_description_two_packets_that_follow_are_RTP_by_their_shape() {
    var media = new CallFrames().with(3).stream().skip(5).toList();
    assertThat(decoded(media))
        .containsExactly(
            "6 UDP Len=42",
            "7 UDP Len=42",
            "8 RTP PT=PCMA, SSRC=0x00000001, Seq=1, Time=160",
            "9 RTP PT=PCMA, SSRC=0x00000002, Seq=1, Time=160",
            "10 RTP PT=PCMA, SSRC=0x00000001, Seq=2, Time=320",
            "11 RTP PT=PCMA, SSRC=0x00000002, Seq=2, Time=320");
  }

  @Test
  @Clause("RFC 3550 5.1")
  void one_packet_follows_none_whatever_its_source() {
    String packet = "8008000500000000" + "00000000" + "d5".repeat(20);
    assertThat(decodedUdp(packet)).containsExactly("1 UDP Len=32");
  }

  @Test
  @Clause("RFC 3550 6.1")
  void RTCP_is_known_by_its_shape_alone() {
    byte[] report =
        HexFormat.of().parseHex("80c9000100000001" + "81ca000300000001" + "0103414243000000");
    var frames =
        Frames.recorded(Frames.seen(Carrier.UDP, "192.0.2.1:5005", "192.0.2.2:5005", report));
    assertThat(decoded(frames)).containsExactly("1 RTCP Receiver Report, Source description");
  }

  @Test
  @Clause("RFC 7983 7")
  void what_shares_the_ports_of_media_is_named() {
    String stun = "0101000c2112a442" + "00".repeat(24);
    String dtls = "16fefd0000000000000000000d" + "01" + "00".repeat(12);
    String sealed = "17fefd00010000000000010001" + "00";
    assertThat(decodedUdp(stun, dtls, sealed, "0101" + "00".repeat(30)))
        .containsExactly(
            "1 STUN Binding Success Response",
            "2 DTLSv1.2 Client Hello",
            "3 DTLSv1.2 Application Data",
            "4 UDP Len=32");
  }

  private static List<String> decodedUdp(String... datagrams) {
    return decoded(
        Frames.recorded(
            Stream.of(datagrams)
                .map(it -> HexFormat.of().parseHex(it))
                .map(it -> Frames.seen(Carrier.UDP, "192.0.2.1:5004", "192.0.2.2:5004", it))
                .toArray(Observed[]::new)));
  }

  @Test
  @Clause("RFC 5621 3")
  void a_description_inside_multipart_brings_its_keys() {
    var frames = new CallFrames("multipart/mixed;boundary=\"a b\"").with(1);
    assertThat(decoded(frames))
        .contains(
            "4 SIP/SDP Request: INVITE sip:101@192.0.2.12, with session description",
            "6 SRTP PT=PCMA, SSRC=0x00000001, Seq=0, Time=0, Mark, decrypted");
  }

  @Test
  @Clause("RFC 3830 4.1.3")
  void the_pre_shared_key_of_MIKEY_opens_both_directions() {
    var key = PreSharedKey.ofText("correct horse");
    var frames = MikeyFrames.call(key);
    var with = new Decoder(new Knowledge(Optional.of(key), new TlsSecrets()));
    assertThat(Frames.decoded(with, frames))
        .containsExactly(
            "1 SIP/SDP/MIKEY Request: INVITE sip:101@192.0.2.12, with session description, Mikey:"
                + " Pre-shared",
            "2 SIP/SDP/MIKEY Status: 200 OK, with session description, Mikey: PSK ver msg",
            "3 SRTP PT=PCMA, SSRC=0x00000001, Seq=7, Time=0, decrypted",
            "4 SRTP PT=PCMA, SSRC=0x00000002, Seq=7, Time=0, decrypted");
    assertThat(decoded(frames)).last().asString().endsWith("Seq=7, Time=0");
    var other = new Knowledge(Optional.of(PreSharedKey.ofText("another")), new TlsSecrets());
    assertThat(Frames.decoded(new Decoder(other), frames)).last().asString().endsWith("Time=0");
  }

  @Test
  void a_reader_of_samples_opens_the_first_packets_and_then_one_of_32() {
    var samples = new Decoder(Knowledge.none(), Decoder.Media.SAMPLED);
    List<String> rows = Frames.decoded(samples, new CallFrames().with(65));
    List<Boolean> opened =
        rows.stream()
            .filter(it -> it.contains("SSRC=0x00000001"))
            .map(it -> it.endsWith("decrypted"))
            .toList();
    assertThat(opened).hasSize(65);
    for (int i = 0; i < 65; i++) {
      assertThat(opened.get(i)).as("packet %d", i).isEqualTo(i < 16 || i == 32 || i == 64);
    }
  }

  @Test
  void a_reader_of_headers_alone_opens_nothing() {
    var headers = new Decoder(Knowledge.none(), Decoder.Media.HEADERS);
    assertThat(Frames.decoded(headers, new CallFrames().with(1)))
        .endsWith(
            "6 SRTP PT=PCMA, SSRC=0x00000001, Seq=0, Time=0, Mark",
            "7 SRTP PT=PCMA, SSRC=0x00000002, Seq=0, Time=0, Mark");
  }
}
