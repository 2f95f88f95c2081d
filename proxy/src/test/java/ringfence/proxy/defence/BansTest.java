package ringfence.proxy.defence;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BansTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final Bans bans = new Bans();
  private final List<String> told = new ArrayList<>();

  BansTest() {
    bans.listen(
        new Bans.Listener() {
          @Override
          public void banned(Ban ban, Bans.Origin origin) {
            told.add("ban " + ban.source() + " " + origin);
          }

          @Override
          public void lifted(Network source, Bans.Origin origin) {
            told.add("lift " + source + " " + origin);
          }
        });
  }

  private static Network source(String address) {
    return Network.ofSource(InetAddress.ofLiteral(address));
  }

  private static Ban ban(String address, int seconds) {
    return new Ban(source(address), "it guessed", NOW, NOW.plusSeconds(seconds));
  }

  private boolean isBanned(String address, int after) {
    return bans.of(InetAddress.ofLiteral(address), NOW.plusSeconds(after)).isPresent();
  }

  @Test
  void a_ban_ends_by_itself() {
    bans.add(ban("192.0.2.1", 60), Bans.Origin.HERE);
    assertThat(isBanned("192.0.2.1", 59)).isTrue();
    assertThat(isBanned("192.0.2.2", 59)).isFalse();
    assertThat(isBanned("192.0.2.1", 60)).isFalse();
    assertThat(bans.all(NOW.plus(Duration.ofMinutes(1)))).isEmpty();
  }

  @Test
  void an_IPv6_host_is_banned_with_its_whole_link() {
    bans.add(ban("2001:db8::1", 60), Bans.Origin.HERE);
    assertThat(isBanned("2001:db8::ffff:1", 0)).isTrue();
    assertThat(isBanned("2001:db8:0:1::1", 0)).isFalse();
  }

  @Test
  void a_shorter_ban_changes_nothing_and_is_not_told() {
    assertThat(bans.add(ban("192.0.2.1", 60), Bans.Origin.HERE)).isTrue();
    assertThat(bans.add(ban("192.0.2.1", 30), Bans.Origin.ELSEWHERE)).isFalse();
    assertThat(told).containsExactly("ban 192.0.2.1 HERE");
    assertThat(isBanned("192.0.2.1", 59)).isTrue();
  }

  @Test
  void a_listener_knows_what_another_node_decided_so_that_it_goes_no_further() {
    bans.add(ban("192.0.2.1", 60), Bans.Origin.ELSEWHERE);
    bans.lift(source("192.0.2.1"), Bans.Origin.ELSEWHERE);
    assertThat(bans.lift(source("192.0.2.1"), Bans.Origin.HERE)).isFalse();
    assertThat(told).containsExactly("ban 192.0.2.1 ELSEWHERE", "lift 192.0.2.1 ELSEWHERE");
  }

  @Test
  void a_botnet_does_not_fill_the_memory() {
    for (int i = 0; i < 150_000; i++) {
      bans.add(
          ban("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255), 60), Bans.Origin.HERE);
    }
    assertThat(bans.all(NOW)).hasSize(100_000);
    assertThat(isBanned("10.2.73.239", 0)).isTrue();
  }
}
