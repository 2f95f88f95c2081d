package ringfence.bench;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import ringfence.srtp.CryptoEngine;

/// Measures one implementation of SRTP, in a JVM of its own, by the loop that `libsrtp.c` has too.
///
/// To protect, it writes an RTP header into a small ring of buffers, which stay in the caches as
/// those behind a socket do, and protects there; to unprotect, it copies a protected packet from a
/// pool into the ring and unprotects there. Streams take turns, each with its own key.
///
/// It reads lines `SUITE PAYLOAD STREAMS MILLISECONDS` and answers each with `PROTECT UNPROTECT
/// OCTETS`: nanoseconds of CPU time of this thread a packet, and what is allocated for one there
/// and back.
final class SrtpLoop {
  private static final int BATCH = 5000;
  private static final int RING = 64;
  private static final int SLOT = 2048;
  private static final int HEADER = 12;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private record Cell(String suite, int payload, int streams) {}

  /// The loops of a cell: sessions that only protect, and sessions in step that do both.
  private record Loops(Cell cell, SrtpLoop there, SrtpLoop back) {
    static Loops of(Cell cell, SrtpSubject.Maker maker) {
      return new Loops(cell, new SrtpLoop(cell, maker), new SrtpLoop(cell, maker));
    }
  }

  private record Figure(double nanos, long octets) {}

  private interface Batch {
    void run() throws Exception;
  }

  private final Cell cell;
  private final SrtpSubject subject;
  private final ByteBuffer ring = ByteBuffer.allocate(RING * SLOT);
  private final ByteBuffer pool = ByteBuffer.allocate(BATCH * SLOT);
  private int sequence = 1;
  private int protectedLength;

  private SrtpLoop(Cell cell, SrtpSubject.Maker maker) {
    this.cell = cell;
    this.subject = maker.make(cell.suite(), cell.streams());
  }

  static void main(String[] args) throws Exception {
    SrtpSubject.Maker maker =
        switch (args[0]) {
          case "platform" -> RingfenceSrtp.with(CryptoEngine.PLATFORM);
          case "libcrypto" -> RingfenceSrtp.with(CryptoEngine.LIBCRYPTO);
          case "jitsi-srtp" -> JitsiSrtp::new;
          default -> throw new IllegalArgumentException(args[0]);
        };
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    Optional<Loops> last = Optional.empty();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ");
      var cell = new Cell(words[0], Integer.parseInt(words[1]), Integer.parseInt(words[2]));
      Loops loops =
          last.filter(it -> it.cell().equals(cell)).orElseGet(() -> Loops.of(cell, maker));
      System.out.println(answer(loops, Integer.parseInt(words[3])));
      last = Optional.of(loops);
    }
  }

  private static String answer(Loops loops, int millis) throws Exception {
    SrtpLoop back = loops.back();
    Figure protect = measure(millis, () -> {}, loops.there()::protectRing);
    Figure unprotect = measure(millis, back::protectPool, back::unprotectPool);
    long octets = protect.octets() + unprotect.octets();
    return String.format(Locale.ROOT, "%.1f %.1f %d", protect.nanos(), unprotect.nanos(), octets);
  }

  private static Figure measure(int millis, Batch before, Batch batch) throws Exception {
    long nanos = 0;
    long octets = 0;
    long packets = 0;
    for (; nanos < millis * 1_000_000L; packets += BATCH) {
      before.run();
      long octetsBefore = THREADS.getCurrentThreadAllocatedBytes();
      long start = THREADS.getCurrentThreadCpuTime();
      batch.run();
      nanos += THREADS.getCurrentThreadCpuTime() - start;
      octets += THREADS.getCurrentThreadAllocatedBytes() - octetsBefore;
    }
    return new Figure((double) nanos / packets, octets / packets);
  }

  private void protectRing() throws Exception {
    protectBatch(ring, RING);
  }

  private void protectPool() throws Exception {
    protectBatch(pool, BATCH);
  }

  private void protectBatch(ByteBuffer slots, int count) throws Exception {
    for (int k = 0, stream = 0; k < BATCH; k++) {
      int at = k % count * SLOT;
      slots.clear().position(at).limit(at + HEADER + cell.payload());
      slots.putInt(at, 0x8000_0000 | sequence & 0xFFFF);
      slots.putInt(at + 4, sequence * 160);
      slots.putInt(at + 8, SrtpSubject.ssrc(stream));
      slots.put(at + HEADER, (byte) k);
      subject.protect(stream, slots);
      protectedLength = slots.remaining();
      if (++stream == cell.streams()) {
        stream = 0;
        sequence++;
      }
    }
  }

  private void unprotectPool() throws Exception {
    for (int k = 0, stream = 0; k < BATCH; k++) {
      int at = k % RING * SLOT;
      ring.clear().position(at).limit(at + protectedLength);
      ring.put(at, pool, k * SLOT, protectedLength);
      subject.unprotect(stream, ring);
      if (ring.remaining() != HEADER + cell.payload() || ring.get(at + HEADER) != (byte) k) {
        throw new IllegalStateException("wrong plaintext");
      }
      if (++stream == cell.streams()) stream = 0;
    }
  }
}
