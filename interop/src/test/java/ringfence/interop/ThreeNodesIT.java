package ringfence.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// One proxy of three nodes with a real Redis, each a process that can be killed.
class ThreeNodesIT {
  private static final Duration SOON = Duration.ofSeconds(2);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @AutoClose private RedisServer redis;
  @AutoClose private ThreeNodes nodes;

  @BeforeEach
  void three_nodes_that_know_of_one_another() {
    var ground = new Ground(folder);
    redis = RedisServer.start(ground, 20, false);
    nodes = ThreeNodes.start(ground, redis);
  }

  @Test
  void a_call_between_devices_of_different_nodes_goes_through_both_and_both_may_end_it() {
    try (var alice = nodes.phone("alice", "a");
        var bob = nodes.phone("bob", "b")) {
      alice.registers();
      bob.registers();
      TextCall first = alice.calls("bob", bob);
      assertThat(first.rung().all("Via")).as("alice, a and b").hasSize(3);
      first.sends(alice, "BYE");
      bob.answers(bob.got("BYE"), "200 OK");
      alice.got("200");

      TextCall second = alice.calls("bob", bob);
      second.sendsBack(bob, "BYE");
      alice.answers(alice.got("BYE"), "200 OK");
      bob.got("200");
    }
  }

  @Test
  void a_BYE_finds_the_callee_that_came_back_elsewhere_after_its_node_was_killed_in_the_call() {
    inACallWhoseNodeIsKilled(
        (call, alice, bob) -> {
          call.sends(alice, "BYE");
          bob.answers(bob.got("BYE"), "200 OK");
          alice.got("200");
        });
  }

  @Test
  void the_callee_that_came_back_elsewhere_ends_the_call_itself() {
    inACallWhoseNodeIsKilled(
        (call, alice, bob) -> {
          nodes.awaitNode("c", "b", "down");
          call.sendsBack(bob, "BYE");
          alice.answers(alice.got("BYE"), "200 OK");
          bob.got("200");
        });
  }

  private interface Going {
    void on(TextCall call, TextPhone alice, TextPhone bob);
  }

  /// Alice calls bob, whose node is killed; the call goes on when bob is back at another.
  private void inACallWhoseNodeIsKilled(Going going) {
    try (var alice = nodes.phone("alice", "a");
        var bob = nodes.phone("bob", "b")) {
      alice.registers();
      bob.registers();
      TextCall call = alice.calls("bob", bob);
      nodes.kill("b");
      try (var again = nodes.phone("bob", "c")) {
        again.registers();
        going.on(call, alice, again);
      }
    }
  }

  @Test
  void a_device_of_a_killed_node_is_reached_within_two_seconds_of_its_coming_back_elsewhere() {
    try (var alice = nodes.phone("alice", "a");
        var bob = nodes.phone("bob", "b")) {
      alice.registers();
      bob.registers();
      nodes.kill("b");
      Instant back = Instant.now();
      try (var again = nodes.phone("bob", "c")) {
        again.registers();
        alice.calls("bob", again);
        assertThat(Duration.between(back, Instant.now())).isLessThan(SOON);
      }
    }
  }

  @Test
  void a_node_that_was_killed_and_starts_again_knows_who_is_where() {
    try (var alice = nodes.phone("alice", "a");
        var bob = nodes.phone("bob", "b")) {
      alice.registers();
      bob.registers();
      nodes.kill("a");
      nodes.launch("a");
      nodes.await("a", "Everything is shared");
      try (var again = nodes.phone("alice", "a")) {
        again.registers();
        again.calls("bob", bob);
      }
    }
  }

  @Test
  void without_Redis_each_node_serves_what_it_knows_and_shares_the_rest_when_Redis_is_back() {
    try (var alice = nodes.phone("alice", "a");
        var bob = nodes.phone("bob", "b")) {
      alice.registers();
      bob.registers();
      alice.calls("bob", bob);
      redis.kill();
      nodes.await("a", "Redis is away");
      nodes.await("c", "Redis is away");
      alice.calls("bob", bob);
      try (var moved = nodes.phone("bob", "c")) {
        moved.registers();
        redis.startAgain();
        nodes.awaitNext("a", "Everything is shared");
        redis.awaitChange(moved.contact());
        alice.calls("bob", moved);
      }
    }
  }

  @Test
  void a_registration_is_answered_when_Redis_has_it_but_does_not_wait_for_a_slow_one() {
    try (var alice = nodes.phone("alice", "a");
        var bob = nodes.phone("bob", "b")) {
      alice.registers();
      assertThat(redis.changes()).contains(alice.contact());
      redis.stall();
      bob.registers();
      assertThat(redis.changes()).doesNotContain(bob.contact());
      nodes.await("b", "Redis is (slow|away)");
      redis.goOn();
      redis.awaitChange(bob.contact());
    }
  }

  @Test
  void no_acknowledged_registration_is_lost_when_Redis_and_a_node_are_killed_one_after_the_other() {
    try (var alice = nodes.phone("alice", "a");
        var bob = nodes.phone("bob", "b")) {
      alice.registers();
      redis.kill();
      nodes.await("b", "Redis is away");
      bob.registers();
      nodes.kill("b");
      redis.startAgain();
      nodes.launch("b");
      redis.awaitChange(alice.contact());
      redis.awaitChange(bob.contact());
    }
  }

  @Test
  void what_Redis_never_had_is_lost_with_a_node_without_data_until_the_device_registers_again() {
    nodes.kill("b");
    nodes.launchForgetful("b");
    nodes.await("b", "Everything is shared");
    try (var bob = nodes.phone("bob", "b")) {
      redis.kill();
      nodes.await("b", "Redis is away");
      bob.registers();
      nodes.kill("b");
      redis.startAgain();
      nodes.launchForgetful("b");
      nodes.await("b", "Everything is shared");
      assertThat(redis.changes()).doesNotContain(bob.contact());
    }
    try (var again = nodes.phone("bob", "b")) {
      again.registers();
      assertThat(redis.changes()).contains(again.contact());
    }
  }

  @Test
  void two_processes_by_the_name_of_one_node_are_told_of_at_both() {
    try (var twin = nodes.twin("a")) {
      twin.await("\\[a] Another node has this node's name");
      nodes.await("a", "\\[a] Another node has this node's name");
    }
  }
}
