package ringfence.app.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ringfence.adapter.call.MediaSecurity;
import ringfence.adapter.call.MediaSecurity.Keys;
import ringfence.adapter.unit.Unit;
import ringfence.app.Main;
import ringfence.app.Office;
import ringfence.app.option.ExitCode;
import ringfence.manage.setting.Settings;
import ringfence.proxy.ProxyServer;
import ringfence.proxy.routing.RoutingSettings;
import ringfence.proxy.tls.ListenAddress;
import ringfence.proxy.tls.ListenerSettings;
import ringfence.sip.message.Transport;
import ringfence.testkit.Clause;
import ringfence.testkit.NameServer;

/// `diagnose register` and `diagnose call` at a proxy of ours, over real sockets.
class DiagnoseLiveTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path folder;
  private ProxyServer proxy;
  private Office office;
  private String network;

  @BeforeEach
  void begin() throws Exception {
    office = Office.in(folder);
    network = office.network;
    Files.writeString(folder.resolve("right"), Office.PASSWORD);
    Files.writeString(folder.resolve("wrong"), "guess");
    proxy = office.proxy();
  }

  @AfterEach
  void end() {
    proxy.close();
    office.close();
  }

  @Test
  void a_user_who_may_register() {
    assertThat(register("right")).isEqualTo(ExitCode.DONE);

    assertThat(out.toString()).contains("Candidate " + network + ".11:5062", "Registered");
  }

  @Test
  void a_wrong_password() {
    assertThat(register("wrong")).isEqualTo(ExitCode.FAILED);

    assertThat(out.toString()).contains("sip.").contains("Cure: ");
  }

  @Test
  void a_CA_that_is_not_trusted_ends_it_at_the_link() {
    assertThat(run("register", "sip:100@" + network + ".11:5062", "--bind", network + ".30"))
        .isEqualTo(ExitCode.FAILED);

    assertThat(out.toString()).contains("tls.unknown-ca").doesNotContain("Registered");
  }

  /// No DNS knows the domain: it is not asked.
  @Test
  @Clause("RFC 2606 2")
  void a_user_of_a_domain_at_the_registrar_that_is_named() {
    proxy.close();
    proxy =
        office.proxy(office.proxySettings().with(RoutingSettings.DOMAIN, List.of("our.invalid")));

    String registrar = network + ".11:5062";
    List<String> arguments = new ArrayList<>(registration("right"));
    arguments.set(1, "sip:100@our.invalid");
    arguments.addAll(List.of("--registrar", registrar));
    assertThat(run(arguments.toArray(String[]::new))).isEqualTo(ExitCode.DONE);
    assertThat(out.toString()).contains("Candidate " + registrar, "Registered");
    arguments.set(1, "sip:100@their.invalid");
    assertThat(run(arguments.toArray(String[]::new))).isEqualTo(ExitCode.FAILED);
  }

  @Test
  @Clause("RFC 3263 4.2")
  void a_domain_whose_registrar_SRV_records_name() {
    String records = "_sips._tcp.our.example. 60 IN SRV 1 1 5062 sip.our.example.\n";
    String address = "sip.our.example. 60 IN A %s.11\n".formatted(network);
    proxy.close();
    proxy =
        office.proxy(office.proxySettings().with(RoutingSettings.DOMAIN, List.of("our.example")));
    List<String> arguments = new ArrayList<>(registration("right"));
    arguments.set(1, "sip:100@our.example");
    try (var names = NameServer.of(records + address)) {
      arguments.addAll(List.of("--dns", names.toString()));
      assertThat(run(arguments.toArray(String[]::new))).isEqualTo(ExitCode.FAILED);
      assertThat(out.toString())
          .contains("DNS       _sips._tcp.our.example SRV: sip.our.example:5062 (priority 1")
          .contains("Candidate sip.our.example (" + network + ".11:5062)")
          .contains("tls.wrong-name", "not for our.example");
      arguments.addAll(List.of("--validation", "TrustedCertificate"));
      assertThat(run(arguments.toArray(String[]::new))).isEqualTo(ExitCode.DONE);
      assertThat(out.toString())
          .contains("Uses      sip.our.example (" + network + ".11:5062), as our.example")
          .contains("Registered");
    }
  }

  /// A REGISTER has no media, and no keys of media.
  @Test
  void a_registration_is_not_warned_of_the_keys_of_calls() {
    PrintStream before = System.err;
    var told = new ByteArrayOutputStream();
    System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
    try {
      assertThat(register("wrong")).isEqualTo(ExitCode.FAILED);
    } finally {
      System.setErr(before);
    }
    assertThat(told.toString(StandardCharsets.UTF_8))
        .contains("401 Unauthorized")
        .doesNotContain("MIKEY");
  }

  /// The seed's second gateway: TLS is not enabled on it, and the proxy speaks nothing else.
  @ParameterizedTest
  @ValueSource(strings = {"tcp", "udp"})
  void SIP_in_clear_at_the_port_of_TLS(String transport) {
    assertThat(register("right", "--transport", transport)).isEqualTo(ExitCode.FAILED);

    assertThat(out.toString())
        .contains("\ntls.plain-sip (95 %)", "speaks TLS; nobody answers it")
        .contains("the same port answers a TLS handshake")
        .contains("SIP/Transport, SipEp.TransportConfig[GatewayName=…].TlsEnable")
        .doesNotContain("sip.no-answer (95 %)");
    assertThat(err.toString())
        .contains(
            "no answer of %s.11:5062 by %s for 4 s; waiting for 20 s more"
                .formatted(network, transport));
  }

  @Test
  void nobody_at_the_port_and_no_such_name_without_TLS() {
    String nobody = "sip:100@" + network + ".11:5999";
    assertThat(run("register", nobody, "--bind", network + ".30", "--transport", "tcp"))
        .isEqualTo(ExitCode.FAILED);
    assertThat(out.toString()).contains("Candidate " + network + ".11:5999", "tcp.refused (95 %)");
    try (var names = NameServer.of("")) {
      String[] unknown = {
        "register", "sip:100@our.example", "--transport", "udp", "--dns", names.toString()
      };
      assertThat(run(unknown)).isEqualTo(ExitCode.FAILED);
    }
    assertThat(out.toString()).contains("DNS       _sip._udp.our.example SRV", "dns.name-unknown");
  }

  /// Whoever is not let in is not let in with other keys either, and may be banned for trying.
  @Test
  void a_call_is_not_offered_again_where_the_media_is_not_what_failed() {
    List<String> arguments = new ArrayList<>(registration("wrong"));
    arguments.set(0, "call");
    arguments.set(1, "sip:101@" + network + ".11:5062");
    assertThat(run(arguments.toArray(String[]::new))).isEqualTo(ExitCode.FAILED);
    assertThat(out.toString())
        .contains("Offered   SRTP with keys by MIKEY", "sip.challenge-loop")
        .doesNotContain("Offered   SRTP with keys by SDES");
  }

  @Test
  void nor_where_who_is_called_is_not_known() {
    List<String> arguments = new ArrayList<>(registration("right"));
    arguments.set(0, "call");
    arguments.set(1, "sip:999@" + network + ".11:5062");
    assertThat(run(arguments.toArray(String[]::new))).isEqualTo(ExitCode.FAILED);
    assertThat(out.toString())
        .contains("Offered   SRTP with keys by MIKEY", "Failed    refused with 404 ")
        .doesNotContain("Offered   SRTP with keys by SDES", "No rule knows");
    assertThat(err.toString())
        .contains("waiting for an answer of sip:999@" + network + ".11:5062, 30 s at most");
  }

  /// And the reverse.
  @Test
  void TLS_at_a_port_of_SIP_in_clear() throws Exception {
    var settings =
        office
            .proxySettings()
            .with(
                ListenerSettings.LISTEN,
                List.of(new ListenAddress(Transport.TCP, network + ".11", 5060)));
    proxy.close();
    proxy = office.proxy(settings);

    assertThat(run("register", "sip:100@" + network + ".11:5060", "--bind", network + ".30"))
        .isEqualTo(ExitCode.FAILED);
    assertThat(out.toString()).contains("\ntls.");
  }

  @Test
  void a_callee_with_keys_by_another_way() throws Exception {
    try (var callee = callee(Keys.SDES)) {
      Office.await(callee, status -> status.lines().getFirst().operational());
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

      assertThat(code).isEqualTo(ExitCode.FAILED);
      assertThat(out.toString())
          .contains("Offered   SRTP with keys by MIKEY", "media.key-management-mismatch")
          .contains("Offered   SRTP with keys by SDES\n")
          .contains("Answered  sip:101@");
    }
  }

  private int register(String password, String... more) {
    List<String> arguments = new ArrayList<>(registration(password));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  private List<String> registration(String password) {
    return List.of(
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
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all);
  }

  private Unit callee(Keys keys) {
    Settings settings = office.unitSettings().with(MediaSecurity.KEY_MANAGEMENT, keys);
    return office.unit("101", 12, settings);
  }
}
