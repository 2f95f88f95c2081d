package ringfence.proxy.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ringfence.manage.event.Report;
import ringfence.proxy.location.AddressOfRecord;
import ringfence.proxy.store.Database;
import ringfence.testkit.Clause;

class UserStoreTest {
  @TempDir Path folder;

  private Database database() {
    return new Database.File(folder.resolve("users.db"));
  }

  private static StoredUser user(String name, String password) {
    return StoredUser.of(
        new AddressOfRecord(name, "testrealm@host.com"), password.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  @Clause("RFC 7616 3.4.2")
  void what_is_stored_is_the_hash_of_user_realm_and_password() throws Exception {
    // RFC 2617 3.5: Mufasa of testrealm@host.com with the password "Circle Of Life"
    StoredUser mufasa = user("Mufasa", "Circle Of Life");
    assertThat(mufasa.ha1Md5()).isEqualTo("939e7578ed9e3c518a452acee763bce9");
    try (UserStore store = UserStore.open(database())) {
      assertThat(store.add(mufasa)).isTrue();
    }
    assertThat(new String(Files.readAllBytes(folder.resolve("users.db")), StandardCharsets.UTF_8))
        .contains(mufasa.ha1Md5())
        .doesNotContain("Circle Of Life");
    assertThat(mufasa.toString()).doesNotContain(mufasa.ha1Md5());
  }

  /// Only root can show it: others own what they make, and their folders.
  @Test
  void what_root_makes_belongs_to_the_owner_of_the_folder() throws Exception {
    boolean root = Files.getOwner(folder).getName().equals("root");
    UserPrincipal service =
        root
            ? folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody")
            : Files.getOwner(folder);
    Files.setOwner(folder, service);
    try (UserStore store = UserStore.open(database())) {
      store.add(user("100", "a"));
      try (var files = Files.list(folder)) {
        assertThat(files)
            .hasSizeGreaterThan(1)
            .allSatisfy(it -> assertThat(Files.getOwner(it)).isEqualTo(service));
      }
    }
  }

  @Test
  void the_file_is_for_its_owner_only() throws Exception {
    try (UserStore store = UserStore.open(database())) {
      store.add(user("100", "a"));
      try (var files = Files.list(folder)) {
        assertThat(files)
            .hasSizeGreaterThan(1)
            .allSatisfy(
                it ->
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(it)))
                        .isEqualTo("rw-------"));
      }
    }
  }

  @Test
  void users_are_added_changed_and_removed_and_each_change_is_counted() throws Exception {
    try (UserStore store = UserStore.open(database())) {
      assertThat(store.add(user("100", "a"))).isTrue();
      assertThat(store.add(user("100", "b"))).isFalse();
      assertThat(store.replace(user("100", "c"))).isTrue();
      assertThat(store.replace(user("101", "c"))).isFalse();
      assertThat(store.add(user("O'Neill; DROP TABLE subscriber", "x"))).isTrue();
      assertThat(store.list())
          .containsExactly(user("100", "c"), user("O'Neill; DROP TABLE subscriber", "x"));
      assertThat(store.remove(user("100", "").address())).isTrue();
      assertThat(store.remove(user("100", "").address())).isFalse();
      assertThat(store.changes()).isEqualTo(4);
    }
    try (UserStore again = UserStore.open(database())) {
      assertThat(again.list()).hasSize(1);
      assertThat(again.changes()).isEqualTo(4);
    }
  }

  @Test
  void while_the_database_is_away_nobody_is_forgotten_and_it_is_told_once() throws Exception {
    BlockingQueue<List<StoredUser>> seen = new LinkedBlockingQueue<>();
    BlockingQueue<Report> told = new LinkedBlockingQueue<>();
    try (UserStore store = UserStore.open(database());
        var follower = new UserFollower(database(), seen::add, told::add)) {
      store.add(user("100", "a"));
      follower.start();
      assertThat(seen.poll()).hasSize(1);
      try (var other = database().open();
          var statement = other.createStatement()) {
        statement.execute("ALTER TABLE subscriber_change RENAME TO away");
        assertThat(told.poll(10, TimeUnit.SECONDS)).asString().contains("away");
        statement.execute("ALTER TABLE away RENAME TO subscriber_change");
      }
      assertThat(told.poll(10, TimeUnit.SECONDS)).asString().contains("back");
      assertThat(seen).isEmpty();
    }
  }

  @Test
  void users_of_the_settings_come_before_those_of_the_database() {
    List<AddressOfRecord> gone = new ArrayList<>();
    try (var subscribers = new Subscribers()) {
      subscribers.add("100", "settings".getBytes(StandardCharsets.UTF_8), List.of("h"));
      StoredUser same =
          StoredUser.of(
              new AddressOfRecord("100", "h"), "database".getBytes(StandardCharsets.UTF_8));
      StoredUser other =
          StoredUser.of(new AddressOfRecord("101", "h"), "x".getBytes(StandardCharsets.UTF_8));
      gone.addAll(subscribers.store(List.of(same, other)));
      assertThat(gone).isEmpty();
      assertThat(subscribers.size()).isEqualTo(2);
      assertThat(subscribers.store(List.of())).containsExactly(other.address());
      assertThat(subscribers.has(same.address())).isTrue();
      assertThat(subscribers.has(other.address())).isFalse();
    }
  }
}
