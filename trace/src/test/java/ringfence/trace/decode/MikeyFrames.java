package ringfence.trace.decode;

import static ringfence.trace.decode.Frames.seen;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import ringfence.mikey.Answered;
import ringfence.mikey.CryptoSessionKeys;
import ringfence.mikey.KeyMgmtAttribute;
import ringfence.mikey.MikeyMessage;
import ringfence.mikey.PreSharedKey;
import ringfence.mikey.Proposal;
import ringfence.mikey.PskInitiator;
import ringfence.mikey.PskResponder;
import ringfence.mikey.Received;
import ringfence.mikey.ReplayCache;
import ringfence.mikey.ResponderRules;
import ringfence.rtp.RtpHeader;
import ringfence.rtp.SequenceNumber;
import ringfence.rtp.Ssrc;
import ringfence.srtp.ProtectionProfile;
import ringfence.srtp.SrtpPolicy;
import ringfence.srtp.SrtpSender;
import ringfence.trace.capture.CaptureItem.Frame;
import ringfence.trace.capture.Carrier;

/// A call whose keys are agreed by MIKEY under a pre-shared key: INVITE and answer over UDP, and a
/// packet each way.
final class MikeyFrames {
  private static final String CALLER = "192.0.2.30";
  private static final String CALLEE = "192.0.2.12";
  private static final SrtpPolicy POLICY = SrtpPolicy.of(ProtectionProfile.AES_CM_128_HMAC_SHA1_80);

  private MikeyFrames() {}

  static List<Frame> call(PreSharedKey key) {
    var chance = new Random(1);
    var here = new Ssrc(1);
    var there = new Ssrc(2);
    try (var initiator = PskInitiator.begin(key, Proposal.ofLine(POLICY, here), Frames.T, chance);
        var responder = new PskResponder(key, new ReplayCache(1), ResponderRules.USUAL)) {
      byte[] offer = initiator.message().write();
      var received = responder.receive(offer, List.of(there), Optional.empty(), Frames.T);
      MikeyMessage answer = ((Received.Accepted) received).answer().orElseThrow();
      var sessions = ((Answered.Agreed) initiator.answered(answer.write())).sessions();
      return Frames.recorded(
          seen(Carrier.UDP, CALLER + ":5060", CALLEE + ":5060", invite(initiator.message())),
          seen(Carrier.UDP, CALLEE + ":5060", CALLER + ":5060", answer(answer)),
          seen(Carrier.UDP, CALLER + ":5004", CALLEE + ":5006", packet(here, sessions.get(0))),
          seen(Carrier.UDP, CALLEE + ":5006", CALLER + ":5004", packet(there, sessions.get(1))));
    }
  }

  private static byte[] packet(Ssrc ssrc, CryptoSessionKeys session) {
    var packet = ByteBuffer.allocate(100);
    new RtpHeader(false, 8, new SequenceNumber(7), 0, ssrc).write(packet);
    packet.put(new byte[20]).flip();
    new SrtpSender(session.policy(), session.keys().getFirst()).protect(packet);
    byte[] octets = new byte[packet.remaining()];
    packet.get(octets);
    return octets;
  }

  private static String invite(MikeyMessage message) {
    String body = CallFrames.description(CALLER, 5004, attribute(message));
    return CallFrames.message("INVITE sip:101@" + CALLEE + " SIP/2.0", "application/sdp", body);
  }

  private static String answer(MikeyMessage message) {
    String body = CallFrames.description(CALLEE, 5006, attribute(message));
    return CallFrames.message("SIP/2.0 200 OK", "application/sdp", body);
  }

  private static String attribute(MikeyMessage message) {
    return "key-mgmt:" + KeyMgmtAttribute.of(message);
  }
}
