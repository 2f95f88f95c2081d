package ringfence.srtp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// AES-GCM by libcrypto, with the key set once for each direction. What it works on is copied to
/// memory of its own and back: short copies cost less than the objects that stand for pieces of an
/// array.
final class LibcryptoAesGcm implements AesGcm {
  private static final MethodHandle NEW =
      Libcrypto.function("EVP_CIPHER_CTX_new", FunctionDescriptor.of(ADDRESS));
  private static final MethodHandle FREE =
      Libcrypto.function("EVP_CIPHER_CTX_free", FunctionDescriptor.ofVoid(ADDRESS));
  private static final MethodHandle AES_128_GCM =
      Libcrypto.function("EVP_aes_128_gcm", FunctionDescriptor.of(ADDRESS));
  private static final MethodHandle AES_256_GCM =
      Libcrypto.function("EVP_aes_256_gcm", FunctionDescriptor.of(ADDRESS));
  private static final MethodHandle INIT =
      Libcrypto.function(
          "EVP_CipherInit_ex",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_INT));
  private static final MethodHandle UPDATE =
      Libcrypto.function(
          "EVP_CipherUpdate",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_INT));
  private static final MethodHandle FINAL =
      Libcrypto.function(
          "EVP_CipherFinal_ex", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS));
  private static final MethodHandle CTRL =
      Libcrypto.function(
          "EVP_CIPHER_CTX_ctrl",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));

  private static final int GET_TAG = 0x10;
  private static final int SET_TAG = 0x11;
  private static final int AS_BEFORE = -1;

  private static final int IV = 12;

  /// Holds the contexts, which libcrypto erases when they are freed, and the memory to work in.
  private final Arena arena = Arena.ofShared();

  private final MemorySegment sealing;
  private final MemorySegment opening;
  private final MemorySegment written = arena.allocate(JAVA_INT);
  private final MemorySegment nonce = arena.allocate(IV);
  private final MemorySegment tag = arena.allocate(TAG);
  private MemorySegment clear = arena.allocate(64);
  private MemorySegment text = arena.allocate(256);

  LibcryptoAesGcm(byte[] key) {
    sealing = context(key, 1);
    opening = context(key, 0);
  }

  @SuppressWarnings("restricted")
  private MemorySegment context(byte[] key, int encrypt) {
    try {
      MemorySegment made = (MemorySegment) NEW.invokeExact();
      MemorySegment context = made.reinterpret(arena, LibcryptoAesGcm::free);
      MemorySegment cipher =
          key.length == 16
              ? (MemorySegment) AES_128_GCM.invokeExact()
              : (MemorySegment) AES_256_GCM.invokeExact();
      MemorySegment none = MemorySegment.NULL;
      MemorySegment.copy(key, 0, text, JAVA_BYTE, 0, key.length);
      Libcrypto.check((int) INIT.invokeExact(context, cipher, none, text, none, encrypt));
      return context;
    } catch (Throwable e) {
      throw Libcrypto.failed(e);
    } finally {
      text.fill((byte) 0);
    }
  }

  private static void free(MemorySegment context) {
    try {
      FREE.invokeExact(context);
    } catch (Throwable e) {
      throw Libcrypto.failed(e);
    }
  }

  @Override
  public void seal(PacketSpan packet, byte[] iv, byte[] associated, int associatedLength) {
    int from = packet.offset + packet.clear;
    int length = packet.length - packet.clear;
    try {
      begin(sealing, iv, associated, associatedLength);
      work(sealing, packet.bytes, from, length);
      Libcrypto.check((int) FINAL.invokeExact(sealing, tag, written));
      Libcrypto.check((int) CTRL.invokeExact(sealing, GET_TAG, TAG, tag));
    } catch (Throwable e) {
      throw Libcrypto.failed(e);
    }
    MemorySegment.copy(text, JAVA_BYTE, 0, packet.bytes, from, length);
    MemorySegment.copy(tag, JAVA_BYTE, 0, packet.bytes, from + length, TAG);
  }

  @Override
  public boolean open(PacketSpan packet, byte[] iv, byte[] associated, int associatedLength) {
    int from = packet.offset + packet.clear;
    int length = packet.length - packet.clear - TAG;
    MemorySegment.copy(packet.bytes, from + length, tag, JAVA_BYTE, 0, TAG);
    try {
      begin(opening, iv, associated, associatedLength);
      work(opening, packet.bytes, from, length);
      Libcrypto.check((int) CTRL.invokeExact(opening, SET_TAG, TAG, tag));
      if ((int) FINAL.invokeExact(opening, tag, written) != 1) return false;
    } catch (Throwable e) {
      throw Libcrypto.failed(e);
    }
    MemorySegment.copy(text, JAVA_BYTE, 0, packet.bytes, from, length);
    return true;
  }

  private void begin(MemorySegment context, byte[] iv, byte[] associated, int length)
      throws Throwable {
    MemorySegment none = MemorySegment.NULL;
    clear = roomy(clear, length);
    MemorySegment.copy(iv, 0, nonce, JAVA_BYTE, 0, IV);
    MemorySegment.copy(associated, 0, clear, JAVA_BYTE, 0, length);
    Libcrypto.check((int) INIT.invokeExact(context, none, none, none, nonce, AS_BEFORE));
    Libcrypto.check((int) UPDATE.invokeExact(context, none, written, clear, length));
  }

  /// Encrypts or decrypts from the packet to `text`.
  private void work(MemorySegment context, byte[] bytes, int from, int length) throws Throwable {
    text = roomy(text, length);
    MemorySegment.copy(bytes, from, text, JAVA_BYTE, 0, length);
    Libcrypto.check((int) UPDATE.invokeExact(context, text, written, text, length));
  }

  private MemorySegment roomy(MemorySegment segment, int length) {
    return segment.byteSize() >= length ? segment : arena.allocate(2L * length);
  }

  @Override
  public void close() {
    if (!arena.scope().isAlive()) return;
    text.fill((byte) 0);
    arena.close();
  }
}
