package ringfence.trace.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.trace.decode.Frames.octets;
import static ringfence.trace.decode.Frames.raw;
import static ringfence.trace.decode.Frames.recorded;
import static ringfence.trace.decode.Frames.seen;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import ringfence.rtp.RtpHeader;
import ringfence.rtp.SequenceNumber;
import ringfence.rtp.Ssrc;
import ringfence.sdes.CryptoAttribute;
import ringfence.sdes.CryptoSuite;
import ringfence.sdp.Parsed;
import ringfence.sdp.SessionDescription;
import ringfence.srtp.MasterKey;
import ringfence.srtp.ProtectionProfile;
import ringfence.srtp.SrtpSender;
import ringfence.trace.capture.CaptureItem.Frame;
import ringfence.trace.capture.Carrier;

/// What is held of a capture for each connection, call and stream has a bound, whatever it says,
/// and is counted for what it takes.
@Timeout(60)
class HostileMemoryTest {
  private static final String CALLER = "192.0.2.30:5060";
  private static final String CALLEE = "192.0.2.12:5060";
  private static final ProtectionProfile PROFILE = ProtectionProfile.AES_CM_128_HMAC_SHA1_80;

  private final Random chance = new Random(1);
  private final Decoder decoder = new Decoder(Knowledge.none());

  @Test
  void a_stream_that_never_rests_at_the_end_of_a_message_holds_one_message() {
    var stream =
        new SipStream(new SipDissector(new MediaBook(Knowledge.none().psk())), Carrier.TCP);
    byte[] message =
        CallFrames.message("OPTIONS sip:a@b.example SIP/2.0", "text/plain", "x".repeat(900))
            .replace("1 INVITE", "1 OPTIONS")
            .getBytes(StandardCharsets.UTF_8);
    stream.feed(ByteBuffer.wrap(message, 0, 100));
    byte[] rest = new byte[message.length]; // from one message into the next
    System.arraycopy(message, 100, rest, 0, message.length - 100);
    System.arraycopy(message, 0, rest, message.length - 100, 100);
    for (int i = 0; i < 1000; i++) {
      assertThat(stream.feed(ByteBuffer.wrap(rest))).hasSize(1);
      assertThat(stream.held()).isEqualTo(100);
    }
  }

  @Test
  void a_segment_that_waits_counts_for_what_it_takes() {
    var stream = new OrderedStream();
    stream.begin(0);
    for (int i = 1; i <= 200; i++) stream.add(10 * i, ByteBuffer.allocate(1), Instant.EPOCH);
    assertThat(stream.held()).isGreaterThan(200 * 100);
    stream.end();
    assertThat(stream.held()).isZero();
  }

  @Test
  void the_keys_of_a_port_that_many_calls_had_are_the_newest() {
    MasterKey oldest = MasterKey.generate(PROFILE, chance);
    MasterKey newest = MasterKey.generate(PROFILE, chance);
    said(invite("oldest", 5004, attribute(oldest)));
    assertThat(media(oldest, 5004, 1)).endsWith("decrypted");
    for (int i = 0; i < 100; i++) {
      said(invite("call-" + i, 5004, attribute(MasterKey.generate(PROFILE, chance))));
      assertThat(media(newest, 5004, 2)).doesNotContain("decrypted");
    }
    said(invite("newest", 5004, attribute(newest)));
    assertThat(media(newest, 5004, 3)).endsWith("decrypted");
    assertThat(media(oldest, 5004, 4)).doesNotContain("decrypted");
  }

  /// A packet that no key opens is not tried with all of them again and again.
  @Test
  void among_packets_that_no_key_opens_a_key_is_still_found() {
    MasterKey right = MasterKey.generate(PROFILE, chance);
    MasterKey wrong = MasterKey.generate(PROFILE, chance);
    String[] values = new String[30];
    Arrays.setAll(values, _ -> attribute(MasterKey.generate(PROFILE, chance)));
    values[10] = attribute(right);
    said(invite("many", 5004, values));
    for (int i = 1; i <= 200; i++) assertThat(media(wrong, 5004, i)).doesNotContain("decrypted");
    int tried = 201;
    while (!media(right, 5004, tried).endsWith("decrypted")) tried++;
    assertThat(tried).isBetween(202, 265);
    assertThat(media(right, 5004, tried + 1)).endsWith("decrypted");
  }

  @Test
  void calls_with_keys_without_end_push_the_longest_unused_out() {
    MasterKey first = MasterKey.generate(PROFILE, chance);
    MasterKey last = MasterKey.generate(PROFILE, chance);
    said(invite("first", 5004, attribute(first)));
    for (int i = 0; i < 700; i++) {
      String[] values = new String[3];
      Arrays.setAll(values, at -> "crypto:" + at + " X" + "x".repeat(16_000) + chance.nextInt());
      said(invite("call-" + i, 5006, values));
    }
    said(invite("last", 5008, attribute(last)));
    assertThat(media(first, 5004, 1)).startsWith("PT=").doesNotContain("decrypted");
    assertThat(media(last, 5008, 1)).endsWith("decrypted");
  }

  @Test
  void a_value_longer_than_any_key_is_not_kept() {
    var call = new MediaCall("one");
    long before = call.held();
    for (int i = 0; i < 100; i++) {
      call.learn(session("crypto:1 X" + "x".repeat(60_000) + i), Optional.empty());
    }
    assertThat(call.held()).isEqualTo(before);
    call.learn(session(attribute(MasterKey.generate(PROFILE, chance))), Optional.empty());
    assertThat(call.held()).isGreaterThan(before);
    assertThat(call.keys()).hasSize(1);
  }

  private static SessionDescription session(String attribute) {
    byte[] body =
        CallFrames.description("192.0.2.30", 5004, attribute).getBytes(StandardCharsets.UTF_8);
    return ((Parsed.Description) SessionDescription.parse(body)).description();
  }

  @Test
  void media_that_is_kept_does_not_hold_the_frame_around_it() {
    said(invite("one", 5004, "sendrecv"));
    byte[] packet =
        octets(recorded(seen(Carrier.UDP, CALLEE, "192.0.2.30:5004", rtp(7))).getFirst());
    Frame padded = raw(9, Arrays.copyOf(packet, 1 << 20));
    var rtp = (Content.Rtp) decoder.read(padded).getFirst().content();
    assertThat(rtp.payload().remaining()).isEqualTo(20);
    assertThat(rtp.payload().array()).hasSizeLessThan(1000);
  }

  private void said(String message) {
    recorded(seen(Carrier.UDP, CALLER, CALLEE, message)).forEach(decoder::read);
  }

  private static String invite(String callId, int port, String... attributes) {
    String body = CallFrames.description("192.0.2.30", port, String.join("\na=", attributes));
    return CallFrames.message("INVITE sip:101@192.0.2.12 SIP/2.0", "application/sdp", body)
        .replace("call-1", callId);
  }

  private static String attribute(MasterKey key) {
    var attribute = new CryptoAttribute(1, CryptoSuite.AES_CM_128_HMAC_SHA1_80, key);
    return "crypto:" + attribute.wireFormWithKeys();
  }

  /// What is said of a packet under a key that comes to a port.
  private String media(MasterKey key, int port, int number) {
    var packet = ByteBuffer.allocate(200).put(rtp(number)).flip();
    new SrtpSender(PROFILE, key).protect(packet);
    byte[] octets = new byte[packet.remaining()];
    packet.get(octets);
    Frame frame = recorded(seen(Carrier.UDP, CALLEE, "192.0.2.30:" + port, octets)).getFirst();
    return decoder.read(frame).getFirst().content().info();
  }

  private static byte[] rtp(int number) {
    var packet = ByteBuffer.allocate(32);
    new RtpHeader(false, 8, new SequenceNumber(number), 160L * number, new Ssrc(1)).write(packet);
    return packet.array();
  }
}
