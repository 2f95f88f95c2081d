package ringfence.media.tone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import ringfence.testkit.Clause;

class TelephoneEventTest {
  private static byte[] bytes(TelephoneEvent event) {
    var out = ByteBuffer.allocate(4);
    event.write(out);
    return out.array();
  }

  /// What goes out in each 20 ms until all is sent.
  private static List<Optional<TelephoneEventSender.Packet>> send(
      TelephoneEventSender sender, long from) {
    List<Optional<TelephoneEventSender.Packet>> all = new ArrayList<>();
    for (long timestamp = from; sender.isActive(); timestamp += 160) {
      all.add(sender.next(timestamp & 0xFFFF_FFFFL));
    }
    return all;
  }

  @Test
  @Clause("RFC 4733 2.3")
  void an_event_is_four_octets_and_reads_back() {
    var event = new TelephoneEvent(11, true, 10, 400);
    assertThat(bytes(event)).containsExactly(11, 0x8A, 0x01, 0x90);
    assertThat(TelephoneEvent.read(ByteBuffer.wrap(bytes(event)))).contains(event);
    assertThat(event.key()).contains('#');
    assertThat(TelephoneEvent.read(ByteBuffer.wrap(new byte[3]))).isEmpty();
  }

  @Test
  @Clause({"RFC 4733 2.5.1.1", "RFC 4733 2.5.1.4"})
  void a_key_of_200_ms_is_three_packets_an_update_each_50_ms_and_its_end_three_times() {
    var sender = new TelephoneEventSender();
    assertThat(sender.press('5', Duration.ofMillis(200))).isTrue();
    var text = new StringBuilder();
    for (var packet : send(sender, 8000)) {
      packet.ifPresentOrElse(
          it ->
              text.append(it.event().duration())
                  .append(it.marker() ? "M" : "")
                  .append(it.event().end() ? "E" : "")
                  .append(it.timestamp() == 8000 ? " " : "? "),
          () -> text.append("- "));
    }
    assertThat(text.toString().strip())
        .isEqualTo("160M 320 480 - - 960 - - 1440 1600E 1600E 1600E");
  }

  @Test
  @Clause("RFC 4733 2.5.1.2")
  void between_two_keys_there_is_a_pause() {
    var sender = new TelephoneEventSender();
    sender.press('1', Duration.ofMillis(60));
    sender.press('1', Duration.ofMillis(60));
    var starts = new ArrayList<Long>();
    for (var packet : send(sender, 0))
      packet
          .filter(TelephoneEventSender.Packet::marker)
          .ifPresent(it -> starts.add(it.timestamp()));
    assertThat(starts).hasSize(2);
    assertThat(starts.get(1) - starts.get(0)).isGreaterThanOrEqualTo(480 + 400);
  }

  @Test
  @Clause("RFC 4733 2.5.2")
  void each_key_is_heard_once_under_loss_doubling_and_disorder() {
    var chance = new Random(4733);
    for (int run = 0; run < 200; run++) {
      String keys = "0123456789*#ABCD11#";
      var sender = new TelephoneEventSender();
      for (char key : keys.toCharArray())
        sender.press(key, Duration.ofMillis(40 + chance.nextInt(200)));
      List<TelephoneEventSender.Packet> wire = new ArrayList<>();
      for (var packet : send(sender, 0xFFFF_F000L)) packet.ifPresent(it -> carry(it, wire, chance));
      var receiver = new TelephoneEventReceiver();
      var heard = new StringBuilder();
      for (var packet : wire) {
        receiver
            .receive(ByteBuffer.wrap(bytes(packet.event())), packet.timestamp())
            .ifPresent(heard::append);
      }
      assertThat(heard.toString()).isEqualTo(keys);
    }
  }

  /// Loses a fifth at most two in a row of one key, doubles a fifth, swaps neighbours of one key.
  private static void carry(
      TelephoneEventSender.Packet packet, List<TelephoneEventSender.Packet> wire, Random chance) {
    boolean startOrEnd = packet.event().duration() == 160 || packet.event().end();
    if (startOrEnd && chance.nextInt(5) == 0) return;
    boolean swap =
        !wire.isEmpty()
            && wire.getLast().timestamp() == packet.timestamp()
            && chance.nextInt(5) == 0;
    wire.add(swap ? wire.size() - 1 : wire.size(), packet);
    if (chance.nextInt(5) == 0) wire.add(packet);
  }

  @Test
  @Clause("RFC 4733 2.5.1.3")
  void a_long_event_in_segments_is_one_key() {
    var receiver = new TelephoneEventReceiver();
    var first = ByteBuffer.wrap(bytes(new TelephoneEvent(7, false, 10, 0xFFFF)));
    var second = ByteBuffer.wrap(bytes(new TelephoneEvent(7, false, 10, 160)));
    assertThat(receiver.receive(first, 1000)).contains('7');
    assertThat(receiver.receive(second, 1000 + 0xFFFF)).isEmpty();
    assertThat(receiver.receive(second.rewind(), 1000 + 0xFFFF + 4000)).contains('7');
  }

  @Test
  void payloads_of_any_octets_bring_a_key_or_none() {
    var chance = new Random(7);
    var receiver = new TelephoneEventReceiver();
    int keys = 0;
    for (int i = 0; i < 100_000; i++) {
      byte[] payload = new byte[chance.nextInt(10)];
      chance.nextBytes(payload);
      var key =
          receiver.receive(ByteBuffer.wrap(payload), Integer.toUnsignedLong(chance.nextInt()));
      if (key.isPresent()) keys++;
      key.ifPresent(it -> assertThat("0123456789*#ABCD").contains(it.toString()));
    }
    assertThat(keys).isPositive();
  }
}
