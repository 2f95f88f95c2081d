package ringfence.proxy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import ringfence.proxy.cluster.Presence.Member;
import ringfence.sip.message.HostPort;

class PresenceTest {
  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
  private static final HostPort LINK = HostPort.of("192.0.2.1", 5071);
  private static final HostPort PHONES = HostPort.of("192.0.2.1", 5061);

  private final Presence presence = new Presence("self");

  private static Member a(String life, boolean up) {
    return new Member("a", life, List.of(LINK, PHONES), up);
  }

  @Test
  void a_node_comes_goes_and_comes_back_and_each_is_told_once() {
    assertThat(presence.heard(List.of(a("1", true)), NOW)).hasSize(1);
    assertThat(presence.heard(List.of(a("1", true)), NOW)).isEmpty();
    assertThat(presence.isUp("a")).isTrue();
    assertThat(presence.heard(List.of(a("1", false)), NOW)).hasSize(1);
    assertThat(presence.isUp("a")).isFalse();
    assertThat(presence.heard(List.of(a("2", true)), NOW)).hasSize(1);
    assertThat(presence.isUp("a", "2")).isTrue();
    assertThat(presence.isUp("a", "1")).as("it is another process now").isFalse();
  }

  @Test
  void a_route_of_a_node_that_is_down_is_still_known_as_its_own() {
    presence.heard(List.of(a("1", false)), NOW);
    assertThat(presence.named(PHONES)).contains("a");
    assertThat(presence.named(LINK)).contains("a");
    assertThat(presence.named(HostPort.of("192.0.2.9", 5061))).isEmpty();
  }

  @Test
  void after_Redis_was_away_a_node_has_a_moment_to_say_that_it_is_there() {
    presence.heard(List.of(a("1", true)), NOW);
    presence.resumed(NOW);
    assertThat(presence.heard(List.of(a("1", false)), NOW.plusMillis(300))).isEmpty();
    assertThat(presence.isUp("a")).isTrue();
    assertThat(presence.heard(List.of(a("1", false)), NOW.plusMillis(1000))).hasSize(1);
  }

  @Test
  void a_node_that_Redis_has_forgotten_is_down() {
    presence.heard(List.of(a("1", true)), NOW);
    assertThat(presence.heard(List.of(), NOW.plusSeconds(5))).hasSize(1);
    assertThat(presence.isUp("a")).isFalse();
  }

  @Test
  void this_node_is_none_of_the_others() {
    presence.heard(List.of(new Member("self", "1", List.of(LINK), true)), NOW);
    assertThat(presence.members()).isEmpty();
  }
}
