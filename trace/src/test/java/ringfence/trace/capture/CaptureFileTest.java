package ringfence.trace.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static ringfence.trace.capture.CaptureOctets.text;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ringfence.testkit.Clause;

class CaptureFileTest {
  private static final byte[] NONE = {};

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @Clause("draft-ietf-opsawg-pcap 4")
  void pcap_of_either_byte_order_has_micro_or_nanoseconds(boolean big) throws IOException {
    var order = big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    var micro = new CaptureOctets(order).pcapHeader(0xA1B2C3D4, 1);
    micro.words(10, 500_000, 3, 900).octets(text("abc"));
    var nano = new CaptureOctets(order).pcapHeader(0xA1B23C4D, 0xF000_0065);
    nano.words(10, 500_000, 0, 0).words(11, 0, 1, 1).octets(text("z"));
    assertThat(read(micro)).containsExactly("1 10.500000000 link 1 abc of 900");
    assertThat(read(nano))
        .containsExactly("1 10.000500000 link 101  of 0", "2 11.000000000 link 101 z of 1");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @Clause("draft-ietf-opsawg-pcapng 4")
  void pcapng_has_sections_interfaces_comments_and_secrets(boolean big) throws IOException {
    var file = new CaptureOctets(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    file.section().link(1, 9, new byte[] {9}).link(113, 9, new byte[] {3});
    file.enhanced(0, 7_000_000_001L, text("five!"), file.comment("seen"));
    file.enhanced(1, 7_005, text("ms"), NONE);
    file.block(10, file.buffer(12).putInt(0x544C534B).putInt(4).put(text("KEYS")).array());
    file.block(99, text("unknown"));
    file.section().link(101, 9, new byte[] {(byte) 0x8A});
    file.enhanced(0, 3 << 10 | 512, text("second"), NONE);
    assertThat(read(file))
        .containsExactly(
            "1 7.000000001 link 1 five! of 5 seen",
            "2 7.005000000 link 113 ms of 2",
            "secrets 544c534b KEYS",
            "3 3.500000000 link 101 second of 6");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @Clause("draft-ietf-opsawg-pcapng 4.3")
  void a_copy_of_a_frame_has_its_interface_time_and_options(boolean big) throws IOException {
    var file = new CaptureOctets(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    file.section().link(113, 14, file.buffer(8).putLong(100).array());
    file.link(1, 2, text("eth0")).link(1, 9, new byte[] {(byte) 0x8A});
    file.enhanced(0, 7_005_000, text("a"), file.comment("seen"));
    byte[] flags = file.buffer(8).putShort((short) 2).putShort((short) 4).putInt(0x102).array();
    file.enhanced(1, 7, text("bc"), flags);
    file.enhanced(2, 3 << 10 | 512, text("d"), NONE);
    Path copied = folder.resolve("copied.pcapng");
    List<CaptureItem> items = items(file.toBytes());
    try (var copy = PcapngFile.ofCopies(copied)) {
      for (CaptureItem it : items) copy.copy((CaptureItem.Frame) it);
    }
    List<CaptureItem> again = items(Files.readAllBytes(copied));
    assertThat(again.stream().map(CaptureFileTest::shown))
        .containsExactlyElementsOf(items.stream().map(CaptureFileTest::shown).toList());
    var second = (CaptureItem.Frame) again.get(1);
    assertThat(second.from().options())
        .anyMatch(it -> it.code() == 2 && it.value().equals(ByteBuffer.wrap(text("eth0"))));
    assertThat(second.options().getFirst().value().getInt(0)).isEqualTo(0x102);
  }

  @Test
  @Clause("draft-ietf-opsawg-pcapng 3.6")
  void each_section_has_its_own_byte_order() throws IOException {
    var big = new CaptureOctets(ByteOrder.BIG_ENDIAN).section().link(1, 9, new byte[] {0});
    var little = new CaptureOctets(ByteOrder.LITTLE_ENDIAN).section().link(1, 9, new byte[] {0});
    big.enhanced(0, 5, text("a"), NONE);
    little.enhanced(0, 6, text("b"), NONE);
    assertThat(read(big.octets(little.toBytes())))
        .containsExactly("1 5.000000000 link 1 a of 1", "2 6.000000000 link 1 b of 1");
  }

  @Test
  @Clause("draft-ietf-opsawg-pcapng 4.4")
  void simple_and_obsolete_packet_blocks_are_frames_too() throws IOException {
    var file = new CaptureOctets(ByteOrder.BIG_ENDIAN).section().link(1, 9, new byte[] {6});
    file.block(3, file.buffer(7).putInt(3).put(text("abc")).array());
    var obsolete = file.buffer(24).putShort((short) 0).putShort((short) 9);
    file.block(
        2, obsolete.putInt(0).putInt(2_000_000).putInt(4).putInt(4).put(text("four")).array());
    assertThat(read(file))
        .containsExactly("1 0.000000000 link 1 abc of 3", "2 2.000000000 link 1 four of 4");
  }

  @Test
  @Clause("draft-ietf-opsawg-pcapng 4.2")
  void times_have_an_offset_and_absurd_ones_are_none() throws IOException {
    var file = new CaptureOctets(ByteOrder.BIG_ENDIAN).section();
    file.link(1, 14, file.buffer(8).putLong(100).array()).link(1, 9, new byte[] {0});
    file.enhanced(0, 1_000_000, text("a"), NONE).enhanced(1, -1, text("b"), NONE);
    assertThat(read(file))
        .containsExactly("1 101.000000000 link 1 a of 1", "2 0.000000000 link 1 b of 1");
  }

  @Test
  void a_frame_does_not_hold_the_block_around_it() throws IOException {
    var file = new CaptureOctets(ByteOrder.LITTLE_ENDIAN).section().link(1, 9, new byte[] {6});
    file.enhanced(0, 1, text("small"), new byte[1 << 20]);
    var frame = (CaptureItem.Frame) items(file.toBytes()).getFirst();
    assertThat(frame.octets().array().length - frame.octets().arrayOffset()).isLessThan(1000);
    assertThat(read(file)).containsExactly("1 0.000001000 link 1 small of 5");
  }

  @Test
  void a_bad_block_is_said_and_the_next_is_read() throws IOException {
    var file = new CaptureOctets(ByteOrder.LITTLE_ENDIAN).section().link(1, 9, new byte[] {0});
    file.enhanced(5, 1, text("a"), NONE);
    file.block(6, file.buffer(20).putInt(0).putLong(0).putInt(-1).putInt(9).array());
    file.block(6, new byte[4]);
    file.enhanced(0, 1, text("good"), NONE);
    assertThat(read(file))
        .containsExactly(
            "unreadable after 0: a frame of the unknown interface 5",
            "unreadable after 0: a frame longer than its block",
            "unreadable after 0: a block shorter than its fields",
            "1 1.000000000 link 1 good of 4");
  }

  @Test
  void a_file_that_was_cut_off_is_read_to_the_cut() throws IOException {
    var pcap = new CaptureOctets(ByteOrder.BIG_ENDIAN).pcapHeader(0xA1B2C3D4, 1);
    pcap.words(1, 0, 1, 1).octets(text("a")).words(1, 0, 5, 5).octets(text("b"));
    assertThat(read(pcap))
        .containsExactly(
            "1 1.000000000 link 1 a of 1", "unreadable after 1: the file ends within a frame");
    var lying =
        new CaptureOctets(ByteOrder.BIG_ENDIAN).pcapHeader(0xA1B2C3D4, 1).words(1, 0, -1, 1);
    assertThat(read(lying))
        .containsExactly(
            "unreadable after 0: the file ends within a frame that says to have 4294967295 octets");
    var block = new CaptureOctets(ByteOrder.BIG_ENDIAN).section().words(6, 0x7FFF_FFFC);
    assertThat(read(block))
        .containsExactly("unreadable after 0: the file ends within a block of 2147483644 octets");
  }

  @Test
  void a_frame_longer_than_any_link_carries_is_left_out_and_the_next_is_read() throws IOException {
    int length = (1 << 20) + 1;
    var pcap = new CaptureOctets(ByteOrder.BIG_ENDIAN).pcapHeader(0xA1B2C3D4, 1);
    pcap.words(1, 0, length, length).octets(new byte[length]);
    pcap.words(2, 0, 1, 1).octets(text("a"));
    assertThat(read(pcap))
        .containsExactly(
            "unreadable after 0: a frame that says to have 1048577 octets",
            "1 2.000000000 link 1 a of 1");
  }

  @Test
  void what_is_no_capture_is_refused() {
    assertThatThrownBy(() -> CaptureFile.of(new ByteArrayInputStream(text("GIF89a"))))
        .isInstanceOf(IOException.class)
        .hasMessage("neither pcap nor pcapng");
    assertThatThrownBy(() -> CaptureFile.of(new ByteArrayInputStream(NONE)))
        .hasMessage("neither pcap nor pcapng");
  }

  @Test
  void several_files_are_one_in_the_order_of_time() throws IOException {
    Path one = folder.resolve("one.pcap");
    Path two = folder.resolve("two.pcapng");
    var pcap = new CaptureOctets(ByteOrder.BIG_ENDIAN).pcapHeader(0xA1B2C3D4, 1);
    pcap.words(1, 0, 1, 1).octets(text("a")).words(3, 0, 1, 1).octets(text("c"));
    Files.write(one, pcap.toBytes());
    var ng = new CaptureOctets(ByteOrder.BIG_ENDIAN).section().link(1, 9, new byte[] {0});
    Files.write(two, ng.enhanced(0, 2, text("b"), NONE).toBytes());
    try (var captures = Captures.open(List.of(one, two))) {
      List<String> shown = new ArrayList<>();
      for (var it = captures.next(); it.isPresent(); it = captures.next())
        shown.add(shown(it.get()));
      assertThat(shown)
          .containsExactly(
              "1 1.000000000 link 1 a of 1",
              "2 2.000000000 link 1 b of 1",
              "3 3.000000000 link 1 c of 1");
    }
    assertThatThrownBy(() -> Captures.open(List.of(one, folder)))
        .hasMessageStartingWith(folder.toString());
  }

  private static List<String> read(CaptureOctets file) throws IOException {
    return items(file.toBytes()).stream().map(CaptureFileTest::shown).toList();
  }

  private static List<CaptureItem> items(byte[] octets) throws IOException {
    List<CaptureItem> items = new ArrayList<>();
    try (var in = CaptureFile.of(new ByteArrayInputStream(octets))) {
      for (var it = in.next(); it.isPresent(); it = in.next()) items.add(it.get());
    }
    return items;
  }

  private static String shown(CaptureItem item) {
    return switch (item) {
      case CaptureItem.Frame frame -> shown(frame);
      case CaptureItem.DecryptionSecrets(var type, var octets) ->
          "secrets %08x %s".formatted(type, StandardCharsets.UTF_8.decode(octets.duplicate()));
      case CaptureItem.Unreadable(var after, var reason) ->
          "unreadable after " + after + ": " + reason;
    };
  }

  private static String shown(CaptureItem.Frame frame) {
    Instant time = frame.time();
    return "%d %d.%09d link %d %s of %d %s"
        .formatted(
            frame.number(),
            time.getEpochSecond(),
            time.getNano(),
            frame.linkType(),
            StandardCharsets.UTF_8.decode(frame.octets().duplicate()),
            frame.originalLength(),
            frame.comment())
        .strip();
  }
}
