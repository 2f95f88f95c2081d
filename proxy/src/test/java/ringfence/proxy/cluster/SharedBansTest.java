package ringfence.proxy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import ringfence.proxy.cluster.SharedRecord.Stamp;
import ringfence.proxy.defence.Ban;
import ringfence.proxy.defence.Bans;
import ringfence.proxy.defence.Network;

class SharedBansTest {
  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
  private static final InetAddress SCANNER = InetAddress.ofLiteral("192.0.2.66");
  private static final Ban BAN =
      new Ban(Network.ofSource(SCANNER), "10 wrong passwords", NOW, NOW.plusSeconds(600));

  private final Side a = new Side("a");
  private final Side b = new Side("b");

  private static final class Side {
    final Bans bans = new Bans();
    final Outbox outbox = new Outbox();
    final SharedBans shared;

    Side(String name) {
      this.shared = new SharedBans(name, "1", bans, outbox, InstantSource.fixed(NOW));
      bans.listen(shared);
    }

    boolean hears() {
      return bans.of(SCANNER, NOW).isEmpty();
    }
  }

  private static void pass(Side from, Side to) {
    List<SharedRecord> writes = from.outbox.next();
    assertThat(writes).hasSize(1);
    from.outbox.taken(writes.getFirst());
    to.shared.merge(writes.getFirst());
  }

  @Test
  void who_is_banned_at_one_node_is_banned_at_the_others_with_the_reason_and_no_longer() {
    a.bans.add(BAN, Bans.Origin.HERE);
    pass(a, b);
    assertThat(b.bans.all(NOW)).containsExactly(BAN);
    assertThat(b.outbox.next()).as("it is not told again").isEmpty();
  }

  @Test
  void a_ban_that_any_node_lifts_is_lifted_everywhere() {
    a.bans.add(BAN, Bans.Origin.HERE);
    pass(a, b);
    b.bans.lift(BAN.source(), Bans.Origin.HERE);
    pass(b, a);
    assertThat(a.hears()).isTrue();
  }

  @Test
  void a_late_word_of_the_ban_does_not_undo_its_lifting() {
    a.bans.add(BAN, Bans.Origin.HERE);
    SharedRecord ban = a.outbox.next().getFirst();
    a.outbox.taken(ban);
    b.shared.merge(ban);
    b.bans.lift(BAN.source(), Bans.Origin.HERE);
    pass(b, a);
    a.shared.merge(ban);
    assertThat(a.hears()).isTrue();
  }

  @Test
  void Redis_that_lost_it_gets_it_again_from_the_node_that_banned() {
    a.bans.add(BAN, Bans.Origin.HERE);
    pass(a, b);
    b.shared.restore(Set.of());
    assertThat(b.outbox.next()).isEmpty();
    a.shared.restore(Set.of());
    assertThat(a.outbox.next()).hasSize(1);
  }

  @Test
  void what_another_version_wrote_is_left() {
    for (String text : List.of("", "x", "12", "x y")) {
      for (String key : List.of("ban ", "ban x", "ban 192.0.2.66", "binding x y")) {
        a.shared.merge(new SharedRecord(key, new Stamp(1, "c", "1"), NOW.plusSeconds(60), text));
      }
    }
    assertThat(a.bans.all(NOW)).isEmpty();
  }
}
