package ringfence.srtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES-GCM by Java's own cipher, which is set up anew, with new objects, for every packet.
final class PlatformAesGcm implements AesGcm {
  private final Cipher cipher;
  private SecretKeySpec key;
  private byte[] plain = new byte[0];

  PlatformAesGcm(byte[] key) {
    try {
      cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no AES-GCM", e);
    }
    this.key = new SecretKeySpec(key, "AES");
  }

  @Override
  public void seal(PacketSpan packet, byte[] iv, byte[] associated, int associatedLength) {
    int from = packet.offset + packet.clear;
    try {
      cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(8 * TAG, iv));
      cipher.updateAAD(associated, 0, associatedLength);
      cipher.doFinal(packet.bytes, from, packet.length - packet.clear, packet.bytes, from);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the packet did not fit", e);
    }
  }

  @Override
  public boolean open(PacketSpan packet, byte[] iv, byte[] associated, int associatedLength) {
    int from = packet.offset + packet.clear;
    int length = packet.length - packet.clear;
    if (plain.length < length) plain = new byte[length];
    try {
      cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(8 * TAG, iv));
      cipher.updateAAD(associated, 0, associatedLength);
      cipher.doFinal(packet.bytes, from, length, plain, 0);
    } catch (AEADBadTagException _) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the packet did not fit", e);
    }
    System.arraycopy(plain, 0, packet.bytes, from, length - TAG);
    return true;
  }

  /// Erases the key, which the cipher overwrites when it is given another.
  @Override
  public void close() {
    key = new SecretKeySpec(new byte[TAG], "AES");
    try {
      cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(8 * TAG, new byte[TAG]));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the cipher did not take another key", e);
    }
    Arrays.fill(plain, (byte) 0);
  }
}
