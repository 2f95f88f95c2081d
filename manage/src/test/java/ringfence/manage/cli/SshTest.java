package ringfence.manage.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import ringfence.manage.access.Access;
import ringfence.manage.access.Role;
import ringfence.manage.event.Event;
import ringfence.testkit.Clause;

@Timeout(120)
class SshTest {
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.88.1");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;

  private final Product product = new Product();
  private final List<PublicKey> hostKeys = new CopyOnWriteArrayList<>();
  private SshClient client;
  private Ssh ssh;
  private int port;

  @BeforeEach
  void begin() throws Exception {
    product.administration.run(
        "test",
        List.of(
            "Aaa.User[Name=root].Password=\"correct horse\"",
            "Aaa.User[Name=root].AccessRights=Admin",
            "Aaa.User[Name=guest].Password=\"battery staple\""),
        Role.ADMIN);
    client = SshClient.setUpDefaultClient();
    client.setServerKeyVerifier((_, _, key) -> hostKeys.add(key));
    client.start();
    start();
  }

  @AfterEach
  void end() {
    ssh.stop();
    client.stop();
  }

  private void start() throws IOException {
    try (var free = new ServerSocket(0, 1, HERE)) {
      port = free.getLocalPort();
    }
    var access =
        new Access(
            product.configuration::stored,
            InstantSource.system(),
            new SecureRandom(),
            product.events);
    var shell = new Shell(() -> product.administration, () -> List.of("a unit"));
    ssh =
        new Ssh(
            new Ssh.Door(
                () -> Optional.of(HERE), folder.resolve("ssh-host-key"), access, product.events),
            shell);
    ssh.start(
        product
            .configuration
            .stored()
            .with(Cli.SSH, true)
            .with(Cli.SSH_PORT, port)
            .with(Cli.WELCOME, "Good day."));
  }

  @Test
  @Clause("RFC 4254 6.5")
  void one_command_is_answered_with_its_exit_status() throws Exception {
    try (var session = signIn("root", "correct horse")) {
      assertThat(command(session, "SipEp.BasePort")).isEqualTo("16000\n0");
      assertThat(command(session, "SipEp.BasePort=17000\nSipEp.BasePort")).endsWith("17000\n0");
      assertThat(command(session, "SipEp.BasePort=1")).endsWith("from 1025 to 64535.\n1");
    }
    assertThat(product.configuration.stored().get(Product.PORT)).isEqualTo(17000);
  }

  @Test
  void the_rights_are_those_of_the_account_at_each_line() throws Exception {
    try (var session = signIn("guest", "battery staple")) {
      assertThat(command(session, "SipEp.BasePort=17000")).endsWith("takes the role User.\n1");
      product.configuration.script("t", List.of("Aaa.User[Name=guest].AccessRights=User"));
      assertThat(command(session, "SipEp.BasePort=17000")).endsWith("\n0");
      product.configuration.script("t", List.of("Aaa.User[Name=guest].Delete=10"));
      assertThat(command(session, "SipEp.BasePort")).isEqualTo("0");
    }
  }

  @Test
  void a_wrong_password_is_refused_and_too_many_lock_the_account() throws Exception {
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> signIn("guest", "guess")).isInstanceOf(IOException.class);
    }
    assertThatThrownBy(() -> signIn("guest", "battery staple")).isInstanceOf(IOException.class);
    signIn("root", "correct horse").close();
    assertThat(product.events.recent())
        .extracting(Event::sentence)
        .anyMatch(it -> it.startsWith("guest was refused by SSH from 127."))
        .anyMatch(it -> it.startsWith("root signed in by SSH from 127."))
        .noneMatch(it -> it.contains("guess") || it.contains("correct horse"));
  }

  @Test
  @Clause("RFC 4253 8")
  void old_ways_to_agree_on_keys_are_not_spoken() {
    client.setKeyExchangeFactories(
        NamedFactory.setUpTransformedFactories(
            true,
            List.of(BuiltinDHFactories.dhg14_256, BuiltinDHFactories.dhgex256),
            ClientBuilder.DH2KEX));
    assertThatThrownBy(() -> signIn("root", "correct horse"))
        .hasStackTraceContaining("Unable to negotiate");
  }

  @Test
  void the_host_key_is_kept_for_its_owner_alone() throws Exception {
    signIn("root", "correct horse").close();
    ssh.stop();
    start();
    signIn("root", "correct horse").close();
    assertThat(hostKeys).hasSize(2).allMatch(hostKeys.getFirst()::equals);
    assertThat(ssh.table().now().getFirst().get(1).text())
        .isEqualTo(KeyUtils.getFingerPrint(BuiltinDigests.sha256, hostKeys.getFirst()));
    assertThat(Files.getPosixFilePermissions(folder.resolve("ssh-host-key")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void lines_are_edited_completed_and_recalled_at_a_terminal() throws Exception {
    try (var session = signIn("root", "correct horse");
        var person = new Person(session)) {
      assertThat(person.sees("ringfence> ")).contains("Good day.");
      // a name begun, completed by Tab; a digit too many, taken back
      assertThat(person.types("SipEp.BaseP\t=170001\b\r")).contains("Stored.");
      // the line before, recalled by the key Up; up to its value taken away
      assertThat(person.types("\u001bOA" + "\b".repeat(6) + "\r")).contains("17000");
      // Ctrl-C leaves the line
      assertThat(person.types("nonsense\u0003")).doesNotContain("There is no");
      // Ctrl-D leaves
      person.types("\u0004", "");
      person.leaves();
    }
    assertThat(product.configuration.stored().get(Product.PORT)).isEqualTo(17000);
  }

  @Test
  void a_script_comes_through_a_pipe() throws Exception {
    try (var session = signIn("root", "correct horse");
        var channel = session.createShellChannel()) {
      var out = new ByteArrayOutputStream();
      channel.setUsePty(false);
      channel.setIn(
          new ByteArrayInputStream(
              "SipEp.BasePort=18000\nsysinfo\n".getBytes(StandardCharsets.UTF_8)));
      channel.setOut(out);
      channel.open().verify(PATIENCE);
      channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), PATIENCE);
      assertThat(out.toString(StandardCharsets.UTF_8)).endsWith("a unit\n");
    }
    assertThat(product.configuration.stored().get(Product.PORT)).isEqualTo(18000);
  }

  @Test
  void nothing_is_forwarded_and_no_file_is_served() throws Exception {
    try (var session = signIn("root", "correct horse")) {
      assertThatThrownBy(
              () ->
                  session.startRemotePortForwarding(
                      new SshdSocketAddress("127.0.0.1", 0), new SshdSocketAddress("127.0.0.1", 9)))
          .isInstanceOf(IOException.class);
      var files = session.createSubsystemChannel("sftp");
      files.open().await(PATIENCE);
      assertThat(files.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), PATIENCE))
          .contains(ClientChannelEvent.CLOSED);
    }
  }

  @Test
  void a_ninth_connection_is_closed() throws Exception {
    List<ClientSession> sessions = new ArrayList<>();
    for (int i = 0; i < 8; i++) sessions.add(signIn("root", "correct horse"));
    assertThatThrownBy(() -> signIn("root", "correct horse")).isInstanceOf(IOException.class);
    sessions.getFirst().close(false).await(PATIENCE);
    for (ClientSession session : sessions) session.close();
  }

  private ClientSession signIn(String name, String password) throws IOException {
    var session =
        client.connect(name, HERE.getHostAddress(), port).verify(PATIENCE).getClientSession();
    session.addPasswordIdentity(password);
    try {
      session.auth().verify(PATIENCE);
      return session;
    } catch (IOException e) {
      session.close(true);
      throw e;
    }
  }

  private static String command(ClientSession session, String line) throws IOException {
    try (var channel = session.createExecChannel(line)) {
      var out = new ByteArrayOutputStream();
      channel.setOut(out);
      channel.open().verify(PATIENCE);
      channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), PATIENCE);
      return out.toString(StandardCharsets.UTF_8) + channel.getExitStatus();
    }
  }

  /// Someone at a terminal.
  private static final class Person implements AutoCloseable {
    private final ChannelShell channel;
    private final PipedOutputStream keys = new PipedOutputStream();
    private final PipedInputStream screen = new PipedInputStream(1 << 16);

    Person(ClientSession session) throws IOException {
      channel = session.createShellChannel();
      channel.setPtyType("xterm");
      channel.setIn(new PipedInputStream(keys));
      channel.setOut(new PipedOutputStream(screen));
      channel.open().verify(PATIENCE);
    }

    String types(String text) throws IOException {
      return types(text, "ringfence> ");
    }

    String types(String text, String until) throws IOException {
      keys.write(text.getBytes(StandardCharsets.UTF_8));
      keys.flush();
      return sees(until);
    }

    /// What appears until this does.
    String sees(String until) throws IOException {
      var seen = new StringBuilder();
      while (!seen.toString().endsWith(until)) {
        int next = screen.read();
        if (next < 0) throw new IOException("the channel ended after: " + seen);
        seen.append((char) next);
      }
      return seen.toString();
    }

    void leaves() {
      channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), PATIENCE);
      assertThat(channel.getExitStatus()).isZero();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
