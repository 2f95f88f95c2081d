package ringfence.srtp;

import java.util.Arrays;

/// AES in Galois/counter mode, RFC 7714: one pass that encrypts and authenticates.
///
/// RTP: header, ciphertext, tag, MKI. RTCP: header, ciphertext, tag, E flag with index, MKI.
final class GaloisCounterMode implements PacketTransform {
  private static final int TAG = AesGcm.TAG;
  private static final int IV = 12;

  private final AesGcm cipher;
  private final byte[] salt;
  private final byte[] identifier;
  private final byte[] iv = new byte[IV];
  private final boolean rtcp;
  private final boolean encrypted;

  /// What is authenticated and not encrypted of the packet in work.
  private byte[] associated = new byte[64];

  GaloisCounterMode(Keying keying, SessionKeys keys) {
    this.cipher = keying.engine().aesGcm(keys.cipherKey());
    this.salt = keys.salt().clone();
    this.identifier = keying.key().identifier().octets();
    this.rtcp = keying.use() == SessionKeys.Use.RTCP;
    // RFC 7714 8.2: "All SRTP packets MUST be both authenticated and encrypted"; key management
    // sees to that, for 16.1.3 has packets that are authenticated only
    this.encrypted = rtcp ? keying.policy().rtcpEncrypted() : keying.policy().rtpEncrypted();
  }

  @Override
  public int overhead() {
    return TAG + (rtcp ? WORD : 0) + identifier.length;
  }

  @Override
  public int behindIdentifier() {
    return 0;
  }

  @Override
  public int behindWord() {
    return identifier.length;
  }

  @Override
  public void seal(PacketSpan packet) {
    int word = (int) packet.index | (encrypted ? 0x8000_0000 : 0);
    if (!encrypted) packet.clear = packet.length;
    begin(packet);
    int length = associate(packet, word);
    cipher.seal(packet, iv, associated, length);
    packet.length += TAG;
    if (rtcp) {
      packet.word(packet.length, word);
      packet.length += WORD;
    }
    int end = packet.offset + packet.length;
    System.arraycopy(identifier, 0, packet.bytes, end, identifier.length);
    packet.length += identifier.length;
  }

  @Override
  public boolean open(PacketSpan packet) {
    int whole = packet.length;
    int content = whole - overhead();
    int word = rtcp ? packet.word(content + TAG) : 0;
    // RFC 7714 9.3: with the E flag 0 all of the packet is associated data
    if (rtcp ? word >= 0 : !encrypted) packet.clear = content;
    packet.length = content + TAG;
    begin(packet);
    int length = associate(packet, word);
    boolean authentic = cipher.open(packet, iv, associated, length);
    packet.length = authentic ? content : whole;
    return authentic;
  }

  private void begin(PacketSpan packet) {
    // RFC 7714 8.1: two zero octets, SSRC, ROC and SEQ; 9.1: two zero octets, SSRC, two zero
    // octets and the 31 bits of the index; each XOR the salt
    int ssrc = rtcp ? packet.ssrcOfRtcp() : packet.ssrcOfRtp();
    System.arraycopy(salt, 0, iv, 0, IV);
    xor(2, ssrc);
    iv[6] ^= (byte) (packet.index >>> 40);
    iv[7] ^= (byte) (packet.index >>> 32);
    xor(8, (int) packet.index);
  }

  private void xor(int at, int value) {
    for (int i = 0; i < 4; i++) iv[at + i] ^= (byte) (value >>> (24 - 8 * i));
  }

  /// Collects what is authenticated in clear: the packet's clear part, and of RTCP the word with
  /// the index, which stands behind the tag.
  private int associate(PacketSpan packet, int word) {
    if (associated.length < packet.clear + WORD) associated = new byte[packet.clear + WORD];
    System.arraycopy(packet.bytes, packet.offset, associated, 0, packet.clear);
    if (!rtcp) return packet.clear;
    PacketSpan.INTS.set(associated, packet.clear, word);
    return packet.clear + WORD;
  }

  @Override
  public void close() {
    cipher.close();
    Arrays.fill(salt, (byte) 0);
    Arrays.fill(iv, (byte) 0);
  }
}
