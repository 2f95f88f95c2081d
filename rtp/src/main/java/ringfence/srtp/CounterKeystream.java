package ringfence.srtp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/// AES in counter mode, RFC 3711 section 4.1.1.
///
/// The cipher keeps its key in ECB and encrypts the counters of a whole packet in one call: a
/// counter mode of the platform would be set up anew, with new objects, for every packet.
final class CounterKeystream implements AutoCloseable {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final int BLOCK = 16;

  private final Cipher cipher;
  private long saltHigh;
  private long saltLow;
  private byte[] counters = new byte[12 * BLOCK];
  private byte[] stream = new byte[12 * BLOCK];

  /// `salt` has 14 octets; one of fewer (GCM's 12) is filled up with zeros on its right, on which
  /// RFC 7714 is silent and implementations agree.
  CounterKeystream(byte[] key, byte[] salt) {
    try {
      cipher = Cipher.getInstance("AES/ECB/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no AES", e);
    }
    rekey(key);
    byte[] shifted = new byte[BLOCK];
    System.arraycopy(salt, 0, shifted, 0, salt.length);
    saltHigh = (long) LONGS.get(shifted, 0);
    saltLow = (long) LONGS.get(shifted, 8);
  }

  private void rekey(byte[] key) {
    try {
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no AES of this length", e);
    }
  }

  /// Encrypts or decrypts what a packet has behind its clear part.
  void apply(PacketSpan packet, int ssrc) {
    int length = packet.length - packet.clear;
    if (length == 0) return;
    // RFC 3711 4.1.1: IV = (k_s * 2^16) XOR (SSRC * 2^64) XOR (i * 2^16)
    generate(saltHigh ^ (ssrc & 0xFFFF_FFFFL), saltLow ^ packet.index << 16, length);
    xor(packet.bytes, packet.offset + packet.clear, length);
  }

  /// The key that this one gives for a label, RFC 3711 section 4.3.1: the same stream from another
  /// start, `(label * 2^48 + derivation) XOR salt`.
  byte[] ofLabel(int label, long derivation, int length) {
    return Arrays.copyOf(generate(saltHigh ^ label, saltLow ^ derivation << 16, length), length);
  }

  /// Makes `length` octets of the keystream of an IV; the low 16 bits of `low` count the blocks.
  byte[] generate(long high, long low, int length) {
    int padded = (length + BLOCK - 1) & -BLOCK;
    if (counters.length < padded) {
      counters = new byte[padded];
      stream = new byte[padded];
    }
    byte[] counters = this.counters;
    for (int at = 0; at < padded; at += BLOCK) {
      LONGS.set(counters, at, high);
      LONGS.set(counters, at + 8, low++);
    }
    try {
      cipher.update(counters, 0, padded, stream, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the keystream did not fit", e);
    }
    return stream;
  }

  private void xor(byte[] data, int offset, int length) {
    byte[] stream = this.stream;
    int at = 0;
    for (; at + 8 <= length; at += 8) {
      WORDS.set(
          data, offset + at, (long) WORDS.get(data, offset + at) ^ (long) WORDS.get(stream, at));
    }
    for (; at < length; at++) data[offset + at] ^= stream[at];
  }

  /// Erases the key, which the cipher overwrites when it is given another, and what it made.
  @Override
  public void close() {
    rekey(new byte[BLOCK]);
    saltHigh = 0;
    saltLow = 0;
    Arrays.fill(counters, (byte) 0);
    Arrays.fill(stream, (byte) 0);
  }
}
