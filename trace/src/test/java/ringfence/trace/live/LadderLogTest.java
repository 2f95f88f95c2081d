package ringfence.trace.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ringfence.sip.message.SipMessage;
import ringfence.trace.capture.Carrier;
import ringfence.trace.capture.Observed;
import ringfence.trace.capture.Passed;
import ringfence.trace.decode.Content;
import ringfence.trace.decode.Row;

/// What of all that passes belongs to whom a ladder follows, and that it is bounded.
class LadderLogTest {
  private static final InetSocketAddress PROXY = new InetSocketAddress("192.0.2.1", 5061);
  private static final InetSocketAddress PHONE = new InetSocketAddress("192.0.2.2", 16000);
  private static final InetSocketAddress OTHER = new InetSocketAddress("192.0.2.3", 16000);

  private final LadderLog log = LadderLog.ofMany(_ -> true);
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  private void says(InetSocketAddress source, String method, String from, String to, String call) {
    says(log, source, method, from, to, call, "");
  }

  private void says(
      LadderLog to,
      InetSocketAddress source,
      String method,
      String from,
      String called,
      String call,
      String body) {
    String text =
        """
        %1$s sip:%3$s SIP/2.0
        Via: SIP/2.0/TLS 192.0.2.2:5062;branch=z9hG4bK1
        Max-Forwards: 70
        From: <sip:%2$s>;tag=1
        To: <sip:%3$s>
        Call-ID: %4$s
        CSeq: 1 %1$s
        Content-Type: application/sdp
        Content-Length: %5$d

        %6$s"""
            .replace("\n", "\r\n")
            .formatted(method, from, called, call, body.length(), body);
    now = now.plusMillis(1);
    to.said(
        new Observed(now, Carrier.TLS, source, PROXY, text.getBytes(StandardCharsets.US_ASCII)));
  }

  private void opens(InetSocketAddress source) {
    opens(log, source);
  }

  private void opens(LadderLog to, InetSocketAddress source) {
    now = now.plusMillis(1);
    to.passed(new Passed.Opened(now, source, PROXY, false));
  }

  private void breaks(InetSocketAddress source) {
    now = now.plusMillis(1);
    log.passed(new Passed.Closed(now, source, PROXY, true));
  }

  private List<String> ladder(String subject) {
    return ladder(log, subject);
  }

  private static List<String> ladder(LadderLog of, String subject) {
    return of.now().of(Followed.of(subject)).stream().map(LadderLogTest::text).toList();
  }

  private static String text(Row row) {
    String what =
        switch (row.content()) {
          case Content.Sip sip -> method(sip.message());
          case Content.Tcp tcp -> tcp.flags();
          default -> row.content().protocol();
        };
    return row.source().getAddress().getHostAddress() + " " + what;
  }

  private static String method(SipMessage message) {
    return message.cseq().method().toString();
  }

  @Test
  void each_sees_their_own() {
    says(PHONE, "INVITE", "100@a.example", "101@a.example", "c1");
    says(OTHER, "MESSAGE", "101@a.example", "102@a.example", "c2");
    says(OTHER, "OPTIONS", "103@a.example", "104@a.example", "c3");
    assertThat(ladder("100@a.example")).containsExactly("192.0.2.2 INVITE");
    assertThat(ladder("sip:102@a.example")).containsExactly("192.0.2.3 MESSAGE");
    assertThat(ladder("101@a.example")).hasSize(2);
    assertThat(ladder("c3")).containsExactly("192.0.2.3 OPTIONS");
    assertThat(ladder("c4")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"100", "sip:100", "sips:100"})
  void a_user_without_a_domain_is_followed_in_every_domain(String subject) {
    says(PHONE, "INVITE", "100@a.example", "101@a.example", "c1");
    says(PHONE, "MESSAGE", "101@127.0.0.1", "100@127.0.0.1:5062", "c2");
    says(PHONE, "INVITE", "1001@a.example", "101@100", "c3");
    assertThat(ladder(subject)).containsExactly("192.0.2.2 INVITE", "192.0.2.2 MESSAGE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"100@127.0.0.1", "100@127.0.0.1:5062", "SIP:100@127.0.0.1"})
  void a_user_with_a_domain_is_followed_there_alone_whatever_the_port(String subject) {
    says(PHONE, "INVITE", "100@127.0.0.1:5062", "101@127.0.0.1:5062", "c1");
    says(PHONE, "MESSAGE", "100@a.example", "101@a.example", "c2");
    assertThat(ladder(subject)).containsExactly("192.0.2.2 INVITE");
  }

  @Test
  void a_link_that_carried_their_messages_is_theirs_from_its_opening() {
    opens(PHONE);
    opens(OTHER);
    says(PHONE, "REGISTER", "100@a.example", "100@a.example", "c1");
    says(OTHER, "REGISTER", "101@a.example", "101@a.example", "c2");
    breaks(PHONE);
    assertThat(ladder("100"))
        .containsExactly(
            "192.0.2.2 SYN", "192.0.2.1 SYN, ACK", "192.0.2.2 REGISTER", "192.0.2.2 RST, ACK");
  }

  @Test
  void a_link_in_vain_is_theirs_when_it_is_from_the_same_host_and_nobody_elses() {
    says(PHONE, "REGISTER", "100@a.example", "100@a.example", "c1");
    var again = new InetSocketAddress(PHONE.getAddress(), 16001);
    opens(again);
    breaks(again);
    var neighbour = new InetSocketAddress(PHONE.getAddress(), 17000);
    opens(neighbour);
    says(neighbour, "REGISTER", "109@a.example", "109@a.example", "c9");
    opens(OTHER);
    assertThat(ladder("100"))
        .containsExactly(
            "192.0.2.2 REGISTER", "192.0.2.2 SYN", "192.0.2.1 SYN, ACK", "192.0.2.2 RST, ACK");
  }

  @Test
  void where_links_are_few_one_in_vain_may_be_anybodys_until_somebody_is_heard_from_there() {
    var few = LadderLog.ofFew();
    opens(few, PHONE);
    assertThat(ladder(few, "100")).containsExactly("192.0.2.2 SYN", "192.0.2.1 SYN, ACK");
    says(few, OTHER, "REGISTER", "101@a.example", "101@a.example", "c1", "");
    opens(few, new InetSocketAddress(OTHER.getAddress(), 16001));
    assertThat(ladder(few, "100")).containsExactly("192.0.2.2 SYN", "192.0.2.1 SYN, ACK");
  }

  @Test
  void a_host_is_followed_by_its_address() {
    opens(PHONE);
    says(PHONE, "REGISTER", "100@a.example", "100@a.example", "c1");
    opens(OTHER);
    says(OTHER, "REGISTER", "101@a.example", "101@a.example", "c2");
    assertThat(ladder("192.0.2.2"))
        .containsExactly("192.0.2.2 SYN", "192.0.2.1 SYN, ACK", "192.0.2.2 REGISTER");
    var six = new InetSocketAddress("2001:db8::2", 16000);
    says(six, "REGISTER", "106@a.example", "106@a.example", "c6");
    assertThat(ladder("2001:db8:0::2")).hasSize(1);
    assertThat(ladder("0.0.0.100")).isEmpty();
  }

  @Test
  void media_that_their_call_described_is_told_once_where_it_begins() {
    String sdp =
        """
        v=0
        o=- 1 1 IN IP4 192.0.2.2
        s=-
        c=IN IP4 192.0.2.2
        t=0 0
        m=audio 5004 RTP/SAVP 0
        """
            .replace("\n", "\r\n");
    says(log, PHONE, "INVITE", "100@a.example", "101@a.example", "c1", sdp);
    for (int i = 0; i < 3; i++) {
      byte[] packet = ByteBuffer.allocate(50).putInt(0x8000_0000 + i).putInt(i).putInt(7).array();
      var to = new InetSocketAddress(PHONE.getAddress(), 5004);
      log.passed(new Passed.Datagram(now.plusMillis(i), OTHER, to, packet));
    }
    assertThat(ladder("100")).containsExactly("192.0.2.2 INVITE", "192.0.2.3 SRTP");
    assertThat(ladder("109")).isEmpty();
  }

  @Test
  void of_messages_those_that_are_wanted_are_kept() {
    var followed = Followed.of("100");
    var some = LadderLog.ofMany(followed::isNamedIn);
    says(some, PHONE, "REGISTER", "100@a.example", "100@a.example", "c1", "");
    says(some, PHONE, "REGISTER", "101@a.example", "101@a.example", "c2", "");
    assertThat(some.now().of(followed)).hasSize(1);
    assertThat(some.now().of(Followed.of("101"))).isEmpty();
  }

  @Test
  void the_oldest_is_forgotten_when_there_are_many_or_long_ones() {
    for (int i = 0; i < LadderLog.MOST_ROWS + 5; i++) {
      says(PHONE, "OPTIONS", "100@a.example", "101@a.example", "c" + i);
    }
    assertThat(ladder("c4")).isEmpty();
    assertThat(ladder("c5")).hasSize(1);
    assertThat(ladder("100")).hasSize(LadderLog.MOST_ROWS);
    String body = "x".repeat(30_000);
    for (int i = 0; i < 1000; i++) {
      says(log, PHONE, "MESSAGE", "100@a.example", "101@a.example", "m" + i, body);
    }
    assertThat(ladder("100")).hasSizeBetween(300, 600);
    assertThat(ladder("m999")).hasSize(1);
  }

  @Test
  void strangers_who_connect_take_no_message_away() {
    says(PHONE, "OPTIONS", "100@a.example", "101@a.example", "c1");
    for (int i = 0; i < LadderLog.MOST_ROWS; i++) opens(new InetSocketAddress("192.0.2.9", 1 + i));
    assertThat(ladder("100")).containsExactly("192.0.2.2 OPTIONS");
    assertThat(ladder("192.0.2.9")).hasSize(LadderLog.MOST_ROWS);
  }

  @Test
  void what_was_kept_at_a_moment_stays_so() {
    says(PHONE, "OPTIONS", "100@a.example", "101@a.example", "c1");
    var then = log.now();
    says(PHONE, "OPTIONS", "100@a.example", "101@a.example", "c2");
    assertThat(then.of(Followed.of("100"))).hasSize(1);
  }

  @Test
  void a_flood_of_media_from_everywhere_has_no_row_each() {
    String sdp =
        "v=0\r\no=- 1 1 IN IP4 192.0.2.2\r\ns=-\r\nc=IN IP4 192.0.2.2\r\nt=0 0\r\n"
            + "m=audio 5004 RTP/SAVP 0\r\n";
    var to = new InetSocketAddress(PHONE.getAddress(), 5004);
    for (String call : List.of("c1", "c2")) {
      says(log, PHONE, "INVITE", "100@a.example", "101@a.example", call, sdp);
      for (int ssrc = 0; ssrc < 300; ssrc++) {
        for (int i = 0; i < 3; i++) {
          ByteBuffer packet = ByteBuffer.allocate(50).putInt(0x8000_0000 + i).putInt(i);
          log.passed(new Passed.Datagram(now, OTHER, to, packet.putInt(ssrc).array()));
        }
      }
    }
    assertThat(ladder("c1")).hasSize(1 + LadderLog.MOST_SOURCES);
    assertThat(ladder("c2")).hasSizeGreaterThan(1);
  }
}
