package ringfence.trace.decode;

import static ringfence.trace.decode.Frames.seen;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import ringfence.rtp.RtpHeader;
import ringfence.rtp.SequenceNumber;
import ringfence.rtp.Ssrc;
import ringfence.sdes.CryptoAttribute;
import ringfence.sdes.CryptoSuite;
import ringfence.srtp.MasterKey;
import ringfence.srtp.ProtectionProfile;
import ringfence.srtp.SrtpSender;
import ringfence.trace.capture.CaptureItem.Frame;
import ringfence.trace.capture.Carrier;
import ringfence.trace.capture.Observed;

/// A call by SDES with its media: an INVITE over TCP, its answer, and what both send then.
public final class CallFrames {
  static final String CALLER = "192.0.2.30";
  static final String CALLEE = "192.0.2.12";
  private static final ProtectionProfile PROFILE = ProtectionProfile.AES_CM_128_HMAC_SHA1_80;

  private final Random chance = new Random(1);
  private final MasterKey offered = MasterKey.generate(PROFILE, chance);
  private final MasterKey answered = MasterKey.generate(PROFILE, chance);

  private final String contentType;

  /// A call with plain bodies.
  public CallFrames() {
    this("application/sdp");
  }

  /// A call whose bodies are of that type: descriptions, or multipart with one as the second part.
  public CallFrames(String contentType) {
    this.contentType = contentType;
  }

  /// What a decoder lists of [#with].
  public List<Row> rows(int packets) {
    var decoder = new Decoder(Knowledge.none());
    return with(packets).stream().flatMap(it -> decoder.read(it).stream()).toList();
  }

  /// The frames: 3 of the connection, INVITE, 200, then `packets` each way in turn.
  List<Frame> with(int packets) {
    List<Observed> observed = new ArrayList<>();
    observed.add(seen(Carrier.TCP, CALLER + ":16000", CALLEE + ":5060", invite()));
    observed.add(seen(Carrier.TCP, CALLEE + ":5060", CALLER + ":16000", answer()));
    var here = new SrtpSender(PROFILE, offered);
    var there = new SrtpSender(PROFILE, answered);
    for (int i = 0; i < packets; i++) {
      observed.add(seen(Carrier.UDP, CALLER + ":5004", CALLEE + ":5006", packet(here, 1, i)));
      observed.add(seen(Carrier.UDP, CALLEE + ":5006", CALLER + ":5004", packet(there, 2, i)));
    }
    return Frames.recorded(observed.toArray(Observed[]::new));
  }

  private byte[] packet(SrtpSender sender, int ssrc, int number) {
    var packet = ByteBuffer.allocate(200);
    new RtpHeader(number == 0, 8, new SequenceNumber(number), 160L * number, new Ssrc(ssrc))
        .write(packet);
    for (int i = 0; i < 20; i++) packet.put((byte) 0xD5);
    packet.flip();
    sender.protect(packet);
    byte[] octets = new byte[packet.remaining()];
    packet.get(octets);
    return octets;
  }

  private String invite() {
    return message(
        "INVITE sip:101@" + CALLEE + " SIP/2.0", contentType, body(CALLER, 5004, offered));
  }

  private String answer() {
    return message("SIP/2.0 200 OK", contentType, body(CALLEE, 5006, answered));
  }

  private String body(String address, int port, MasterKey key) {
    var crypto = new CryptoAttribute(1, CryptoSuite.AES_CM_128_HMAC_SHA1_80, key);
    String sdp = description(address, port, "crypto:" + crypto.wireFormWithKeys());
    if (!contentType.startsWith("multipart")) return sdp;
    String start = "--a b\r\nContent-Type: text/plain\r\n\r\nhello\r\n--a b\r\n";
    return start + "Content-Type:\r\n application/sdp\r\n\r\n" + sdp + "\r\n--a b--\r\n";
  }

  static String description(String address, int port, String keys) {
    return """
    v=0
    o=- 1 1 IN IP4 %1$s
    s=-
    c=IN IP4 %1$s
    t=0 0
    m=audio %2$d RTP/SAVP 8
    a=%3$s
    """
        .formatted(address, port, keys)
        .replace("\n", "\r\n");
  }

  static String message(String startLine, String contentType, String body) {
    return """
    %s
    Via: SIP/2.0/TCP 192.0.2.30:16000;branch=z9hG4bK1
    From: <sip:100@192.0.2.11>;tag=1
    To: <sip:101@192.0.2.11>
    Call-ID: call-1
    CSeq: 1 INVITE
    Contact: <sip:100@192.0.2.30:16000;transport=tcp>
    Content-Type: %s
    Content-Length: %d

    """
            .formatted(startLine, contentType, body.length())
            .replace("\n", "\r\n")
        + body;
  }
}
