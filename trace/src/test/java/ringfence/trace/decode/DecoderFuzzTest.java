package ringfence.trace.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import ringfence.trace.capture.CaptureFile;
import ringfence.trace.capture.CaptureInterface;
import ringfence.trace.capture.CaptureItem;
import ringfence.trace.capture.CaptureItem.Frame;
import ringfence.trace.capture.PcapngFile;

/// Hostile captures: no exception, at least a line for each frame, and an end.
class DecoderFuzzTest {
  private static final int[] LINKS = {0, 1, 12, 14, 101, 108, 113, 228, 229, 276, 999};
  private final Random chance = new Random(20_261_126);

  @Test
  void frames_of_chance_are_listed_each() {
    var decoder = new Decoder(Knowledge.none());
    for (int i = 0; i < 50_000; i++) {
      byte[] octets = new byte[chance.nextInt(120)];
      chance.nextBytes(octets);
      if (octets.length > 9) {
        octets[0] = (byte) (chance.nextBoolean() ? 0x45 : 0x60);
        octets[chance.nextBoolean() ? 6 : 9] = (byte) (chance.nextBoolean() ? 17 : 6);
      }
      var link = CaptureInterface.of(LINKS[chance.nextInt(LINKS.length)], 1_000_000);
      assertThat(decoder.read(frame(i, link, octets))).isNotEmpty();
    }
    decoder.end();
  }

  @Test
  void a_damaged_call_is_listed_as_far_as_it_goes() {
    List<Frame> good = new CallFrames().with(4);
    for (int round = 0; round < 2000; round++) {
      var decoder = new Decoder(Knowledge.none());
      for (Frame it : good) {
        byte[] octets = Frames.octets(it);
        if (chance.nextInt(3) == 0) damage(octets);
        if (chance.nextInt(10) == 0) octets = Arrays.copyOf(octets, chance.nextInt(octets.length));
        List<Row> rows = decoder.read(frame(it.number(), Frames.RAW, octets));
        assertThat(rows).isNotEmpty();
        rows.forEach(row -> assertThat(row.content().info()).isNotNull());
      }
      decoder.end();
    }
  }

  @Test
  void a_damaged_file_is_read_to_an_end() throws IOException {
    byte[] good = file();
    for (int round = 0; round < 3000; round++) {
      byte[] file =
          Arrays.copyOf(
              good, good.length - (chance.nextBoolean() ? chance.nextInt(good.length) : 0));
      for (int i = chance.nextInt(4); i > 0; i--) damage(file);
      readAll(file);
    }
  }

  private static void readAll(byte[] file) {
    long frames = 0;
    try (var in = CaptureFile.of(new ByteArrayInputStream(file))) {
      for (var item = in.next(); item.isPresent(); item = in.next()) {
        if (item.get() instanceof CaptureItem.Frame frame) {
          assertThat(frame.number()).isEqualTo(++frames);
          assertThat(frame.octets().remaining()).isLessThanOrEqualTo(file.length);
        }
      }
    } catch (IOException e) {
      assertThat(e).hasMessage("neither pcap nor pcapng");
    }
  }

  private static byte[] file() throws IOException {
    var out = new ByteArrayOutputStream();
    try (var file = PcapngFile.to(out, PcapngFile.LinkType.RAW)) {
      for (Frame it : new CallFrames().with(3))
        file.write(it.time(), Frames.octets(it), "a comment");
    }
    return out.toByteArray();
  }

  private void damage(byte[] octets) {
    if (octets.length == 0) return;
    int at = chance.nextInt(octets.length);
    switch (chance.nextInt(3)) {
      case 0 -> octets[at] ^= (byte) (1 << chance.nextInt(8));
      case 1 -> octets[at] = (byte) chance.nextInt(256);
      default -> Arrays.fill(octets, at, Math.min(octets.length, at + 4), (byte) 0xFF);
    }
  }

  private static Frame frame(long number, CaptureInterface link, byte[] octets) {
    return new Frame(number, Instant.EPOCH.plusMillis(number), link, ByteBuffer.wrap(octets));
  }
}
