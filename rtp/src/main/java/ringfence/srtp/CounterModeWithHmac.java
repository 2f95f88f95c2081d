package ringfence.srtp;

import java.util.Arrays;

/// AES in counter mode with HMAC-SHA1 behind it, RFC 3711 sections 3.1, 3.4, 4.1.1 and 4.2.1.
///
/// RTP and RTCP differ little: a word goes into the authentication behind the packet, the rollover
/// counter of RTP, which is not sent, or the E flag and index of RTCP, which stay.
final class CounterModeWithHmac implements PacketTransform {
  private static final int WORD = 4;

  private final CounterKeystream keystream;
  private final HmacSha1 hmac;
  private final byte[] identifier;
  private final byte[] tag = new byte[HmacSha1.LENGTH];
  private final int tagLength;
  private final boolean rtcp;

  private CounterModeWithHmac(SessionKeys keys, byte[] identifier, int tagLength, boolean rtcp) {
    this.keystream = new CounterKeystream(keys.cipherKey(), keys.salt());
    this.hmac = new HmacSha1(keys.authenticationKey());
    this.identifier = identifier;
    this.tagLength = tagLength;
    this.rtcp = rtcp;
  }

  static CounterModeWithHmac ofRtp(ProtectionProfile profile, IdentifiedKey key) {
    try (var keys = SessionKeys.ofRtp(profile, key.key())) {
      byte[] identifier = key.identifier().octets();
      return new CounterModeWithHmac(keys, identifier, profile.rtpTagLength(), false);
    }
  }

  static CounterModeWithHmac ofRtcp(ProtectionProfile profile, IdentifiedKey key) {
    try (var keys = SessionKeys.ofRtcp(profile, key.key())) {
      byte[] identifier = key.identifier().octets();
      return new CounterModeWithHmac(keys, identifier, profile.rtcpTagLength(), true);
    }
  }

  @Override
  public int overhead() {
    return (rtcp ? WORD : 0) + identifier.length + tagLength;
  }

  @Override
  public int behindIdentifier() {
    return tagLength;
  }

  @Override
  public void seal(PacketSpan packet) {
    keystream.apply(packet, rtcp ? packet.ssrcOfRtcp() : packet.ssrcOfRtp());
    // RFC 3711 4.2: "M = Authenticated Portion || ROC"; the word lies where the tag will be.
    packet.word(packet.length, rtcp ? (int) packet.index | 0x8000_0000 : rolloverCounter(packet));
    hmac.authenticate(packet.bytes, packet.offset, packet.length + WORD, tag);
    if (rtcp) packet.length += WORD;
    int end = packet.offset + packet.length;
    System.arraycopy(identifier, 0, packet.bytes, end, identifier.length);
    System.arraycopy(tag, 0, packet.bytes, end + identifier.length, tagLength);
    packet.length += identifier.length + tagLength;
  }

  private static int rolloverCounter(PacketSpan packet) {
    return (int) (packet.index >>> 16);
  }

  @Override
  public boolean open(PacketSpan packet) {
    int content = packet.length - overhead();
    int word = packet.word(content);
    if (!isAuthentic(packet, content, word)) return false;
    packet.length = content;
    if (!rtcp) keystream.apply(packet, packet.ssrcOfRtp());
    // RFC 3711 3.4: "The E-flag indicates if the current SRTCP packet is encrypted or unencrypted."
    else if (word < 0) keystream.apply(packet, packet.ssrcOfRtcp());
    return true;
  }

  private boolean isAuthentic(PacketSpan packet, int content, int word) {
    // The octets of MKI and tag give way to the rollover counter as long as it is needed.
    if (!rtcp) packet.word(content, rolloverCounter(packet));
    hmac.authenticate(packet.bytes, packet.offset, content + WORD, tag);
    if (!rtcp) packet.word(content, word);
    int sent = packet.offset + packet.length - tagLength;
    int difference = 0;
    for (int i = 0; i < tagLength; i++) difference |= packet.bytes[sent + i] ^ tag[i];
    return difference == 0;
  }

  @Override
  public void close() {
    hmac.close();
    Arrays.fill(tag, (byte) 0);
  }
}
