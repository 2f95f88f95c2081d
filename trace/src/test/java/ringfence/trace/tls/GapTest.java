package ringfence.trace.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GapTest {
  /// A place in what one party sends.
  private record Hole(Direction direction, int from, int to) {}

  @ParameterizedTest
  @ValueSource(strings = {"tls13-aes128", "tls12-rsa-gcm", "tls11-rsa-cbc"})
  void after_a_record_that_is_missing_the_next_is_read(String name) {
    int first = lengthBefore(name, "OPTIONS");
    List<TlsEvent> whole = read(name, new Hole(Direction.FORWARD, 0, 0));
    List<TlsEvent> events = read(name, new Hole(Direction.FORWARD, first, first + 40));

    assertThat(Recording.text(whole, Direction.FORWARD)).startsWith("OPTIONS");
    assertThat(events).contains(new TlsEvent.Lost(Direction.FORWARD, 40));
    assertThat(Recording.text(events, Direction.FORWARD)).doesNotContain("OPTIONS sip");
    assertThat(lastOfClient(events)).isEqualTo(lastOfClient(whole));
  }

  @Test
  void a_hole_inside_a_record_costs_that_record_alone() {
    int first = lengthBefore("tls12-rsa-gcm", "OPTIONS");
    var conversation = Recording.conversation(40_000, secrets("tls12-rsa-gcm"));
    List<TlsEvent> events = new ArrayList<>();
    int at = 0;
    for (Recording.Chunk chunk : Recording.chunks("tls12-rsa-gcm")) {
      byte[] octets = chunk.octets().toArray();
      if (chunk.fromClient() && at == first) {
        events.addAll(conversation.feed(Direction.FORWARD, Arrays.copyOf(octets, 20)));
        events.addAll(conversation.lost(Direction.FORWARD, 10));
        octets = Arrays.copyOfRange(octets, 30, octets.length);
      }
      events.addAll(conversation.feed(chunk.direction(), octets));
      if (chunk.fromClient()) at += chunk.octets().length();
    }

    assertThat(events)
        .filteredOn(TlsEvent.Encrypted.class::isInstance)
        .singleElement()
        .extracting(TlsEvent::info)
        .asString()
        .endsWith("a part of the record is not in the capture");
    assertThat(lastOfClient(events).info()).contains("close_notify");
  }

  @Test
  void a_handshake_with_a_hole_is_named_as_the_reason() {
    List<TlsEvent> events =
        read("tls12-rsa-gcm", new Hole(Direction.BACKWARD, 0, 500), new TlsSecrets());

    assertThat(events)
        .filteredOn(TlsEvent.Encrypted.class::isInstance)
        .first()
        .extracting(TlsEvent::info)
        .asString()
        .endsWith("a part of the handshake is not in the capture");
  }

  private static TlsEvent lastOfClient(List<TlsEvent> events) {
    return events.stream()
        .filter(event -> event.direction() == Direction.FORWARD)
        .reduce((_, last) -> last)
        .orElseThrow();
  }

  private static TlsSecrets secrets(String name) {
    var secrets = new TlsSecrets();
    secrets.addKeyLog(Recording.keys(name));
    return secrets;
  }

  private static List<TlsEvent> read(String name, Hole hole) {
    return read(name, hole, secrets(name));
  }

  private static List<TlsEvent> read(String name, Hole hole, TlsSecrets secrets) {
    var conversation = Recording.conversation(40_000, secrets);
    List<TlsEvent> events = new ArrayList<>();
    int[] at = new int[2];
    for (Recording.Chunk chunk : Recording.chunks(name)) {
      byte[] octets = chunk.octets().toArray();
      int start = at[chunk.direction().ordinal()];
      at[chunk.direction().ordinal()] += octets.length;
      if (chunk.direction() != hole.direction()) {
        events.addAll(conversation.feed(chunk.direction(), octets));
        continue;
      }
      int from = Math.clamp(hole.from() - start, 0, octets.length);
      int to = Math.clamp(hole.to() - start, from, octets.length);
      events.addAll(conversation.feed(chunk.direction(), Arrays.copyOf(octets, from)));
      if (to > from) events.addAll(conversation.lost(chunk.direction(), to - from));
      byte[] rest = Arrays.copyOfRange(octets, to, octets.length);
      events.addAll(conversation.feed(chunk.direction(), rest));
    }
    return events;
  }

  /// How much the client sends before the segment that carries a text.
  private static int lengthBefore(String name, String text) {
    var conversation = Recording.conversation(40_000, secrets(name));
    int length = 0;
    for (Recording.Chunk chunk : Recording.chunks(name)) {
      var events = conversation.feed(chunk.direction(), chunk.octets().toArray());
      if (Recording.text(events, Direction.FORWARD).startsWith(text)) return length;
      if (chunk.fromClient()) length += chunk.octets().length();
    }
    throw new IllegalStateException(name + " does not carry " + text);
  }
}
