package ringfence.manage.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.compression.BuiltinCompressions;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.server.session.ServerSession;
import ringfence.manage.access.Access;
import ringfence.manage.access.AccessEvents;
import ringfence.manage.access.User;
import ringfence.manage.event.EventLog;
import ringfence.manage.service.Lifecycle;
import ringfence.manage.setting.Settings;
import ringfence.manage.status.Cell;
import ringfence.manage.status.StatusTable;

/// The command line by SSH (RFC 4253, 4254): `ssh admin@192.0.2.30` for a person, and `ssh
/// admin@192.0.2.30 NAME` for a program. Passwords are those of the pages; while only the factory's
/// password is there, nobody gets in from another host. Nothing is forwarded, no file is served.
public final class Ssh implements Lifecycle {
  private static final int MOST_SESSIONS = 8;
  private static final String MEANS = "SSH";
  private static final AttributeKey<User> USER = new AttributeKey<>();

  private final Door door;
  private final Shell shell;
  private final Semaphore places = new Semaphore(MOST_SESSIONS);
  private volatile Optional<Open> open = Optional.empty();

  /// What is running, and the key it is known by.
  private record Open(SshServer server, PublicKey key) {}

  /// What lets people in.
  ///
  /// @param address where it listens, if there is one yet; the port is a setting
  /// @param hostKey the file of its key, made on first start
  public record Door(
      Supplier<Optional<InetAddress>> address, Path hostKey, Access access, EventLog events) {}

  public Ssh(Door door, Shell shell) {
    this.door = door;
    this.shell = shell;
  }

  @Override
  public void start(Settings inForce) {
    if (!inForce.get(Cli.SSH)) return;
    var made = server(inForce);
    try {
      KeyPair key = HostKey.at(door.hostKey());
      made.setKeyPairProvider(KeyPairProvider.wrap(key));
      made.start();
      open = Optional.of(new Open(made, key.getPublic()));
    } catch (IOException e) {
      throw new IllegalStateException(
          "SSH cannot listen at port " + made.getPort() + ": " + e.getMessage(), e);
    }
  }

  /// `Cli.SshStatus`: where it listens, and the fingerprint by which a client knows it again.
  public StatusTable table() {
    return new StatusTable(
            "Cli.SshStatus",
            "SSH Status",
            List.of("Address", "Host Key", "Connections"),
            () -> open.stream().map(this::row).toList())
        .none("SSH is off.");
  }

  private List<Cell> row(Open running) {
    return List.of(
        Cell.of(running.server().getHost() + ":" + running.server().getPort()),
        Cell.of(KeyUtils.getFingerPrint(BuiltinDigests.sha256, running.key())),
        Cell.of(MOST_SESSIONS - places.availablePermits()));
  }

  @Override
  public void stop() {
    Optional<Open> running = open;
    open = Optional.empty();
    try {
      if (running.isPresent()) running.get().server().stop(true);
    } catch (IOException e) {
      throw new UncheckedIOException("SSH did not stop cleanly: " + e.getMessage(), e);
    }
  }

  private SshServer server(Settings settings) {
    SshServer made = SshServer.setUpDefaultServer();
    InetAddress address =
        door.address()
            .get()
            .orElseThrow(() -> new IllegalStateException("the network has no address yet"));
    made.setHost(address.getHostAddress());
    made.setPort(settings.get(Cli.SSH_PORT));
    useStrongAlgorithms(made);
    made.setUserAuthFactories(List.of(UserAuthPasswordFactory.INSTANCE));
    made.setPasswordAuthenticator(this::isLetIn);
    made.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
    made.addSessionListener(new Room());
    made.setCommandFactory((channel, line) -> new OneCommand(talk(channel), line));
    String welcome = settings.get(Cli.WELCOME);
    made.setShellFactory(channel -> new Conversation(talk(channel), welcome));
    CoreModuleProperties.IDLE_TIMEOUT.set(made, Duration.ofMinutes(settings.get(Cli.INACTIVITY)));
    CoreModuleProperties.AUTH_TIMEOUT.set(made, Duration.ofSeconds(30));
    CoreModuleProperties.MAX_AUTH_REQUESTS.set(made, 4);
    CoreModuleProperties.MAX_CONCURRENT_CHANNELS.set(made, 4);
    CoreModuleProperties.SERVER_IDENTIFICATION.set(made, "Ringfence");
    return made;
  }

  /// No SHA-1, no CBC, no finite-field groups; a key exchange that holds against quantum computers
  /// first.
  private static void useStrongAlgorithms(SshServer made) {
    made.setKeyExchangeFactories(
        NamedFactory.setUpTransformedFactories(
            true,
            List.of(
                BuiltinDHFactories.mlkem768x25519,
                BuiltinDHFactories.sntrup761x25519_openssh,
                BuiltinDHFactories.curve25519,
                BuiltinDHFactories.curve25519_libssh,
                BuiltinDHFactories.ecdhp256,
                BuiltinDHFactories.ecdhp384),
            ServerBuilder.DH2KEX));
    made.setCipherFactories(
        List.of(
            BuiltinCiphers.cc20p1305_openssh,
            BuiltinCiphers.aes256gcm,
            BuiltinCiphers.aes128gcm,
            BuiltinCiphers.aes256ctr,
            BuiltinCiphers.aes128ctr));
    made.setMacFactories(List.of(BuiltinMacs.hmacsha512etm, BuiltinMacs.hmacsha256etm));
    made.setSignatureFactories(List.of(BuiltinSignatures.ed25519));
    made.setCompressionFactories(List.of(BuiltinCompressions.none));
  }

  private boolean isLetIn(String name, String password, ServerSession session) {
    if (!(session.getClientAddress() instanceof InetSocketAddress client)) return false;
    var from = client.getAddress();
    if (door.access().isFactory() && !from.isLoopbackAddress()) {
      door.events().report(AccessEvents.REFUSED.report(name, MEANS, from.getHostAddress()));
      return false;
    }
    var verdict = door.access().signIn(name, password, new Access.Entrance(MEANS, from));
    if (!(verdict instanceof Access.Granted(User user))) return false;
    session.setAttribute(USER, user);
    return true;
  }

  private Talk talk(ChannelSession channel) {
    String name = channel.getSession().getAttribute(USER).name();
    return new Talk(shell, () -> door.access().role(name));
  }

  /// Keeps the number of connections down, signed in or not.
  private final class Room implements SessionListener {
    private final AttributeKey<Boolean> hasPlace = new AttributeKey<>();

    @Override
    public void sessionCreated(Session session) {
      if (places.tryAcquire()) session.setAttribute(hasPlace, true);
      else session.close(true);
    }

    @Override
    public void sessionClosed(Session session) {
      if (Boolean.TRUE.equals(session.removeAttribute(hasPlace))) places.release();
    }
  }
}
