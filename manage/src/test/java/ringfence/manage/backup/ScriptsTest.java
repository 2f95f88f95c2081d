package ringfence.manage.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import ringfence.manage.admin.Administration;
import ringfence.manage.certificate.TlsServer;
import ringfence.manage.event.Event;
import ringfence.manage.event.EventLog;
import ringfence.manage.service.Services;
import ringfence.manage.setting.Configuration;
import ringfence.manage.setting.Settings;
import ringfence.manage.setting.Variable;
import ringfence.manage.status.Cell;
import ringfence.testkit.Certificates;

@Timeout(120)
class ScriptsTest {
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.89.1");
  private static final Variable<Integer> PORT = Variable.number("SipEp.Port", 0, 0, 65535);
  private static final Certificates.Authority AUTHORITY = new Certificates.Authority("Lab");

  private final Configuration configuration =
      Configuration.inMemory(
          Settings.of(Conf.DECLARATIONS.and(PORT, Variable.enable("A.B", false).help("A switch."))),
          List.of());
  private final EventLog events = new EventLog(9, InstantSource.system());
  private final Administration administration =
      new Administration(configuration, new Services(configuration, events), List.of(), List.of());
  private final Scripts scripts =
      new Scripts(
          () -> administration,
          new Scripts.Surroundings(
              Map.of("mac", "0090f8000001"), () -> List.of(AUTHORITY.certificate()), events));
  private final Map<String, String> files = new LinkedHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private ServerSocket server;

  @BeforeEach
  void begin() throws Exception {
    serve(AUTHORITY.issue(Certificates.Wanted.server("scripts", "ip:127.0.89.1")));
  }

  @AfterEach
  void end() throws IOException {
    server.close();
  }

  private void serve(Certificates.Issued certificate) throws Exception {
    server = TlsServer.open(HERE, certificate);
    Thread.ofVirtual().start(this::answerAll);
    configuration.script(
        "test",
        List.of(
            "Conf.ScriptHostName=\"" + HERE.getHostAddress() + ":" + server.getLocalPort() + "\""));
  }

  private void answerAll() {
    while (!server.isClosed()) {
      try (var peer = server.accept()) {
        answer(peer);
      } catch (IOException _) {
        // a client that did not like the certificate
      }
    }
  }

  private void answer(Socket peer) throws IOException {
    var in =
        new BufferedReader(new InputStreamReader(peer.getInputStream(), StandardCharsets.UTF_8));
    String first = String.valueOf(in.readLine());
    var request = new StringBuilder(first);
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      if (line.startsWith("Authorization")) request.append("\n").append(line);
    }
    requests.add(request.toString());
    String path = first.split(" ")[1];
    String status = files.containsKey(path) ? "200 OK" : "404 Not Found";
    byte[] body = files.getOrDefault(path, "").getBytes(StandardCharsets.ISO_8859_1);
    String head = "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length + "\r\n\r\n";
    peer.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    peer.getOutputStream().write(body);
  }

  @Test
  void the_generic_script_is_run_and_then_the_one_of_this_unit() {
    set("Conf.ScriptGenericFileName=\"all units.cfg\"", "Conf.ScriptLocation=\"/fleet/\"");
    files.put("/fleet/all%20units.cfg", "# for all\nSipEp.Port=5060\nA.B=Enable\n");
    files.put("/fleet/0090f8000001.cfg", "SipEp.Port=5062\n");
    assertThat(scripts.execute().join()).isEqualTo(Scripts.Result.SUCCESS);
    assertThat(configuration.stored().get(PORT)).isEqualTo(5062);
    assertThat(configuration.stored().printed("A.B")).contains(List.of("Enable"));
    assertThat(status()).containsExactly("Idle", "Success", "");
    assertThat(events.recent())
        .extracting(Event::sentence)
        .containsExactly(
            "The script all units.cfg was executed.", "The script 0090f8000001.cfg was executed.");
    assertThat(requests).noneMatch(request -> request.contains("Authorization"));
  }

  @Test
  void a_wrong_line_refuses_the_whole_script_with_its_line_and_reason() {
    files.put("/0090f8000001.cfg", "SipEp.Port=5062\nSipEp.Port=many\n");
    assertThat(scripts.execute().join()).isEqualTo(Scripts.Result.EXECUTION_FAILED);
    assertThat(configuration.stored().get(PORT)).isZero();
    assertThat(status().get(2))
        .startsWith("0090f8000001.cfg, line 2: SipEp.Port cannot be \"many\"");
  }

  @Test
  void a_script_that_is_not_there_or_too_large_or_no_text_is_not_run() {
    assertThat(scripts.execute().join()).isEqualTo(Scripts.Result.TRANSFER_FAILED);
    assertThat(status().get(2)).isEqualTo("the server answered 404 for 0090f8000001.cfg");
    files.put("/0090f8000001.cfg", "#".repeat((1 << 20) + 1));
    assertThat(scripts.execute().join()).isEqualTo(Scripts.Result.TRANSFER_FAILED);
    files.put("/0090f8000001.cfg", "# \u00e4");
    assertThat(scripts.execute().join()).isEqualTo(Scripts.Result.TRANSFER_FAILED);
    assertThat(status().get(2)).isEqualTo("the script is not UTF-8 text");
  }

  @Test
  void the_server_is_checked_by_authority_and_name_unless_nobody_wants_it() throws Exception {
    server.close();
    serve(AUTHORITY.issue(Certificates.Wanted.server("scripts", "ip:127.0.89.2")));
    files.put("/0090f8000001.cfg", "SipEp.Port=5062\n");
    set("Conf.ScriptUserName=\"fleet\"", "Conf.ScriptPassword=\"sesame\"");
    assertThat(scripts.execute().join()).isEqualTo(Scripts.Result.TRANSFER_FAILED);
    assertThat(requests).noneMatch(request -> request.contains("Authorization"));
    set("Conf.ScriptCertificateValidation=NoValidation");
    assertThat(scripts.execute().join()).isEqualTo(Scripts.Result.SUCCESS);
    assertThat(requests.getLast()).endsWith("Authorization: Basic ZmxlZXQ6c2VzYW1l");
    assertThat(events.recent()).noneMatch(event -> event.toString().contains("sesame"));
  }

  @Test
  void without_a_server_or_a_name_nothing_is_asked() {
    set("Conf.ScriptHostName=\"0.0.0.0:0\"");
    assertThat(scripts.execute().join()).isEqualTo(Scripts.Result.TRANSFER_FAILED);
    assertThat(status().get(2)).isEqualTo("no server is set for the scripts");
    set("Conf.ScriptSpecificFileName=\"\"");
    assertThat(scripts.execute().join()).isEqualTo(Scripts.Result.TRANSFER_FAILED);
    assertThat(status().get(2)).isEqualTo("no file name is set for a script");
  }

  private void set(String... lines) {
    assertThat(configuration.script("test", List.of(lines)))
        .isInstanceOf(Configuration.Changed.Stored.class);
  }

  private List<String> status() {
    return scripts.table().now().getFirst().stream().map(Cell::text).toList();
  }
}
