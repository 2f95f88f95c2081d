package ringfence.srtp;

import java.util.Arrays;

/// AES in counter mode, or no cipher, with HMAC-SHA1 behind it, RFC 3711 sections 3.1, 3.4, 4.1 and
/// 4.2.1.
///
/// RTP and RTCP differ little: a word goes into the authentication behind the packet, the rollover
/// counter of RTP, which is not sent, or the E flag and index of RTCP, which stay.
final class CounterModeWithHmac implements PacketTransform {
  private final CounterKeystream keystream;
  private final HmacSha1 hmac;
  private final byte[] identifier;
  private final byte[] tag = new byte[HmacSha1.LENGTH];
  private final int tagLength;
  private final boolean rtcp;
  private final boolean ciphered;
  private final boolean encrypted;

  CounterModeWithHmac(Keying keying, SessionKeys keys) {
    SrtpPolicy policy = keying.policy();
    this.keystream = new CounterKeystream(keys.cipherKey(), keys.salt());
    this.hmac = keying.engine().hmacSha1(keys.authenticationKey());
    this.identifier = keying.key().identifier().octets();
    this.rtcp = keying.use() == SessionKeys.Use.RTCP;
    this.tagLength = tagLength(policy, rtcp);
    this.ciphered = policy.profile().cipher() != ProtectionProfile.Cipher.NULL;
    this.encrypted = ciphered && (rtcp ? policy.rtcpEncrypted() : policy.rtpEncrypted());
  }

  private static int tagLength(SrtpPolicy policy, boolean rtcp) {
    if (rtcp) return policy.profile().rtcpTagLength();
    return policy.rtpAuthenticated() ? policy.profile().rtpTagLength() : 0;
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
  public int behindWord() {
    return identifier.length + tagLength;
  }

  @Override
  public void seal(PacketSpan packet) {
    if (encrypted) keystream.apply(packet, rtcp ? packet.ssrcOfRtcp() : packet.ssrcOfRtp());
    if (tagLength > 0) {
      // RFC 3711 4.2: "M = Authenticated Portion || ROC"; the word lies where the tag will be.
      packet.word(packet.length, rtcp ? indexWord(packet) : rolloverCounter(packet));
      hmac.authenticate(packet.bytes, packet.offset, packet.length + WORD, tag);
    }
    if (rtcp) packet.length += WORD;
    int end = packet.offset + packet.length;
    System.arraycopy(identifier, 0, packet.bytes, end, identifier.length);
    System.arraycopy(tag, 0, packet.bytes, end + identifier.length, tagLength);
    packet.length += identifier.length + tagLength;
  }

  private int indexWord(PacketSpan packet) {
    return (int) packet.index | (encrypted ? 0x8000_0000 : 0);
  }

  private static int rolloverCounter(PacketSpan packet) {
    return (int) (packet.index >>> 16);
  }

  @Override
  public boolean open(PacketSpan packet) {
    int content = packet.length - overhead();
    int word = tagLength == 0 ? 0 : packet.word(content);
    if (tagLength > 0 && !isAuthentic(packet, content, word)) return false;
    packet.length = content;
    // RFC 3711 3.4: "The E-flag indicates if the current SRTCP packet is encrypted or unencrypted."
    boolean decrypt = rtcp ? ciphered && word < 0 : encrypted;
    if (decrypt) keystream.apply(packet, rtcp ? packet.ssrcOfRtcp() : packet.ssrcOfRtp());
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
    keystream.close();
    hmac.close();
    Arrays.fill(tag, (byte) 0);
  }
}
