package ringfence.proxy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import ringfence.proxy.cluster.Replica.Merged;
import ringfence.proxy.location.AddressOfRecord;
import ringfence.proxy.location.Binding;
import ringfence.proxy.location.Device;
import ringfence.proxy.location.LocationService.Change;
import ringfence.proxy.location.Reach;
import ringfence.sip.message.Parameters;
import ringfence.sip.message.Transport;
import ringfence.sip.message.Uri;
import ringfence.sip.transaction.Flow;

class ReplicaTest {
  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
  private static final AddressOfRecord ALICE = AddressOfRecord.parse("sip:alice@example.com");

  private final Replica a = node("a", "a1");
  private final Replica b = node("b", "b1");

  private static Replica node(String name, String life) {
    return new Replica(name, life, flow -> "flow" + flow.id(), awaiting -> awaiting);
  }

  private static InetSocketAddress at(int port) {
    return new InetSocketAddress("127.0.0.1", port);
  }

  private static Flow flow(long id) {
    return new Flow(id, Transport.TLS, at(5061), at(40_000 + (int) id));
  }

  private static Binding binding(String contact, String callId, Reach reach) {
    return new Binding(
        ALICE,
        Uri.parse(contact),
        Parameters.parse(""),
        1000,
        callId,
        1,
        NOW.plusSeconds(3600),
        reach,
        "phone");
  }

  private static Binding live(String contact, String callId, long flow) {
    return binding(contact, callId, new Reach.Live(flow(flow)));
  }

  private static Binding of(String instance, Binding binding) {
    return binding.with(new Device(Optional.of(instance), OptionalInt.empty(), List.of()));
  }

  private static List<Binding> seen(Replica replica, Set<String> livesUp) {
    return replica.bindings(ALICE, (_, life) -> livesUp.contains(life), NOW);
  }

  private static SharedRecord only(List<SharedRecord> writes) {
    assertThat(writes).hasSize(1);
    return writes.getFirst();
  }

  private SharedRecord registers(Replica node, Binding before, Binding after, Instant now) {
    return only(node.changed(new Change(ALICE, List.of(before), List.of(after)), now));
  }

  private SharedRecord registers(Replica node, Binding binding, Instant now) {
    return only(node.changed(new Change(ALICE, List.of(), List.of(binding)), now));
  }

  @Test
  void a_binding_of_one_node_is_elsewhere_for_another_and_awaited_while_its_node_is_down() {
    b.merge(registers(a, live("sip:alice@192.0.2.1", "1", 7), NOW));
    assertThat(seen(b, Set.of("a1")))
        .extracting(Binding::reach)
        .containsExactly(new Reach.Elsewhere("a", "flow7", Transport.TLS, at(40_007)));
    assertThat(seen(b, Set.of()))
        .extracting(Binding::reach)
        .containsExactly(new Reach.Awaiting(Transport.TLS, at(40_007)));
  }

  @Test
  void a_node_that_started_anew_has_none_of_the_flows_that_it_had() {
    b.merge(registers(a, live("sip:alice@192.0.2.1", "1", 7), NOW));
    assertThat(seen(b, Set.of("a2"))).noneMatch(Binding::isLive);
  }

  @Test
  void a_device_that_comes_back_elsewhere_is_where_it_came_back_and_nowhere_else() {
    Binding first = of("<urn:uuid:1>", live("sip:alice@192.0.2.1:1", "1", 7));
    b.merge(registers(a, first, NOW));
    Binding known = seen(b, Set.of("a1")).getFirst();
    Binding second = of("<urn:uuid:1>", live("sip:alice@192.0.2.1:2", "2", 9));
    SharedRecord write = registers(b, known, second, NOW.plusSeconds(1));
    assertThat(a.merge(write)).isEqualTo(new Merged.Changed(ALICE, Optional.empty()));
    assertThat(seen(a, Set.of("b1")))
        .singleElement()
        .extracting(Binding::reach)
        .isEqualTo(new Reach.Elsewhere("b", "flow9", Transport.TLS, at(40_009)));
  }

  @Test
  void a_late_word_of_the_old_node_does_not_win_against_the_new_registration() {
    Binding first = of("<urn:uuid:1>", live("sip:alice@192.0.2.1:1", "1", 7));
    b.merge(registers(a, first, NOW));
    Binding second = of("<urn:uuid:1>", live("sip:alice@192.0.2.1:2", "2", 9));
    registers(b, seen(b, Set.of("a1")).getFirst(), second, NOW.plusSeconds(1));
    Binding lost = first.with(new Reach.Awaiting(Transport.TLS, at(40_007)));
    SharedRecord gone = registers(a, first, lost, NOW.plusSeconds(5));
    assertThat(b.merge(gone)).isInstanceOf(Merged.Ours.class);
    assertThat(seen(b, Set.of("a1"))).containsExactly(second);
  }

  @Test
  void a_slow_clock_loses_against_nothing_that_its_node_has_seen() {
    Binding first = of("<urn:uuid:1>", live("sip:alice@192.0.2.1:1", "1", 7));
    b.merge(registers(a, first, NOW));
    Instant slow = NOW.minusSeconds(300);
    Binding second = of("<urn:uuid:1>", live("sip:alice@192.0.2.1:2", "2", 9));
    SharedRecord write = registers(b, seen(b, Set.of("a1")).getFirst(), second, slow);
    assertThat(a.merge(write)).isInstanceOf(Merged.Changed.class);
  }

  @Test
  void what_was_removed_stays_removed_whatever_older_write_comes_late() {
    Binding binding = live("sip:alice@192.0.2.1", "1", 7);
    SharedRecord write = registers(a, binding, NOW);
    b.merge(write);
    SharedRecord removal =
        only(a.changed(new Change(ALICE, List.of(binding), List.of()), NOW.plusSeconds(1)));
    assertThat(removal.isWithdrawn()).isTrue();
    assertThat(removal.expires()).isEqualTo(binding.expires());
    b.merge(removal);
    assertThat(b.merge(write)).isEqualTo(new Merged.Known());
    assertThat(seen(b, Set.of("a1"))).isEmpty();
  }

  @Test
  void a_change_that_says_nothing_new_is_not_written() {
    Binding binding = live("sip:alice@192.0.2.1", "1", 7);
    registers(a, binding, NOW);
    var again = new Change(ALICE, List.of(binding), List.of(binding));
    assertThat(a.changed(again, NOW.plusSeconds(1))).isEmpty();
  }

  @Test
  void a_node_takes_over_what_it_was_before_a_restart() {
    SharedRecord write = registers(a, live("sip:alice@192.0.2.1", "1", 7), NOW);
    Replica again = node("a", "a2");
    var merged = (Merged.Changed) again.merge(write);
    assertThat(merged.write().orElseThrow().stamp())
        .isEqualTo(new SharedRecord.Stamp(write.stamp().version(), "a", "a2"));
    assertThat(seen(again, Set.of()))
        .extracting(Binding::reach)
        .containsExactly(new Reach.Awaiting(Transport.TLS, at(40_007)));
    assertThat(again.merge(write)).as("its own echo").isNotInstanceOf(Merged.Changed.class);
  }

  @Test
  void Redis_that_lost_everything_is_given_again_what_each_node_holds_flows_of() {
    SharedRecord write = registers(a, live("sip:alice@192.0.2.1", "1", 7), NOW);
    b.merge(write);
    assertThat(a.missing(Set.of(), NOW)).containsExactly(write);
    assertThat(a.missing(Set.of(write.key()), NOW)).isEmpty();
    assertThat(b.missing(Set.of(), NOW)).as("it is not b's to tell").isEmpty();
  }

  @Test
  void a_registration_that_only_the_file_of_a_killed_node_kept_is_shared_after_its_restart() {
    SharedRecord old = registers(a, live("sip:alice@192.0.2.1", "1", 7), NOW);
    Binding renewed =
        new Binding(
            ALICE,
            Uri.parse("sip:alice@192.0.2.1"),
            Parameters.parse(""),
            1000,
            "1",
            2,
            NOW.plusSeconds(5000),
            new Reach.Awaiting(Transport.TLS, at(40_008)),
            "phone");
    Replica again = node("a", "a2");
    again.kept(renewed);
    var merged = (Merged.Ours) again.merge(old);
    assertThat(merged.write().stamp().version()).isGreaterThan(old.stamp().version());
    assertThat(b.merge(merged.write())).isInstanceOf(Merged.Changed.class);
    assertThat(seen(b, Set.of())).singleElement().extracting(Binding::cseq).isEqualTo(2L);
  }

  @Test
  void what_expires_is_forgotten_and_not_written_as_removed() {
    Binding binding = live("sip:alice@192.0.2.1", "1", 7);
    registers(a, binding, NOW);
    Instant later = binding.expires();
    assertThat(a.changed(new Change(ALICE, List.of(binding), List.of()), later)).isEmpty();
    a.elapse(later);
    assertThat(a.of("a")).isEmpty();
  }

  /// Redis as the script in it works, and how far each node has come with it.
  private static final class SmallRedis {
    final Map<String, SharedRecord> records = new HashMap<>();
    final List<SharedRecord> stream = new ArrayList<>();

    Optional<SharedRecord> write(SharedRecord said) {
      SharedRecord there = records.get(said.key());
      if (there != null && there.stamp().compareTo(said.stamp()) > 0) return Optional.of(there);
      records.put(said.key(), said);
      stream.add(said);
      return Optional.empty();
    }
  }

  private static final class SmallNode {
    final Replica replica;
    final Deque<SharedRecord> unsent = new ArrayDeque<>();
    int heard;

    SmallNode(String name) {
      this.replica = node(name, name + "1");
    }

    void send(SmallRedis redis) {
      if (!unsent.isEmpty()) redis.write(unsent.poll()).ifPresent(this::merge);
    }

    void hear(SmallRedis redis) {
      if (heard < redis.stream.size()) merge(redis.stream.get(heard++));
    }

    void merge(SharedRecord said) {
      switch (replica.merge(said)) {
        case Merged.Known _ -> {}
        case Merged.Ours(var write) -> unsent.add(write);
        case Merged.Changed(_, var write) -> write.ifPresent(unsent::add);
      }
    }
  }

  @Test
  void whatever_nodes_write_while_they_hear_late_of_one_another_they_come_to_see_the_same() {
    for (int seed = 0; seed < 500; seed++) {
      var chance = new Random(seed);
      var redis = new SmallRedis();
      var nodes = List.of(new SmallNode("a"), new SmallNode("b"), new SmallNode("c"));
      for (int step = 0; step < 60; step++) {
        SmallNode node = nodes.get(chance.nextInt(3));
        switch (chance.nextInt(4)) {
          case 0 -> node.unsent.addAll(write(node.replica, chance, step));
          case 1 -> node.send(redis);
          default -> node.hear(redis);
        }
      }
      for (int i = 0; i < 1000; i++) {
        for (SmallNode node : nodes) node.send(redis);
        for (SmallNode node : nodes) node.hear(redis);
      }
      var views = nodes.stream().map(node -> view(node.replica)).distinct().toList();
      assertThat(views).as("seed " + seed).hasSize(1);
    }
  }

  private static List<SharedRecord> write(Replica node, Random chance, int step) {
    var up = Set.of("a1", "b1", "c1");
    List<Binding> before = seen(node, up);
    var after = new ArrayList<>(before);
    String contact = "sip:alice@192.0.2." + chance.nextInt(3);
    after.removeIf(it -> it.contact().toString().equals(contact));
    if (chance.nextInt(4) > 0) after.add(live(contact, "call" + step, step));
    Instant now = NOW.plus(Duration.ofMillis(chance.nextInt(20)));
    return node.changed(new Change(ALICE, before, after), now);
  }

  private static Set<String> view(Replica node) {
    return seen(node, Set.of("a1", "b1", "c1")).stream()
        .map(it -> it.contact() + " " + it.callId())
        .collect(Collectors.toSet());
  }
}
