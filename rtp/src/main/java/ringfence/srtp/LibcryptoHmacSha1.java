package ringfence.srtp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;

/// HMAC-SHA1 by libcrypto's SHA-1, whose state is plain memory: that of the key's two blocks is
/// kept and copied for every packet, not computed again.
final class LibcryptoHmacSha1 implements HmacSha1 {
  private static final MethodHandle INIT =
      Libcrypto.function("SHA1_Init", FunctionDescriptor.of(JAVA_INT, ADDRESS));
  private static final MethodHandle UPDATE =
      Libcrypto.function(
          "SHA1_Update", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG));
  private static final MethodHandle FINAL =
      Libcrypto.function("SHA1_Final", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
  private static final int BLOCK = 64;

  /// The size of a `SHA_CTX`.
  private static final long STATE = 96;

  private final Arena arena = Arena.ofAuto();
  private final MemorySegment inner = arena.allocate(STATE, Long.BYTES);
  private final MemorySegment outer = arena.allocate(STATE, Long.BYTES);
  private final MemorySegment state = arena.allocate(STATE, Long.BYTES);
  private final MemorySegment digest = arena.allocate(LENGTH);
  private MemorySegment text = arena.allocate(256);

  /// `key` has at most 64 octets.
  LibcryptoHmacSha1(byte[] key) {
    begin(inner, key, 0x36);
    begin(outer, key, 0x5C);
  }

  private void begin(MemorySegment state, byte[] key, int pad) {
    byte[] block = new byte[BLOCK];
    Arrays.fill(block, (byte) pad);
    for (int i = 0; i < key.length; i++) block[i] ^= key[i];
    try {
      Libcrypto.check((int) INIT.invokeExact(state));
      MemorySegment.copy(block, 0, text, JAVA_BYTE, 0, BLOCK);
      Libcrypto.check((int) UPDATE.invokeExact(state, text, (long) BLOCK));
    } catch (Throwable e) {
      throw Libcrypto.failed(e);
    } finally {
      Arrays.fill(block, (byte) 0);
    }
  }

  @Override
  public void authenticate(byte[] data, int offset, int length, byte[] tag) {
    if (text.byteSize() < length) text = arena.allocate(2L * length);
    MemorySegment.copy(data, offset, text, JAVA_BYTE, 0, length);
    MemorySegment.copy(inner, 0, state, 0, STATE);
    try {
      Libcrypto.check((int) UPDATE.invokeExact(state, text, (long) length));
      Libcrypto.check((int) FINAL.invokeExact(digest, state));
      MemorySegment.copy(outer, 0, state, 0, STATE);
      Libcrypto.check((int) UPDATE.invokeExact(state, digest, (long) LENGTH));
      Libcrypto.check((int) FINAL.invokeExact(digest, state));
    } catch (Throwable e) {
      throw Libcrypto.failed(e);
    }
    MemorySegment.copy(digest, JAVA_BYTE, 0, tag, 0, LENGTH);
  }

  @Override
  public void close() {
    inner.fill((byte) 0);
    outer.fill((byte) 0);
    state.fill((byte) 0);
    digest.fill((byte) 0);
    text.fill((byte) 0);
  }
}
