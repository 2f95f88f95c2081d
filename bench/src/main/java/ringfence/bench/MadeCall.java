package ringfence.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import ringfence.mikey.Answered;
import ringfence.mikey.KeyMgmtAttribute;
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
import ringfence.sdes.CryptoAttribute;
import ringfence.sdes.CryptoSuite;
import ringfence.srtp.IdentifiedKey;
import ringfence.srtp.MasterKey;
import ringfence.srtp.ProtectionProfile;
import ringfence.srtp.SrtpPolicy;
import ringfence.srtp.SrtpSender;

/// What is said in one secure call of a large capture: its messages, and media with keys of its
/// own.
final class MadeCall {
  static final PreSharedKey KEY = PreSharedKey.ofText("a key for the bench");
  private static final ProtectionProfile PROFILE = ProtectionProfile.AES_CM_128_HMAC_SHA1_80;
  private static final SrtpPolicy POLICY = SrtpPolicy.of(PROFILE);

  /// The lines of both descriptions that bring keys, and who sends with them.
  private record Keys(String offered, String answered, SrtpSender caller, SrtpSender callee) {}

  private final long number;
  private final String caller;
  private final String callee;
  private final String transport;
  private final int port;
  private final Random chance;
  private final Keys keys;
  private int sent;

  /// @param number of the call: every fourth agrees on its keys by MIKEY
  /// @param transport as in Via
  MadeCall(long number, String caller, String callee, String transport, Instant now) {
    this.number = number;
    this.caller = caller;
    this.callee = callee;
    this.transport = transport;
    this.port = 10_000 + (int) (number % 10_000) * 4;
    this.chance = new Random(number);
    this.keys = number % 4 == 3 ? byMikey(now) : bySdes();
  }

  private Keys bySdes() {
    var offered = MasterKey.generate(PROFILE, chance);
    var answered = MasterKey.generate(PROFILE, chance);
    return new Keys(
        crypto(offered),
        crypto(answered),
        new SrtpSender(PROFILE, offered),
        new SrtpSender(PROFILE, answered));
  }

  private static String crypto(MasterKey key) {
    var suite = CryptoSuite.AES_CM_128_HMAC_SHA1_80;
    return "a=crypto:" + new CryptoAttribute(1, suite, key).wireFormWithKeys();
  }

  private Keys byMikey(Instant now) {
    try (var initiator = PskInitiator.begin(KEY, Proposal.ofLine(POLICY, ssrc(true)), now, chance);
        var responder = new PskResponder(KEY, new ReplayCache(1), ResponderRules.USUAL)) {
      var received =
          responder.receive(
              initiator.message().write(), List.of(ssrc(false)), Optional.empty(), now);
      var answer = ((Received.Accepted) received).answer().orElseThrow();
      var sessions = ((Answered.Agreed) initiator.answered(answer.write())).sessions();
      IdentifiedKey first = sessions.get(0).keys().getFirst();
      IdentifiedKey second = sessions.get(1).keys().getFirst();
      return new Keys(
          "a=key-mgmt:" + KeyMgmtAttribute.of(initiator.message()),
          "a=key-mgmt:" + KeyMgmtAttribute.of(answer),
          new SrtpSender(POLICY, first),
          new SrtpSender(POLICY, second));
    }
  }

  private Ssrc ssrc(boolean ofCaller) {
    return new Ssrc((int) (2 * number + (ofCaller ? 1 : 2)));
  }

  int port(boolean ofCaller) {
    return ofCaller ? port : port + 2;
  }

  byte[] invite() {
    return request("INVITE", 1, description(caller, port(true), keys.offered()));
  }

  byte[] ack() {
    return request("ACK", 1, "");
  }

  byte[] bye() {
    return request("BYE", 2, "");
  }

  byte[] trying() {
    return response("100 Trying", "1 INVITE", "");
  }

  byte[] ringing() {
    return response("180 Ringing", "1 INVITE", "");
  }

  byte[] answered() {
    return response("200 OK", "1 INVITE", description(callee, port(false), keys.answered()));
  }

  byte[] ended() {
    return response("200 OK", "2 BYE", "");
  }

  private byte[] request(String method, int cseq, String body) {
    String line = "%s sip:%d@bench.example;user=phone SIP/2.0".formatted(method, 2000 + number);
    return message(line, cseq + " " + method, body);
  }

  private byte[] response(String status, String cseq, String body) {
    return message("SIP/2.0 " + status, cseq, body);
  }

  private byte[] message(String startLine, String cseq, String body) {
    String type = body.isEmpty() ? "" : "Content-Type: application/sdp\n";
    String head =
        """
        %1$s
        Via: SIP/2.0/%2$s %3$s:5061;branch=z9hG4bK-%4$d-%10$s;rport
        From: "Extension %6$d" <sip:%6$d@bench.example>;tag=f%4$d
        To: <sip:%7$d@bench.example>;tag=t%4$d
        Call-ID: %4$d-b3f1c07e6d2a4f4c@%3$s
        CSeq: %5$s
        Contact: <sip:%6$d@%3$s:5061;transport=%2$s>
        Max-Forwards: 70
        Allow: INVITE, ACK, BYE, CANCEL, OPTIONS, REFER, NOTIFY, UPDATE, PRACK
        %8$sContent-Length: %9$d

        """
            .formatted(
                startLine,
                transport,
                caller,
                number,
                cseq,
                1000 + number,
                2000 + number,
                type,
                body.length(),
                cseq.replace(' ', '-'))
            .replace("\n", "\r\n");
    return (head + body).getBytes(StandardCharsets.US_ASCII);
  }

  private String description(String address, int at, String key) {
    return """
    v=0
    o=- %1$d 1 IN IP4 %2$s
    s=-
    c=IN IP4 %2$s
    t=0 0
    m=audio %3$d RTP/SAVP 8 0 101
    %4$s
    a=rtpmap:8 PCMA/8000
    a=rtpmap:0 PCMU/8000
    a=rtpmap:101 telephone-event/8000
    a=fmtp:101 0-15
    a=ptime:20
    a=sendrecv
    """
        .formatted(number, address, at, key)
        .replace("\n", "\r\n");
  }

  /// The next packet of either; both send in turn, the caller first.
  byte[] packet(boolean ofCaller) {
    int index = sent++ / 2;
    var packet = ByteBuffer.allocate(RtpHeader.LENGTH + 160 + 16);
    var sequence = new SequenceNumber((int) (number * 31 + index) & 0xFFFF);
    new RtpHeader(index == 0, 8, sequence, 160L * index, ssrc(ofCaller)).write(packet);
    byte[] sound = new byte[160];
    chance.nextBytes(sound);
    packet.put(sound).flip();
    (ofCaller ? keys.caller() : keys.callee()).protect(packet);
    byte[] octets = new byte[packet.remaining()];
    packet.get(octets);
    return octets;
  }
}
