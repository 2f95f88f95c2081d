import java.nio.ByteBuffer;
import java.security.SecureRandom;
import ringfence.rtp.RtpHeader;
import ringfence.rtp.SequenceNumber;
import ringfence.rtp.Ssrc;
import ringfence.srtp.MasterKey;
import ringfence.srtp.ProtectionProfile;
import ringfence.srtp.SrtpReceiver;
import ringfence.srtp.SrtpSender;

/// Protects an RTP packet with SRTP and takes the protection off again; a second time it is a
/// replay.
void main() {
  var chance = new SecureRandom();
  var profile = ProtectionProfile.AES_CM_128_HMAC_SHA1_80;
  try (var key = MasterKey.generate(profile, chance);
      var sender = new SrtpSender(profile, key);
      var receiver = new SrtpReceiver(profile, key)) {
    var packet = ByteBuffer.allocate(200);
    new RtpHeader(true, 8, SequenceNumber.choose(chance), 0, Ssrc.choose(chance)).write(packet);
    packet.put("twenty milliseconds!".getBytes()).flip();
    IO.println("protect: " + sender.protect(packet) + ", " + packet.remaining() + " octets");
    var again = ByteBuffer.wrap(java.util.Arrays.copyOf(packet.array(), packet.limit()));
    IO.println("unprotect: " + receiver.unprotect(packet));
    IO.println("and once more: " + receiver.unprotect(again));
  }
}
