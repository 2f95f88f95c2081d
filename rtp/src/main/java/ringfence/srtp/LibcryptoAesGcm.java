package ringfence.srtp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// AES-GCM by libcrypto, with the key set once. What it works on is copied to memory of its own and
/// back: short copies cost less than the objects that stand for pieces of an array.
final class LibcryptoAesGcm implements AesGcm {
  private static final MethodHandle NEW =
      Libcrypto.function("EVP_CIPHER_CTX_new", FunctionDescriptor.of(JAVA_LONG));
  private static final MethodHandle FREE =
      Libcrypto.function("EVP_CIPHER_CTX_free", FunctionDescriptor.ofVoid(JAVA_LONG));
  private static final MethodHandle AES_128_GCM =
      Libcrypto.function("EVP_aes_128_gcm", FunctionDescriptor.of(JAVA_LONG));
  private static final MethodHandle AES_256_GCM =
      Libcrypto.function("EVP_aes_256_gcm", FunctionDescriptor.of(JAVA_LONG));
  private static final MethodHandle INIT =
      Libcrypto.function(
          "EVP_CipherInit_ex",
          FunctionDescriptor.of(
              JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT));
  private static final MethodHandle UPDATE =
      Libcrypto.function(
          "EVP_CipherUpdate",
          FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT));
  private static final MethodHandle FINAL =
      Libcrypto.function(
          "EVP_CipherFinal_ex", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle CTRL =
      Libcrypto.function(
          "EVP_CIPHER_CTX_ctrl",
          FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_LONG));

  private static final int GET_TAG = 0x10;
  private static final int SET_TAG = 0x11;
  private static final int DECRYPT = 0;
  private static final int ENCRYPT = 1;
  private static final long NONE = 0;
  private static final int IV = 12;

  // What the memory has: tag, nonce, the count that libcrypto writes, associated data, text.
  private static final int NONCE = TAG;
  private static final int WRITTEN = NONCE + IV;
  private static final int CLEAR = WRITTEN + Integer.BYTES;

  private final Arena arena = Arena.ofShared();
  private final long context;
  private MemorySegment memory = arena.allocate(CLEAR + 256);

  LibcryptoAesGcm(byte[] key) {
    MemorySegment.copy(key, 0, memory, JAVA_BYTE, CLEAR, key.length);
    long from = memory.address() + CLEAR;
    try {
      context = (long) NEW.invokeExact();
      long cipher =
          key.length == 16 ? (long) AES_128_GCM.invokeExact() : (long) AES_256_GCM.invokeExact();
      Libcrypto.check((int) INIT.invokeExact(context, cipher, NONE, from, NONE, ENCRYPT));
    } catch (Throwable e) {
      throw Libcrypto.failed(e);
    } finally {
      memory.fill((byte) 0);
    }
  }

  @Override
  public void seal(PacketSpan packet, byte[] iv, byte[] associated, int associatedLength) {
    int from = packet.offset + packet.clear;
    int length = packet.length - packet.clear;
    int text = load(packet, length, associated, associatedLength);
    long address = memory.address();
    try {
      work(ENCRYPT, iv, text, length);
      Libcrypto.check((int) FINAL.invokeExact(context, address, address + WRITTEN));
      Libcrypto.check((int) CTRL.invokeExact(context, GET_TAG, TAG, address));
    } catch (Throwable e) {
      throw Libcrypto.failed(e);
    }
    MemorySegment.copy(memory, JAVA_BYTE, text, packet.bytes, from, length);
    MemorySegment.copy(memory, JAVA_BYTE, 0, packet.bytes, from + length, TAG);
  }

  @Override
  public boolean open(PacketSpan packet, byte[] iv, byte[] associated, int associatedLength) {
    int from = packet.offset + packet.clear;
    int length = packet.length - packet.clear - TAG;
    int text = load(packet, length, associated, associatedLength);
    long address = memory.address();
    MemorySegment.copy(packet.bytes, from + length, memory, JAVA_BYTE, 0, TAG);
    try {
      work(DECRYPT, iv, text, length);
      Libcrypto.check((int) CTRL.invokeExact(context, SET_TAG, TAG, address));
      if ((int) FINAL.invokeExact(context, address, address + WRITTEN) != 1) return false;
    } catch (Throwable e) {
      throw Libcrypto.failed(e);
    }
    MemorySegment.copy(memory, JAVA_BYTE, text, packet.bytes, from, length);
    return true;
  }

  /// Brings what is associated and the text of `length` octets to memory; returns where the text
  /// is.
  private int load(PacketSpan packet, int length, byte[] associated, int associatedLength) {
    int text = CLEAR + associatedLength;
    if (memory.byteSize() < text + length) memory = arena.allocate(2L * (text + length));
    MemorySegment.copy(associated, 0, memory, JAVA_BYTE, CLEAR, associatedLength);
    int from = packet.offset + packet.clear;
    MemorySegment.copy(packet.bytes, from, memory, JAVA_BYTE, text, length);
    return text;
  }

  /// Encrypts or decrypts the text in memory, which what is associated stands before.
  private void work(int direction, byte[] iv, int text, int length) throws Throwable {
    MemorySegment.copy(iv, 0, memory, JAVA_BYTE, NONCE, IV);
    long address = memory.address();
    long written = address + WRITTEN;
    long clear = address + CLEAR;
    long at = address + text;
    Libcrypto.check((int) INIT.invokeExact(context, NONE, NONE, NONE, address + NONCE, direction));
    Libcrypto.check((int) UPDATE.invokeExact(context, NONE, written, clear, text - CLEAR));
    Libcrypto.check((int) UPDATE.invokeExact(context, at, written, at, length));
  }

  @Override
  public void close() {
    if (!arena.scope().isAlive()) return;
    try {
      FREE.invokeExact(context);
    } catch (Throwable e) {
      throw Libcrypto.failed(e);
    }
    memory.fill((byte) 0);
    arena.close();
  }
}
