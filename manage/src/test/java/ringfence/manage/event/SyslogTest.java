package ringfence.manage.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import ringfence.manage.certificate.TlsServer;
import ringfence.manage.event.SyslogReceiver.Transport;
import ringfence.testkit.Certificates;
import ringfence.testkit.Clause;

@Timeout(60)
class SyslogTest {
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.87.1");
  private static final Certificates.Authority AUTHORITY = new Certificates.Authority("Lab");

  private final EventLog log = new EventLog(9, InstantSource.system());
  private final BlockingQueue<Report> told = new LinkedBlockingQueue<>();

  @Test
  @Clause("RFC 3164 2")
  void F63_events_leave_by_UDP_for_the_remote_host() throws Exception {
    try (var receiver = new DatagramSocket(0, HERE);
        var syslog = start(receiver.getLocalPort(), new Transport.Udp())) {
      receiver.setSoTimeout(30_000);
      syslog.accept(event("SIP transport enable (TLS)."));
      var packet = new DatagramPacket(new byte[2048], 2048);
      receiver.receive(packet);
      assertThat(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8))
          .isEqualTo("<190>syslog: SipEngine [0000] SIP transport enable (TLS).");
    }
    assertThat(SyslogReceiver.of("192.0.2.1:0", new Transport.Udp()).orElseThrow())
        .hasToString("192.0.2.1:514 (UDP)");
  }

  @Test
  @Clause("RFC 6587 3.4.1")
  void over_TCP_each_message_has_its_length_before_it() throws Exception {
    try (var server = new ServerSocket(0, 5, HERE);
        var syslog = start(server.getLocalPort(), new Transport.Tcp())) {
      syslog.accept(event("\u00e4"));
      syslog.accept(event("b"));
      try (var peer = server.accept()) {
        assertThat(frame(peer)).isEqualTo("<190>syslog: SipEngine [0000] \u00e4");
        assertThat(frame(peer)).isEqualTo("<190>syslog: SipEngine [0001] b");
      }
    }
  }

  @Test
  @Clause({"RFC 5425 4.3", "RFC 5425 5.2"})
  void over_TLS_the_receivers_certificate_is_checked_by_authority_and_name() throws Exception {
    var good = AUTHORITY.issue(Certificates.Wanted.server("log", "ip:127.0.87.1"));
    assertThat(delivered(good, AUTHORITY.certificate())).isTrue();
    var otherName = AUTHORITY.issue(Certificates.Wanted.server("log", "ip:127.0.87.2"));
    assertThat(delivered(otherName, AUTHORITY.certificate())).isFalse();
    var stranger = new Certificates.Authority("Stranger").certificate();
    assertThat(delivered(good, stranger)).isFalse();
  }

  private boolean delivered(Certificates.Issued certificate, X509Certificate trusted)
      throws Exception {
    told.clear();
    var tls = new Transport.Tls(List.of(trusted));
    try (var server = TlsServer.open(HERE, certificate);
        var syslog = start(server.getLocalPort(), tls)) {
      syslog.accept(event("secret matter"));
      try (var peer = server.accept()) {
        return frame(peer).endsWith("secret matter");
      } catch (IOException _) {
        assertThat(told.poll(30, TimeUnit.SECONDS).sentence()).contains("cannot be reached");
        assertThat(syslog.status().sent()).isZero();
        return false;
      }
    }
  }

  @Test
  @SuppressWarnings("try") // the receiver goes away before its time
  void a_receiver_that_goes_and_comes_back_is_told_of_once_and_gets_what_waited() throws Exception {
    try (var server = new ServerSocket(0, 5, HERE)) {
      int port = server.getLocalPort();
      try (var syslog = start(port, new Transport.Tcp())) {
        syslog.accept(event("one"));
        try (var peer = server.accept()) {
          assertThat(frame(peer)).endsWith("one");
        }
        server.close();
        assertThat(told.poll(30, TimeUnit.SECONDS).notification()).contains(Syslog.AWAY);
        syslog.accept(event("two"));
        try (var again = new ServerSocket(port, 5, HERE);
            var peer = again.accept()) {
          assertThat(frame(peer)).endsWith("two");
        }
        assertThat(told.poll(30, TimeUnit.SECONDS).sentence())
            .endsWith("can be reached again; 0 messages were lost.");
      }
    }
  }

  @Test
  void nobody_waits_for_a_receiver_and_what_is_lost_is_counted_and_said() throws Exception {
    int port;
    try (var free = new ServerSocket(0, 5, HERE)) {
      port = free.getLocalPort();
    }
    try (var syslog = start(port, new Transport.Tcp())) {
      assertThat(told.poll(30, TimeUnit.SECONDS).notification()).contains(Syslog.AWAY);
      for (int i = 0; i < 1500; i++) syslog.accept(event("x"));
      assertThat(syslog.status().lost()).isEqualTo(500);
      assertThat(syslog.status().connected()).isFalse();
      try (var server = new ServerSocket(port, 5, HERE);
          var peer = server.accept()) {
        for (int i = 0; i < 1000; i++) frame(peer);
        assertThat(told.poll(30, TimeUnit.SECONDS).sentence()).endsWith("500 messages were lost.");
      }
    }
  }

  @Test
  void closing_while_the_receiver_is_away_takes_no_long_time_and_counts_what_waited()
      throws Exception {
    int port;
    try (var free = new ServerSocket(0, 5, HERE)) {
      port = free.getLocalPort();
    }
    var syslog = start(port, new Transport.Tcp());
    syslog.accept(event("x"));
    syslog.close();
    syslog.accept(event("y"));
    assertThat(syslog.status().lost()).isEqualTo(2);
  }

  private Syslog start(int port, Transport transport) {
    var receiver = new SyslogReceiver(HERE.getHostAddress(), port, transport);
    var form = SyslogForm.unit(LineFormat.USUAL, Map.of());
    return new Syslog(receiver, form, told::add, Duration.ofMillis(20));
  }

  private Event event(String sentence) {
    return log.report(Report.info("SipEngine", sentence));
  }

  private static String frame(Socket peer) throws IOException {
    peer.setSoTimeout(30_000);
    var in = new DataInputStream(peer.getInputStream());
    int length = 0;
    for (int c = in.readByte(); c != ' '; c = in.readByte()) length = length * 10 + c - '0';
    byte[] message = new byte[length];
    in.readFully(message);
    return new String(message, StandardCharsets.UTF_8);
  }
}
