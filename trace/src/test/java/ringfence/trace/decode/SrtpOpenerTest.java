package ringfence.trace.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.trace.decode.Frames.seen;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import ringfence.rtp.RtpHeader;
import ringfence.rtp.SequenceNumber;
import ringfence.rtp.Ssrc;
import ringfence.sdes.CryptoAttribute;
import ringfence.sdes.CryptoSuite;
import ringfence.srtp.MasterKey;
import ringfence.srtp.ProtectionProfile;
import ringfence.srtp.SrtpSender;
import ringfence.testkit.Clause;
import ringfence.trace.capture.Carrier;
import ringfence.trace.capture.Observed;

class SrtpOpenerTest {
  private static final ProtectionProfile PROFILE = ProtectionProfile.AES_CM_128_HMAC_SHA1_80;
  private static final String CALLER = "192.0.2.30";
  private static final String CALLEE = "192.0.2.12";

  private final Random chance = new Random(1);
  private final List<Observed> observed = new ArrayList<>();

  /// The key stays in force until the answer, and after it where the answer does not replace it.
  @Test
  @Clause("RFC 3711 3.3.1")
  void new_keys_that_are_offered_do_not_lose_the_rollover_of_the_one_in_use() {
    MasterKey answered = key();
    var sender = new SrtpSender(PROFILE, answered);
    said("INVITE sip:101@192.0.2.12 SIP/2.0", CALLER, CALLEE, key());
    said("SIP/2.0 200 OK", CALLEE, CALLER, answered);
    for (int i = 0; i < 10; i++) send(sender, 20_000 * i);
    said("INVITE sip:101@192.0.2.12 SIP/2.0", CALLER, CALLEE, key(), key(), key());
    for (int i = 10; i < 20; i++) send(sender, 20_000 * i);
    List<String> media =
        Frames.decoded(Frames.recorded(observed.toArray(Observed[]::new))).stream()
            .filter(it -> it.contains("SRTP"))
            .toList();
    assertThat(media).hasSize(20).allMatch(it -> it.endsWith(", decrypted"));
  }

  private MasterKey key() {
    return MasterKey.generate(PROFILE, chance);
  }

  private void said(String startLine, String from, String to, MasterKey... keys) {
    String lines =
        Stream.of(keys)
            .map(it -> new CryptoAttribute(1, CryptoSuite.AES_CM_128_HMAC_SHA1_80, it))
            .map(it -> "crypto:" + it.wireFormWithKeys())
            .collect(Collectors.joining("\na="));
    String body = CallFrames.description(from, 5004, lines);
    String message = CallFrames.message(startLine, "application/sdp", body);
    observed.add(seen(Carrier.UDP, from + ":5060", to + ":5060", message));
  }

  private void send(SrtpSender sender, int number) {
    var packet = ByteBuffer.allocate(200);
    new RtpHeader(false, 8, new SequenceNumber(number & 0xFFFF), 160L * number, new Ssrc(2))
        .write(packet);
    packet.put(new byte[20]).flip();
    sender.protect(packet);
    byte[] octets = new byte[packet.remaining()];
    packet.get(octets);
    observed.add(seen(Carrier.UDP, CALLEE + ":5004", CALLER + ":5004", octets));
  }
}
