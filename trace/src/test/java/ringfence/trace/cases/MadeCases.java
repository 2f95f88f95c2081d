package ringfence.trace.cases;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import ringfence.rtp.RtpHeader;
import ringfence.rtp.SequenceNumber;
import ringfence.rtp.Ssrc;
import ringfence.sdes.CryptoAttribute;
import ringfence.sdes.CryptoSuite;
import ringfence.srtp.MasterKey;
import ringfence.srtp.ProtectionProfile;
import ringfence.srtp.SrtpSender;
import ringfence.trace.capture.Carrier;
import ringfence.trace.capture.Observed;
import ringfence.trace.capture.PcapngFile;
import ringfence.trace.capture.TrafficFile;

/// Writes the cases of the library whose fault no program at hand has: our own SRTP with a key, a
/// counter or a source gone wrong. `main` takes the folder.
final class MadeCases implements AutoCloseable {
  private static final ProtectionProfile PROFILE = ProtectionProfile.AES_CM_128_HMAC_SHA1_80;
  private static final InetSocketAddress CALLER = new InetSocketAddress("192.0.2.30", 5060);
  private static final InetSocketAddress CALLEE = new InetSocketAddress("192.0.2.12", 5060);

  private final Random chance = new Random(1);
  private final TrafficFile file;
  private Instant now = Instant.parse("2026-11-26T12:00:00Z");

  private MadeCases(Path target) throws IOException {
    this.file =
        new TrafficFile(PcapngFile.to(Files.newOutputStream(target), PcapngFile.LinkType.RAW));
  }

  public static void main(String[] folder) throws IOException {
    Path into = Path.of(folder[0]);
    try (var made = new MadeCases(into.resolve("roll-over.pcapng"))) {
      made.rollOver();
    }
    try (var made = new MadeCases(into.resolve("new-source.pcapng"))) {
      made.newSource();
    }
    try (var made = new MadeCases(into.resolve("old-key.pcapng"))) {
      made.oldKey();
    }
    try (var made = new MadeCases(into.resolve("rtcp-in-clear.pcapng"))) {
      made.clearRtcp();
    }
    try (var made = new MadeCases(into.resolve("nat-rebinding.pcapng"))) {
      made.rebinding();
    }
  }

  /// The sender forgets at the wrap how often the sequence numbers have begun anew.
  private void rollOver() throws IOException {
    MasterKey key = key();
    call(1, key, key());
    var sender = new SrtpSender(PROFILE, key);
    for (int i = 0xFFF0; i <= 0xFFFF; i++) send(packet(sender, 1, i));
    for (int i = 0; i < 16; i++) packet(sender, 1, i);
    // What a receiver takes for roll-over counter 1 was protected under another key's counter 0.
    var forgetful = new SrtpSender(PROFILE, key);
    for (int i = 0; i < 16; i++) send(packet(forgetful, 1, i));
  }

  /// The sender changes its source in the middle, and keys it with something else.
  private void newSource() throws IOException {
    MasterKey key = key();
    call(1, key, key());
    var sender = new SrtpSender(PROFILE, key);
    for (int i = 0; i < 16; i++) send(packet(sender, 1, i));
    var other = new SrtpSender(PROFILE, key());
    for (int i = 500; i < 516; i++) send(packet(other, 2, i));
  }

  /// New keys are agreed, and the sender goes on with the old one.
  private void oldKey() throws IOException {
    MasterKey key = key();
    MasterKey answered = key();
    call(1, key, answered);
    var sender = new SrtpSender(PROFILE, key);
    for (int i = 0; i < 16; i++) send(packet(sender, 1, i));
    call(2, key(), answered);
    for (int i = 16; i < 32; i++) send(packet(sender, 1, i));
  }

  private void clearRtcp() throws IOException {
    MasterKey key = key();
    call(1, key, key());
    var sender = new SrtpSender(PROFILE, key);
    for (int i = 0; i < 16; i++) send(packet(sender, 1, i));
    // RFC 3550 6.4.2: an empty receiver report, and 6.5: the name of its sender
    byte[] report = {(byte) 0x80, (byte) 201, 0, 1, 0, 0, 0, 1};
    byte[] name = {(byte) 0x81, (byte) 202, 0, 3, 0, 0, 0, 1, 1, 3, '1', '0', '0', 0, 0, 0};
    byte[] both = ByteBuffer.allocate(24).put(report).put(name).array();
    write(
        new InetSocketAddress("192.0.2.30", 5005), new InetSocketAddress("192.0.2.12", 5007), both);
  }

  /// The registrar sees the device at another port the second time.
  private void rebinding() throws IOException {
    register(1, 40_000);
    now = now.plusSeconds(300);
    register(2, 41_234);
  }

  private void register(int cseq, int port) throws IOException {
    String contact = "Contact: <sip:100@192.0.2.30>;expires=300\n";
    String rest = "CSeq: %d REGISTER\n%sMax-Forwards: 70\nContent-Length: 0\n\n";
    String fields = "From: <sip:100@192.0.2.12>;tag=1\nTo: <sip:100@192.0.2.12>\nCall-ID: nat\n";
    String via = "Via: SIP/2.0/UDP 192.0.2.30;branch=z9hG4bK" + cseq + ";rport";
    String end = fields + rest.formatted(cseq, contact);
    say(CALLER, CALLEE, "REGISTER sip:192.0.2.12 SIP/2.0\n" + via + "\n" + end);
    say(CALLEE, CALLER, "SIP/2.0 200 OK\n" + via + "=" + port + ";received=198.51.100.7\n" + end);
  }

  private void call(int cseq, MasterKey offered, MasterKey answered) throws IOException {
    say(
        CALLER,
        CALLEE,
        message("INVITE sip:101@192.0.2.12 SIP/2.0", cseq, sdp(CALLER, 5004, offered)));
    say(CALLEE, CALLER, message("SIP/2.0 200 OK", cseq, sdp(CALLEE, 5006, answered)));
  }

  private static String message(String start, int cseq, String body) {
    boolean again = cseq > 1 || start.startsWith("SIP");
    return start
        + "\nVia: SIP/2.0/UDP 192.0.2.30;branch=z9hG4bK"
        + cseq
        + "\nFrom: <sip:100@192.0.2.30>;tag=1\nTo: <sip:101@192.0.2.12>"
        + (again ? ";tag=2" : "")
        + "\nCall-ID: call\nCSeq: %d INVITE\nMax-Forwards: 70\n".formatted(cseq)
        + "Contact: <sip:100@192.0.2.30>\nContent-Type: application/sdp\n"
        + "Content-Length: %d\n\n%s".formatted(body.length() + body.lines().count(), body);
  }

  private static String sdp(InetSocketAddress host, int port, MasterKey key) {
    var crypto = new CryptoAttribute(1, CryptoSuite.AES_CM_128_HMAC_SHA1_80, key);
    return """
    v=0
    o=- 1 1 IN IP4 %1$s
    s=-
    c=IN IP4 %1$s
    t=0 0
    m=audio %2$d RTP/SAVP 8
    a=crypto:%3$s
    """
        .formatted(host.getHostString(), port, crypto.wireFormWithKeys());
  }

  private MasterKey key() {
    return MasterKey.generate(PROFILE, chance);
  }

  private static byte[] packet(SrtpSender sender, int ssrc, int number) {
    var packet = ByteBuffer.allocate(200);
    new RtpHeader(false, 8, new SequenceNumber(number), 160L * number, new Ssrc(ssrc))
        .write(packet);
    for (int i = 0; i < 20; i++) packet.put((byte) 0xD5);
    packet.flip();
    sender.protect(packet);
    byte[] octets = new byte[packet.remaining()];
    packet.get(octets);
    return octets;
  }

  private void send(byte[] packet) throws IOException {
    write(
        new InetSocketAddress("192.0.2.30", 5004),
        new InetSocketAddress("192.0.2.12", 5006),
        packet);
  }

  private void say(InetSocketAddress from, InetSocketAddress to, String text) throws IOException {
    write(from, to, text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  private void write(InetSocketAddress from, InetSocketAddress to, byte[] octets)
      throws IOException {
    file.write(new Observed(now, Carrier.UDP, from, to, octets));
    now = now.plusMillis(20);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
