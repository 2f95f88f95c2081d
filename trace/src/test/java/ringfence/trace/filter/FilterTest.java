package ringfence.trace.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import ringfence.trace.capture.Captures;
import ringfence.trace.decode.CallFrames;
import ringfence.trace.decode.Decoder;
import ringfence.trace.decode.Knowledge;
import ringfence.trace.decode.Row;

/// On the rows of [CallFrames]: 1 to 3 TCP, 4 INVITE and 5 its 200 over TCP, 6 and 8 RTP of the
/// caller, 7 and 9 of the callee.
class FilterTest {
  private static final List<Row> ROWS = new CallFrames().rows(2);

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "(ip.addr ==192.0.2.12) & (sip) ; 4 5",
        "ip.src == 192.0.2.30 && rtp ; 6 8",
        "ip.dst == 192.0.2.30 and not tcp ; 7 9",
        "address == 192.0.2.0/24 ; 1 2 3 4 5 6 7 8 9",
        "address == 198.51.100.0/24 ; ''",
        "ip.addr != 192.0.2.12 ; ''",
        "tcp.port == 5060 ; 1 2 3 4 5",
        "udp.port == 5006 ; 6 7 8 9",
        "port == 16000 && udp ; ''",
        "method == invite ; 4",
        "sip.Method == \"INVITE\" || sip.Status-Code == 200 ; 4 5",
        "status == 2xx ; 5",
        "status == 4xx ; ''",
        "sip.Status-Code >= 200 && sip.Status-Code < 300 ; 5",
        "call-id == call-1 ; 4 5",
        "call == call-1 ; 4 5 6 7 8 9",
        "sip.Method != BYE ; 4",
        "user == 101 ; 4 5",
        "sip.r-uri.user == 101 ; 4",
        "sip.from.user contains 1 && sip.to.user matches ^10 ; 4 5",
        "rtp.ssrc == 0x2 ; 7 9",
        "rtp.seq == 1 or frame.number < 2 ; 1 8 9",
        "tcp.stream == 0 ; 1 2 3 4 5",
        "sdp ; 4 5",
        "sip.Method ; 4",
        "srtp ; 6 7 8 9",
        "ssl ; ''",
        "mikey or rtcp or srtcp or arp or malformed ; ''",
        "!(tcp || rtp) ; ''",
        "info contains \"with session\" ; 4 5",
        "method in {invite, bye} ; 4",
        "method not in {invite bye} && sip ; 5",
        "status in {1xx, 2xx} ; 5",
        "status in {180,200..299} ; 5",
        "call in {\"call-1\"} && !sip ; 6 7 8 9",
        "rtp.ssrc in {0x2..0xff} ; 7 9",
        "rtp.ssrc >= 0x2 ; 7 9",
        "address in {192.0.2.30, 10.0.0.0/8} && method ; 4",
        "sip contains \"SIP/2.0 200\" ; 5",
        "sip matches \"^invite\" ; 4",
        "sip.method == INVITE ; 4",
        "sip.Method == invite ; ''",
        "frame.time_relative >= 0 && frame.time_relative < 9999 ; 1 2 3 4 5 6 7 8 9",
        "'' ; 1 2 3 4 5 6 7 8 9"
      })
  void rows_are_chosen_in_the_words_of_Wireshark_and_in_short_ones(String filter, String numbers) {
    assertThat(passed(filter)).isEqualTo(numbers);
  }

  /// A line of a table of captures and filters with the frames that tshark lets through, which
  /// `FiltersIT` asks of it. What differs is not in it: `srtp`, which Wireshark has no word for;
  /// `rtcp`, which is SRTCP here too; what short words say, which is equal in any case; `!`, which
  /// is of a row here and not of all that a frame says; and `tls.resumed`, which is of TLS 1.3 too
  /// here.
  @ParameterizedTest
  @MethodSource("table")
  void the_frames_are_those_of_Wireshark(String line) throws IOException {
    String[] columns = line.split("\t", -1);
    var chosen = ((Filter.Parsed.Good) Filter.parse(columns[2])).filter();
    String numbers =
        rows(columns[0]).stream()
            .filter(chosen)
            .map(it -> Long.toString(it.number()))
            .distinct()
            .collect(Collectors.joining(" "));
    assertThat(numbers).isEqualTo(columns[3]);
  }

  @Test
  void a_session_of_TLS_13_that_is_resumed_is_found_as_others_are() throws IOException {
    var resumed = ((Filter.Parsed.Good) Filter.parse("tls.resumed")).filter();
    assertThat(rows("tls/tls13-ticket.pcap").stream().filter(resumed))
        .extracting(Row::number)
        .containsExactly(25L);
    assertThat(rows("tls/tls13-ticket-refused.pcap")).noneMatch(resumed);
  }

  static List<String> table() throws IOException {
    Path table = Path.of("src/test/resources/ringfence/trace/filter/wireshark.tsv");
    return Files.readAllLines(table).stream().skip(1).toList();
  }

  private static List<Row> rows(String capture) throws IOException {
    var decoder = new Decoder(Knowledge.none());
    List<Row> rows = new ArrayList<>();
    Path file = Path.of("src/test/resources/ringfence/trace", capture);
    try (Captures captures = Captures.open(List.of(file))) {
      for (var item = captures.next(); item.isPresent(); item = captures.next()) {
        rows.addAll(decoder.read(item.get()));
      }
    }
    return rows;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "sip.Metod == INVITE # no such field: sip.Metod; did you mean sip.Method?",
        "status-code == 200 # no such field: status-code; did you mean sip.Status-Code?",
        "sip.contact.addr # no such field or protocol: sip.contact.addr; did you mean"
            + " sip.contact.uri?",
        "tpc # no such field or protocol: tpc; did you mean tcp?",
        "ipv6.version == 6 # no such field: ipv6.version; of ipv6 are known ipv6.addr, ipv6.dst,"
            + " ipv6.src",
        "nonsense == 1 # no such field: nonsense; known are address, call, call-id, info, method,"
            + " port, protocol, sip, status, user, and fields as in sip.Method",
        "nonsense # no such field or protocol: nonsense; known are address, arp, call, call-id,"
            + " frame, icmp, icmpv6, info, ip, ipv6, malformed, method, mikey, port, protocol,"
            + " rtcp, rtp, sdp, sip, srtcp, srtp, ssl, status, tcp, tls, udp, udptl, user, and"
            + " fields as in sip.Method",
        "udp.stream == 1 # no such field: udp.stream; what Wireshark counts so depends on what it"
            + " takes for media; name the ports, as in udp.port == 5004 && udp.port == 6004",
        "frame contains \"x\" # no such field: frame; text is looked for in SIP messages only, as in"
            + " sip contains \"text\"",
        "sip == \"x\" # sip is compared with contains and matches",
        "sip in {\"x\"} # sip is compared with contains and matches",
        "sip.Method > \"H\" # sip.Method is compared with ==, !=, in, contains and matches",
        "rtp.seq contains 1 # rtp.seq is compared with ==, !=, <, <=, >, >= and in",
        "method in # a set as in {1, 2} is missing at the end",
        "method in INVITE # a set as in {1, 2} is wanted, not INVITE",
        "method in {} # a value is missing in the set for method",
        "method in {\"INVITE\",} # a value is missing in the set for method",
        "status in {200..} # a value is missing in the set for status",
        "status in {200, many} # not a value for status: many; a number is wanted",
        "status in {499..400} # a range that ends before it begins: 499..400",
        "method in {A..B} # only numbers have ranges: A..B",
        "ip.addr == 2001:db8::1 # not a value for ip.addr: 2001:db8::1; an IPv4 address or network"
            + " is wanted",
        "frame.time_relative > soon # not a value for frame.time_relative: soon; a number of"
            + " seconds, as in 1.5, is wanted",
        "ip.addr == # a value is missing at the end",
        "sip && # a field or a protocol is missing at the end",
        "(sip # a ) is missing",
        "sip sip # nothing can follow at sip",
        "ip.addr == 1.2.3.4.5 # not a value for ip.addr: 1.2.3.4.5; an IPv4 address or"
            + " network is wanted",
        "ip.addr == 10.0.0.0/33 # not a value for ip.addr: 10.0.0.0/33; an IPv4 address"
            + " or network is wanted",
        "status > many # not a value for status: many; a number is wanted",
        "user matches \"(\" # no regular expression: (",
        "user == \"100 # not understood: \"100"
      })
  void what_is_no_filter_is_refused_with_the_reason(String filter, String reason) {
    assertThat(Filter.parse(filter)).isEqualTo(new Filter.Parsed.Malformed(reason));
  }

  @Test
  void nesting_has_a_bottom() {
    assertThat(Filter.parse("(".repeat(100_000))).isInstanceOf(Filter.Parsed.Malformed.class);
    assertThat(Filter.parse("!".repeat(100_000))).isInstanceOf(Filter.Parsed.Malformed.class);
  }

  @Test
  void words_of_chance_are_a_filter_or_none() {
    var chance = new Random(5);
    String[] words = {
      "sip",
      "ip.addr",
      "==",
      "!=",
      "(",
      ")",
      "&&",
      "|",
      "!",
      "1.2.3.4",
      "4xx",
      "in",
      "not",
      "{1..4, 0x5}",
      "{",
      "frame.time_relative",
      "tls.handshake.type",
      "\"",
      "user",
      "contains",
      "~",
      "é",
      "=",
      "rtp.seq",
      ">"
    };
    for (int i = 0; i < 20_000; i++) {
      String text =
          chance
              .ints(chance.nextInt(8), 0, words.length)
              .mapToObj(it -> words[it])
              .collect(Collectors.joining(" "));
      if (Filter.parse(text) instanceof Filter.Parsed.Good(var good)) ROWS.forEach(good::test);
    }
  }

  private static String passed(String filter) {
    var good = (Filter.Parsed.Good) Filter.parse(filter);
    return ROWS.stream()
        .filter(good.filter())
        .map(it -> Long.toString(it.number()))
        .collect(Collectors.joining(" "));
  }
}
