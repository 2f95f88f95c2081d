package ringfence.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ringfence.proxy.location.AddressOfRecord;
import ringfence.proxy.store.Database;
import ringfence.proxy.users.StoredUser;
import ringfence.proxy.users.UserStore;
import ringfence.sip.message.Contact;
import ringfence.sip.message.Header;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;

/// What was acknowledged outlives `kill -9`.
class KillTest {
  @TempDir Path folder;

  private Path settings() throws Exception {
    return Files.writeString(
        folder.resolve("proxy.conf"),
        """
        listen = tcp:127.0.0.1:0
        data = data
        user[name=100].password = "geheim"
        failed_authentications = 10000
        failed_authentications_per_user = 100000
        unknown_users = 10000
        """);
  }

  @Test
  void a_registration_that_was_answered_200_is_there_after_kill_9() throws Exception {
    Path settings = settings();
    List<String> acknowledged = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      try (var proxy = ProxyProcess.start(settings);
          var phone = ScriptedPhone.tcp(proxy.address())) {
        phone.registers("100", "geheim");
        proxy.killed();
        acknowledged.add(phone.contact("100"));
      }
    }
    try (var proxy = ProxyProcess.start(settings);
        var phone = ScriptedPhone.tcp(proxy.address())) {
      assertThat(bindings(phone)).containsExactlyInAnyOrderElementsOf(acknowledged);
    }
  }

  @Test
  void a_user_that_was_added_is_there_after_kill_9_of_who_added_it() throws Exception {
    Path file = folder.resolve("users.db");
    Process adding = ProxyProcess.java(Adding.class, file.toString());
    assertThat(adding.inputReader().readLine()).isEqualTo("added");
    adding.destroyForcibly();
    adding.onExit().join();
    try (UserStore store = UserStore.open(new Database.File(file))) {
      assertThat(store.list()).containsExactly(Adding.USER);
    }
  }

  @Test
  void a_running_proxy_sees_a_user_that_is_added_and_knows_it_after_kill_9() throws Exception {
    Path settings = settings();
    try (var proxy = ProxyProcess.start(settings)) {
      try (UserStore store = UserStore.open(new Database.File(folder.resolve("data/users.db")))) {
        store.add(Adding.USER);
      }
      registersSoon(proxy);
    }
    try (var proxy = ProxyProcess.start(settings);
        var phone = ScriptedPhone.tcp(proxy.address())) {
      phone.registers("200", "neu");
    }
  }

  private static void registersSoon(ProxyProcess proxy) throws Exception {
    Instant end = Instant.now().plusSeconds(10);
    while (true) {
      try (var phone = ScriptedPhone.tcp(proxy.address())) {
        phone.authenticated(phone.request(Method.REGISTER, "200", ""), "200", "neu");
        var answer = (SipResponse) phone.next();
        if (answer.status().value() == 200) return;
        assertThat(answer.status().value()).isEqualTo(401);
        assertThat(Instant.now()).isBefore(end);
      }
    }
  }

  /// Adds a user in a process of its own, says so, and waits to be killed.
  static final class Adding {
    static final StoredUser USER =
        StoredUser.of(
            new AddressOfRecord("200", "127.0.0.1"), "neu".getBytes(StandardCharsets.UTF_8));

    private Adding() {}

    public static void main(String[] arguments) throws Exception {
      UserStore store = UserStore.open(new Database.File(Path.of(arguments[0])));
      if (store.add(USER)) System.out.println("added");
      while (System.in.read() >= 0) continue;
    }
  }

  private static List<String> bindings(ScriptedPhone phone) throws Exception {
    SipRequest register = phone.request(Method.REGISTER, "100", "");
    register = register.with(register.headers().without(Header.CONTACT));
    phone.authenticated(register, "100", "geheim");
    return phone.got(200).headers().all(Header.CONTACT).stream()
        .map(contact -> ((Contact.Address) contact).uri().toString())
        .toList();
  }
}
