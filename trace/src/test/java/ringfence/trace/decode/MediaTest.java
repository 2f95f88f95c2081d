package ringfence.trace.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.trace.decode.Frames.decoded;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import ringfence.testkit.Clause;
import ringfence.trace.capture.Carrier;

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
  @Clause("RFC 3550 6.1")
  void RTCP_is_known_by_its_shape_alone() {
    byte[] report =
        HexFormat.of().parseHex("80c9000100000001" + "81ca000300000001" + "0103414243000000");
    var frames =
        Frames.recorded(Frames.seen(Carrier.UDP, "192.0.2.1:5005", "192.0.2.2:5005", report));
    assertThat(decoded(frames)).containsExactly("1 RTCP Receiver Report, Source description");
  }
}
