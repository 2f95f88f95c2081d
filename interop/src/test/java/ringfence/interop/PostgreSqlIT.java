package ringfence.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// The proxy's users in PostgreSQL: tables by the same migrations as the embedded store, hashes
/// alone, and a database that goes away.
class PostgreSqlIT {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  private Ground ground;
  private Ringfence ringfence;
  private Authority authority;

  @BeforeEach
  void prepare() {
    ground = new Ground(folder);
    authority = Authority.ours();
    ringfence = new Ringfence(ground, authority);
  }

  @Test
  void a_user_who_is_added_while_the_proxy_runs_registers_and_goes_on_when_the_database_is_away() {
    InetSocketAddress proxy = ground.at(11, Ringfence.PROXY_PORT);
    try (var database = PostgreSql.start(ground, 31);
        var running = ringfence.proxy(11, settings(database))) {
      user("add", "300");
      assertThat(database.ask("SELECT * FROM subscriber", "ringfence"))
          .contains("300")
          .doesNotContain("secret300");
      ringfence.answer(telephone("300", proxy)).close();

      database.kill();
      running.await("The database of users is away");
      ringfence.answer(telephone("300", proxy)).close();

      database.startAgain();
      user("remove", "300");
      assertThat(database.ask("SELECT count(*) FROM subscriber", "ringfence").strip())
          .isEqualTo("0");
      assertThat(running.alive()).isTrue();
    }
  }

  private static String settings(PostgreSql database) {
    return """
    user_database = "%s"
    user_database_password = "secret"
    """
        .formatted(database.url());
  }

  private void user(String what, String name) {
    Path secret = Ground.write(ground.file("password-" + name), "secret" + name + "\n");
    String settings = ground.file("proxy.settings").toString();
    String address = name + "@" + ground.address(11);
    var command = new java.util.ArrayList<>(List.of("proxy", "user", what, settings, address));
    if (what.equals("add")) command.addAll(List.of("--password-file", secret.toString()));
    Peer peer = ringfence.start(command);
    assertThat(peer.exit(Duration.ofSeconds(30))).as(peer.text()).isZero();
  }

  private Ringfence.Telephone telephone(String user, InetSocketAddress proxy) {
    Path silence = Sound.tone(440, 1).write(ground.file("play.wav"));
    return new Ringfence.Telephone(12, user, proxy, silence, ground.file("record.wav"));
  }
}
