package ringfence.srtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES in Galois/counter mode, RFC 7714: one pass that encrypts and authenticates.
///
/// RTP: header, ciphertext, tag, MKI. RTCP: header, ciphertext, tag, E flag with index, MKI.
final class GaloisCounterMode implements PacketTransform {
  private static final int TAG = 16;
  private static final int IV = 12;

  private final Cipher cipher;
  private final SecretKeySpec key;
  private final byte[] salt;
  private final byte[] identifier;
  private final byte[] iv = new byte[IV];
  private final boolean rtcp;
  private final boolean encrypted;
  private byte[] scratch = new byte[0];

  GaloisCounterMode(SrtpPolicy policy, SessionKeys keys, byte[] identifier, SessionKeys.Use use) {
    try {
      cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no AES-GCM", e);
    }
    this.key = new SecretKeySpec(keys.cipherKey(), "AES");
    this.salt = keys.salt().clone();
    this.identifier = identifier;
    this.rtcp = use == SessionKeys.Use.RTCP;
    // RFC 7714 5.2: "All SRTP packets MUST be both authenticated and encrypted"
    this.encrypted = !rtcp || policy.rtcpEncrypted();
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
    int clear = encrypted ? packet.clear : packet.length;
    int word = (int) packet.index | (encrypted ? 0x8000_0000 : 0);
    try {
      begin(Cipher.ENCRYPT_MODE, packet);
      cipher.updateAAD(packet.bytes, packet.offset, clear);
      addWord(word);
      int from = packet.offset + clear;
      cipher.doFinal(packet.bytes, from, packet.length - clear, packet.bytes, from);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the packet did not fit", e);
    }
    packet.length += TAG;
    if (rtcp) {
      packet.word(packet.length, word);
      packet.length += WORD;
    }
    System.arraycopy(identifier, 0, packet.bytes, packet.offset + packet.length, identifier.length);
    packet.length += identifier.length;
  }

  @Override
  public boolean open(PacketSpan packet) {
    int content = packet.length - overhead();
    int word = rtcp ? packet.word(content + TAG) : 0;
    // RFC 7714 9.2: with the E flag 0 all of the packet is associated data
    int clear = rtcp && word >= 0 ? content : packet.clear;
    int length = content - clear + TAG;
    if (scratch.length < length) scratch = new byte[length];
    try {
      begin(Cipher.DECRYPT_MODE, packet);
      cipher.updateAAD(packet.bytes, packet.offset, clear);
      addWord(word);
      cipher.doFinal(packet.bytes, packet.offset + clear, length, scratch, 0);
    } catch (AEADBadTagException _) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the packet did not fit", e);
    }
    System.arraycopy(scratch, 0, packet.bytes, packet.offset + clear, content - clear);
    packet.length = content;
    return true;
  }

  private void begin(int mode, PacketSpan packet) throws GeneralSecurityException {
    // RFC 7714 8.1: two zero octets, SSRC, ROC and SEQ; 9.1: two zero octets, SSRC, two zero
    // octets and the 31 bits of the index; each XOR the salt
    int ssrc = rtcp ? packet.ssrcOfRtcp() : packet.ssrcOfRtp();
    System.arraycopy(salt, 0, iv, 0, IV);
    xor(2, ssrc);
    iv[6] ^= (byte) (packet.index >>> 40);
    iv[7] ^= (byte) (packet.index >>> 32);
    xor(8, (int) packet.index);
    cipher.init(mode, key, new GCMParameterSpec(TAG * 8, iv));
  }

  private void xor(int at, int value) {
    for (int i = 0; i < 4; i++) iv[at + i] ^= (byte) (value >>> (24 - 8 * i));
  }

  private void addWord(int word) {
    if (!rtcp) return;
    byte[] last = {(byte) (word >>> 24), (byte) (word >>> 16), (byte) (word >>> 8), (byte) word};
    cipher.updateAAD(last);
  }

  @Override
  public void close() {
    Arrays.fill(salt, (byte) 0);
    Arrays.fill(iv, (byte) 0);
    Arrays.fill(scratch, (byte) 0);
  }
}
