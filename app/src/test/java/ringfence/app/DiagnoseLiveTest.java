package ringfence.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ringfence.adapter.call.MediaSecurity;
import ringfence.adapter.call.MediaSecurity.Keys;
import ringfence.adapter.gateway.HostNetwork;
import ringfence.adapter.unit.Unit;
import ringfence.adapter.unit.UnitIdentity;
import ringfence.adapter.unit.UnitOptions;
import ringfence.adapter.unit.UnitSettings;
import ringfence.manage.event.EventLog;
import ringfence.manage.setting.Secret;
import ringfence.manage.setting.Settings;
import ringfence.proxy.ProxyServer;
import ringfence.proxy.ProxySettings;
import ringfence.proxy.tls.ListenAddress;
import ringfence.proxy.tls.ListenerSettings;
import ringfence.proxy.users.UserSettings;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.Transport;
import ringfence.transport.Lookout;
import ringfence.transport.tls.TrustAnchors;

/// `diagnose register` and `diagnose call` at a proxy of ours, over real sockets.
class DiagnoseLiveTest {
  private static final String PASSWORD = "secret";

  private final String network = Loopback.network();
  private final EventLog events = new EventLog(500, InstantSource.system());
  private final StringWriter out = new StringWriter();
  @TempDir private Path folder;
  private ProxyServer proxy;
  private LabCertificates certificates;

  @BeforeEach
  void begin() throws Exception {
    certificates = LabCertificates.in(folder, network + ".11");
    Files.writeString(folder.resolve("right"), PASSWORD);
    Files.writeString(folder.resolve("wrong"), "guess");
    proxy = proxy();
  }

  @AfterEach
  void end() {
    proxy.close();
    events.close();
  }

  @Test
  void a_user_who_may_register() {
    assertThat(register("right")).isEqualTo(Main.DONE);

    assertThat(out.toString()).contains("Candidate " + network + ".11:5062", "Registered");
  }

  @Test
  void a_wrong_password() {
    assertThat(register("wrong")).isEqualTo(Main.FAILED);

    assertThat(out.toString()).contains("sip.").contains("Cure: ");
  }

  @Test
  void a_CA_that_is_not_trusted_ends_it_at_the_link() {
    assertThat(run("register", "sip:100@" + network + ".11:5062", "--bind", network + ".30"))
        .isEqualTo(Main.FAILED);

    assertThat(out.toString()).contains("tls.unknown-ca").doesNotContain("Registered");
  }

  @Test
  void a_callee_with_keys_by_another_way() throws Exception {
    try (var callee = callee(Keys.SDES)) {
      callee
          .when(status -> status.lines().getFirst().operational())
          .orTimeout(20, TimeUnit.SECONDS)
          .join();
      var _ =
          callee
              .when(status -> status.lines().getFirst().state().equals("Ringing"))
              .thenRun(() -> callee.handset(0).offHook());
      int code =
          run(
              "call",
              "sip:101@" + network + ".11:5062",
              "--registrar",
              network + ".11:5062",
              "--bind",
              network + ".30",
              "--ca",
              folder.resolve("ca.crt").toString(),
              "--password-file",
              folder.resolve("right").toString(),
              "--seconds",
              "1");

      assertThat(code).isEqualTo(Main.FAILED);
      assertThat(out.toString())
          .contains("Offered   SRTP with keys by MIKEY", "media.key-management-mismatch")
          .contains("Offered   SRTP with keys by SDES\n")
          .contains("Answered  sip:101@");
    }
  }

  private int register(String password) {
    return run(
        "register",
        "sip:100@" + network + ".11:5062",
        "--bind",
        network + ".30",
        "--ca",
        folder.resolve("ca.crt").toString(),
        "--password-file",
        folder.resolve(password).toString());
  }

  private int run(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "diagnose";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Main.commandLine().setOut(new PrintWriter(out, true)).execute(all);
  }

  private Unit callee(Keys keys) throws Exception {
    Settings settings =
        UnitSettings.server(
                UnitSettings.defaults(), HostPort.of(network + ".11", 5062), Transport.TLS)
            .with(MediaSecurity.KEY_MANAGEMENT, keys);
    return Unit.start(
        new UnitOptions(
            UnitIdentity.TA7102I,
            HostNetwork.at(InetAddress.ofLiteral(network + ".12")),
            UnitSettings.line(settings, "101", Secret.of(PASSWORD), true),
            TrustAnchors.of(certificates.authority()),
            Optional.empty(),
            events,
            new Lookout(),
            new SecureRandom()));
  }

  private ProxyServer proxy() throws Exception {
    Settings settings =
        ProxySettings.defaults()
            .with(
                ListenerSettings.LISTEN,
                List.of(new ListenAddress(Transport.TLS, network + ".11", 5062)))
            .with(ListenerSettings.CERTIFICATE, certificates.proxyCertificate().toString())
            .with(ListenerSettings.PRIVATE_KEY, certificates.proxyKey().toString())
            .with(UserSettings.PASSWORD, "100", Secret.of(PASSWORD))
            .with(UserSettings.PASSWORD, "101", Secret.of(PASSWORD));
    return switch (ProxyServer.start(settings, folder, events)) {
      case ProxyServer.Starting.Running(ProxyServer running) -> running;
      case ProxyServer.Starting.NotStarted(var reasons) -> throw new AssertionError(reasons);
    };
  }
}
