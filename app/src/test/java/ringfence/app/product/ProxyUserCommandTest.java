package ringfence.app.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ringfence.app.Main;
import ringfence.app.option.ExitCode;
import ringfence.proxy.location.AddressOfRecord;
import ringfence.proxy.store.Database;
import ringfence.proxy.users.StoredUser;
import ringfence.proxy.users.UserStore;

class ProxyUserCommandTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void settings_and_a_password() throws Exception {
    Files.writeString(
        folder.resolve("proxy.conf"),
        """
        listen = udp:127.0.0.1:0
        domain = example.com
        data = data
        """);
    Files.writeString(folder.resolve("password"), "gehéim \nnot this\n");
  }

  private int user(String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "proxy";
    all[1] = "user";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    all[3] = folder.resolve("proxy.conf").toString();
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all);
  }

  private String passwordFile() {
    return "--password-file=" + folder.resolve("password");
  }

  @Test
  void a_user_is_added_to_the_one_domain_and_its_password_is_a_whole_line() throws Exception {
    assertThat(user("add", "SETTINGS", "100", passwordFile())).isZero();
    assertThat(user("add", "SETTINGS", "100@other.org", passwordFile())).isZero();
    var address = new AddressOfRecord("100", "example.com");
    try (UserStore store = UserStore.open(new Database.File(folder.resolve("data/users.db")))) {
      assertThat(store.list())
          .contains(StoredUser.of(address, "gehéim ".getBytes(StandardCharsets.UTF_8)));
    }
    assertThat(user("list", "SETTINGS")).isZero();
    assertThat(out.toString().lines()).containsExactly("sip:100@example.com", "sip:100@other.org");
  }

  @Test
  void what_is_not_there_or_there_already_is_said_and_fails() {
    assertThat(user("password", "SETTINGS", "100", passwordFile())).isEqualTo(ExitCode.FAILED);
    assertThat(user("add", "SETTINGS", "100", passwordFile())).isZero();
    assertThat(user("add", "SETTINGS", "100", passwordFile())).isEqualTo(ExitCode.FAILED);
    assertThat(user("password", "SETTINGS", "100", passwordFile())).isZero();
    assertThat(user("remove", "SETTINGS", "100")).isZero();
    assertThat(user("remove", "SETTINGS", "100")).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString().lines())
        .containsExactly(
            "ringfence proxy user: there is no sip:100@example.com",
            "ringfence proxy user: there is already a sip:100@example.com",
            "ringfence proxy user: there is no sip:100@example.com");
  }

  @Test
  void a_password_on_the_command_line_is_no_option_and_an_empty_one_is_none() throws Exception {
    assertThat(user("add", "SETTINGS", "100", "--password=x")).isEqualTo(ExitCode.USAGE);
    Files.writeString(folder.resolve("password"), "\n");
    assertThat(user("add", "SETTINGS", "100", passwordFile())).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("there is no password");
  }
}
