package ringfence.srtp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.util.Arrays;

/// HMAC-SHA1 by libcrypto's SHA-1, whose state is plain memory: that of the key's two blocks is
/// kept and copied for every packet, not computed again.
final class LibcryptoHmacSha1 implements HmacSha1 {
  private static final MethodHandle INIT =
      Libcrypto.function("SHA1_Init", FunctionDescriptor.of(JAVA_INT, JAVA_LONG));
  private static final MethodHandle UPDATE =
      Libcrypto.function(
          "SHA1_Update", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle FINAL =
      Libcrypto.function("SHA1_Final", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG));
  private static final int BLOCK = 64;

  /// The size of a `SHA_CTX`.
  private static final int STATE = 96;

  // What the memory has: the states behind the key's blocks, the one in work, the digest, the text.
  private static final int INNER = 0;
  private static final int OUTER = INNER + STATE;
  private static final int WORK = OUTER + STATE;
  private static final int DIGEST = WORK + STATE;
  private static final int TEXT = DIGEST + 32;

  private MemorySegment memory = allocate(256);

  /// `key` has at most 64 octets.
  LibcryptoHmacSha1(byte[] key) {
    begin(INNER, key, 0x36);
    begin(OUTER, key, 0x5C);
  }

  private static MemorySegment allocate(int text) {
    return Arena.ofAuto().allocate(TEXT + text, Long.BYTES);
  }

  private void begin(int state, byte[] key, int pad) {
    byte[] block = new byte[BLOCK];
    Arrays.fill(block, (byte) pad);
    for (int i = 0; i < key.length; i++) block[i] ^= key[i];
    MemorySegment.copy(block, 0, memory, JAVA_BYTE, TEXT, BLOCK);
    Arrays.fill(block, (byte) 0);
    long address = memory.address();
    try {
      Libcrypto.check((int) INIT.invokeExact(address + state));
      Libcrypto.check((int) UPDATE.invokeExact(address + state, address + TEXT, (long) BLOCK));
    } catch (Throwable e) {
      throw Libcrypto.failed(e);
    } finally {
      Reference.reachabilityFence(memory);
    }
  }

  @Override
  public void authenticate(byte[] data, int offset, int length, byte[] tag) {
    if (memory.byteSize() < TEXT + length) grow(2 * length);
    MemorySegment memory = this.memory;
    MemorySegment.copy(data, offset, memory, JAVA_BYTE, TEXT, length);
    long work = memory.address() + WORK;
    long digest = memory.address() + DIGEST;
    long text = memory.address() + TEXT;
    try {
      MemorySegment.copy(memory, INNER, memory, WORK, STATE);
      Libcrypto.check((int) UPDATE.invokeExact(work, text, (long) length));
      Libcrypto.check((int) FINAL.invokeExact(digest, work));
      MemorySegment.copy(memory, OUTER, memory, WORK, STATE);
      Libcrypto.check((int) UPDATE.invokeExact(work, digest, (long) LENGTH));
      Libcrypto.check((int) FINAL.invokeExact(digest, work));
    } catch (Throwable e) {
      throw Libcrypto.failed(e);
    } finally {
      Reference.reachabilityFence(memory);
    }
    MemorySegment.copy(memory, JAVA_BYTE, DIGEST, tag, 0, LENGTH);
  }

  private void grow(int text) {
    MemorySegment larger = allocate(text).copyFrom(memory);
    close();
    memory = larger;
  }

  @Override
  public void close() {
    memory.fill((byte) 0);
  }
}
