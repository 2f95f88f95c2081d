package ringfence.app.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ringfence.adapter.call.MediaSecurity;
import ringfence.adapter.call.MediaSecurity.RtpMode;
import ringfence.adapter.unit.Examiner.Subject;
import ringfence.adapter.unit.Unit;
import ringfence.adapter.unit.UnitSettings;
import ringfence.adapter.unit.UnitStatus;
import ringfence.app.Office;
import ringfence.manage.diagnosis.Finding;
import ringfence.manage.setting.Secret;
import ringfence.manage.setting.Settings;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.Transport;

/// A unit calls one who asks for media at a private address that nobody here reaches: the button
/// beside its call tells it, over real sockets.
class UnreachableMediaTest {
  private static final String ANSWER =
      """
      v=0
      o=- 1 1 IN IP4 10.255.255.1
      s=-
      c=IN IP4 10.255.255.1
      t=0 0
      m=audio 20000 RTP/AVP 8 0
      """;

  @TempDir private Path folder;

  @Test
  void the_button_of_the_caller_names_the_address() throws Exception {
    try (var office = Office.in(folder);
        var peer = new DatagramSocket(5060, InetAddress.ofLiteral(office.network + ".11"))) {
      Thread.ofVirtual().start(() -> serve(peer));
      String host = office.network + ".11";
      Settings settings =
          UnitSettings.line(
              UnitSettings.server(UnitSettings.defaults(), HostPort.of(host, 5060), Transport.UDP)
                  .with(MediaSecurity.RTP_MODE, RtpMode.UNSECURE),
              "100",
              Secret.of(""),
              false);
      var options = office.options(30, settings, office.trust());
      var examiner = UnitExaminer.over(options.lookout());
      try (Unit caller = Unit.start(options)) {
        Office.await(caller, now -> line(now).operational());
        caller.handset(0).offHook();
        caller.dial(0, "sip:101@" + host + ":5060");
        Office.await(caller, now -> isTalking(line(now)));
        var _ = caller.handset(0).say(new short[12_000]); // 1.5 s
        caller.handset(0).say(new short[8]).join();
        caller.handset(0).onHook();
        UnitStatus.Line line = line(Office.await(caller, now -> line(now).lastCall().isPresent()));
        var call = new Subject.Call(line.lastCall().orElseThrow(), line.lastEnd());
        Finding found = examiner.examine(call).findings().getFirst();
        assertThat(found.id()).isEqualTo("media.unreachable-address");
        assertThat(found.sentence()).contains("at 10.255.255.1:20000, a private address");
      }
    }
  }

  private static UnitStatus.Line line(UnitStatus status) {
    return status.lines().getFirst();
  }

  private static boolean isTalking(UnitStatus.Line line) {
    return line.state().equals("Talking");
  }

  /// Answers every request but an ACK with 200, an INVITE with a session.
  private static void serve(DatagramSocket socket) {
    byte[] octets = new byte[5000];
    try {
      while (true) {
        var packet = new DatagramPacket(octets, octets.length);
        socket.receive(packet);
        String request =
            new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
        if (request.startsWith("ACK ") || request.isBlank()) continue;
        byte[] answer =
            answer(request, socket.getLocalAddress().getHostAddress())
                .getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      }
    } catch (IOException _) {
      // closed
    }
  }

  private static String answer(String request, String host) {
    List<String> copied = List.of("Via:", "From:", "To:", "Call-ID:", "CSeq:");
    String fields =
        request
            .lines()
            .filter(line -> copied.stream().anyMatch(line::startsWith))
            .map(line -> line.startsWith("To:") && !line.contains(";tag=") ? line + ";tag=7" : line)
            .collect(Collectors.joining("\r\n"));
    String body = request.startsWith("INVITE ") ? ANSWER.replace("\n", "\r\n") : "";
    String session =
        body.isEmpty()
            ? ""
            : "Contact: <sip:101@%s>\r\nContent-Type: application/sdp\r\n".formatted(host);
    return "SIP/2.0 200 OK\r\n"
        + fields
        + "\r\n"
        + session
        + "Content-Length: %d\r\n\r\n".formatted(body.length())
        + body;
  }
}
