package ringfence.app.diagnose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ringfence.adapter.call.MediaSecurity;
import ringfence.adapter.call.MediaSecurity.Keys;
import ringfence.adapter.call.MediaSecurity.RtpMode;
import ringfence.adapter.gateway.SipInterop;
import ringfence.adapter.line.Hearing;
import ringfence.adapter.unit.Unit;
import ringfence.adapter.unit.UnitStatus;
import ringfence.app.Office;
import ringfence.manage.event.LineFormat;
import ringfence.manage.event.Syslog;
import ringfence.manage.event.SyslogForm;
import ringfence.manage.event.SyslogReceiver;
import ringfence.manage.setting.Settings;
import ringfence.proxy.ProxyServer;
import ringfence.testkit.Clause;
import ringfence.transport.WireTap;

/// The seed's section 3.4 over real sockets: two adapters at one TLS proxy whose key management
/// differs, and a syslog receiver.
class MismatchTest {
  private final List<String> atCaller = new CopyOnWriteArrayList<>();
  private final List<String> atCallee = new CopyOnWriteArrayList<>();
  @TempDir private Path folder;

  private DatagramSocket receiver;
  private Office office;
  private ProxyServer proxy;

  @BeforeEach
  void begin() throws Exception {
    office = Office.in(folder);
    receiver = new DatagramSocket(0, InetAddress.ofLiteral(office.network + ".1"));
    receiver.setSoTimeout(10_000);
    var syslog =
        new SyslogReceiver(
            office.network + ".1", receiver.getLocalPort(), new SyslogReceiver.Transport.Udp());
    var form = SyslogForm.unit(LineFormat.USUAL, Map.of());
    office.events.listen(new Syslog(syslog, form, office.events::report));
    proxy = office.proxy();
  }

  @AfterEach
  void end() {
    proxy.close();
    office.close();
    receiver.close();
  }

  @Test
  @Clause({"RFC 3261 17.1.1.3", "RFC 3261 20.43"})
  void F102_F103_F104_sdes_at_mikey_is_refused_with_415_and_said_in_the_log() throws Exception {
    try (var caller = unit("100", 30, atCaller, settings(RtpMode.SECURE, Keys.SDES));
        var callee = unit("101", 12, atCallee, settings(RtpMode.SECURE, Keys.MIKEY))) {
      UnitStatus.Line line = call(caller, callee);
      assertThat(line.hearing()).isEqualTo(Hearing.REORDER_TONE);
      assertThat(line.lastEnd())
          .isEqualTo(
              "refused with 415 Unsupported Media Type: the answerer requires keys by"
                  + " a=key-mgmt:mikey (MIKEY), the offer has keys by a=crypto (SDES)");
    }
    String refusal = one(atCallee, "SIP/2.0 415 Unsupported Media Type\r\n");
    assertThat(refusal)
        .contains("\r\nServer: Mitel TA7102i/v2.0.26.451 4102-AS-D2000-1\r\n")
        .contains("\r\nAccept: application/sdp\r\n", "\r\nContent-Length: 0\r\n")
        .contains("\r\nWarning: 399 " + office.network + ".12 \"the answerer requires keys by ")
        .containsPattern("\r\nCSeq: \\d+ INVITE\r\n")
        .containsPattern("\r\nTo: <sip:101@[^>]*>;tag=");
    assertThat(refusal.split("\r\nVia: ", -1)).as("both Vias").hasSize(3);
    assertAcknowledgedHopByHop();
    assertThat(syslog("SdpTools"))
        .matches(
            "<190>syslog: SdpTools \\[[0-9A-F]{4}] Received the wrong key management protocol\\."
                + " Secure stream disabled\\.");
  }

  /// The proxy acknowledges to the callee, the caller to the proxy: each in its own transaction.
  private void assertAcknowledgedHopByHop() {
    String relayed = one(atCaller, "SIP/2.0 415 Unsupported Media Type\r\n");
    String callersAck = last(atCaller, "ACK sip:101@");
    String proxysAck = one(atCallee, "ACK sip:101@");
    assertThat(branches(callersAck)).isEqualTo(branches(relayed)).hasSize(1);
    assertThat(branches(proxysAck))
        .isEqualTo(branches(one(atCallee, "INVITE sip:101@")).subList(0, 1))
        .doesNotContainAnyElementsOf(branches(callersAck));
  }

  @Test
  void mikey_at_sdes_is_refused_too_with_488_where_that_is_set() throws Exception {
    Settings callees = settings(RtpMode.SECURE, Keys.SDES).with(SipInterop.REJECT_CODE, 488);
    try (var caller = unit("100", 30, atCaller, settings(RtpMode.SECURE, Keys.MIKEY));
        var callee = unit("101", 12, atCallee, callees)) {
      assertThat(call(caller, callee).lastEnd())
          .startsWith(
              "refused with 488 Not Acceptable Here: the answerer requires keys by a=crypto");
    }
    assertThat(one(atCallee, "SIP/2.0 488 ")).doesNotContain("\r\nAccept:");
    assertThat(syslog("SdpTools")).endsWith("Secure stream disabled.");
  }

  @Test
  void a_plain_offer_at_a_secure_unit_is_refused_with_415() throws Exception {
    try (var caller = unit("100", 30, atCaller, settings(RtpMode.UNSECURE, Keys.MIKEY));
        var callee = unit("101", 12, atCallee, settings(RtpMode.SECURE, Keys.MIKEY))) {
      assertThat(call(caller, callee).lastEnd())
          .isEqualTo(
              "refused with 415 Unsupported Media Type: the answerer requires RTP/SAVP, the offer"
                  + " has RTP/AVP");
    }
    assertThat(one(atCallee, "SIP/2.0 415 ")).contains("\r\nAccept: application/sdp\r\n");
  }

  @Test
  void with_fallback_at_both_ends_the_plain_stream_remains() throws Exception {
    try (var caller = unit("100", 30, atCaller, settings(RtpMode.SECURE_WITH_FALLBACK, Keys.SDES));
        var callee =
            unit("101", 12, atCallee, settings(RtpMode.SECURE_WITH_FALLBACK, Keys.MIKEY))) {
      dial(caller, callee);
      Office.await(callee, status -> line(status).state().equals("Ringing"));
      callee.handset(0).offHook();
      // the audio has a loop of its own: it may begin before or after the line knows of the answer
      UnitStatus talking =
          Office.await(
              caller,
              status -> line(status).state().equals("Talking") && profile(status).isPresent());
      assertThat(profile(talking)).contains("RTP/AVP");
      assertThat(syslog("SdpTools")).endsWith("Secure stream disabled.");
    }
  }

  /// A call that fails; how the caller's line is then.
  private UnitStatus.Line call(Unit caller, Unit callee) {
    dial(caller, callee);
    return line(Office.await(caller, status -> !line(status).lastEnd().isEmpty()));
  }

  private static void dial(Unit caller, Unit callee) {
    Office.await(callee, status -> line(status).operational());
    Office.await(caller, status -> line(status).operational());
    caller.handset(0).offHook();
    caller.handset(0).press("101#");
  }

  /// The first line of a service that the syslog receiver gets.
  private String syslog(String service) throws Exception {
    while (true) {
      var packet = new DatagramPacket(new byte[2048], 2048);
      receiver.receive(packet);
      String text = new String(packet.getData(), 0, packet.getLength(), UTF_8);
      if (text.contains(" " + service + " ")) return text;
    }
  }

  private static String one(List<String> messages, String start) {
    List<String> found = messages.stream().filter(it -> it.startsWith(start)).toList();
    assertThat(found).as("messages that start with " + start).hasSize(1);
    return found.getFirst();
  }

  private static String last(List<String> messages, String start) {
    return messages.stream().filter(it -> it.startsWith(start)).toList().getLast();
  }

  private static List<String> branches(String message) {
    return message
        .lines()
        .filter(line -> line.startsWith("Via: "))
        .map(line -> line.replaceFirst(".*;branch=([^;]*).*", "$1"))
        .toList();
  }

  private static Optional<String> profile(UnitStatus status) {
    var media = line(status).call().flatMap(call -> call.media());
    return media.map(it -> it.security().transport());
  }

  private static UnitStatus.Line line(UnitStatus status) {
    return status.lines().getFirst();
  }

  private Settings settings(RtpMode mode, Keys keys) {
    return office
        .unitSettings()
        .with(MediaSecurity.RTP_MODE, mode)
        .with(MediaSecurity.KEY_MANAGEMENT, keys);
  }

  private Unit unit(String user, int host, List<String> wire, Settings settings) {
    return office.unit(
        user,
        host,
        settings,
        seen -> {
          if (seen.kind() == WireTap.Kind.SIP) wire.add(new String(seen.bytes(), UTF_8));
        });
  }
}
