package ringfence.proxy.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ringfence.manage.event.Report;
import ringfence.proxy.location.AddressOfRecord;
import ringfence.proxy.store.Database;

class UserFollowerTest {
  private final BlockingQueue<List<StoredUser>> seen = new LinkedBlockingQueue<>();
  private final BlockingQueue<Report> told = new LinkedBlockingQueue<>();
  private Database database;

  @BeforeEach
  void prepare(@TempDir Path folder) {
    database = new Database.File(folder.resolve("users.db"));
  }

  private static StoredUser user(String name, String password) {
    return StoredUser.of(new AddressOfRecord(name, "h"), password.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void a_follower_sees_what_another_process_changed_and_says_whom() throws Exception {
    try (UserStore store = UserStore.open(database);
        var follower = new UserFollower(database, seen::add, told::add)) {
      store.add(user("100", "a"));
      follower.start();
      assertThat(seen.poll()).containsExactly(user("100", "a"));
      assertThat(told).as("whom it found at its start").isEmpty();
      store.add(user("101", "b"));
      assertThat(seen.poll(10, TimeUnit.SECONDS)).hasSize(2);
      assertThat(told.poll(10, TimeUnit.SECONDS).fields()).containsOnly(entry("added", "101@h"));
      store.replace(user("101", "c"));
      assertThat(told.poll(10, TimeUnit.SECONDS).fields()).containsOnly(entry("password", "101@h"));
      store.remove(user("100", "").address());
      assertThat(told.poll(10, TimeUnit.SECONDS).fields()).containsOnly(entry("removed", "100@h"));
    }
  }

  @Test
  void who_asks_to_look_says_it_himself() throws Exception {
    try (UserStore store = UserStore.open(database);
        var follower = new UserFollower(database, seen::add, told::add)) {
      store.add(user("100", "a"));
      follower.look(UserFollower.Why.ASKED);
      store.add(user("101", "a"));
      follower.look(UserFollower.Why.ASKED);
      follower.look(UserFollower.Why.TIME);
      assertThat(seen).hasSize(2);
      assertThat(told).isEmpty();
    }
  }

  @Test
  void of_thousands_who_come_at_once_ten_are_named() {
    List<StoredUser> many = IntStream.range(0, 3000).mapToObj(it -> user("u" + it, "")).toList();
    assertThat(UserChanges.between(List.of(), many).report().fields())
        .hasEntrySatisfying("added", it -> assertThat(it).endsWith("@h and 2990 more"));
    assertThat(UserChanges.between(many, many).report().fields()).isEmpty();
  }
}
