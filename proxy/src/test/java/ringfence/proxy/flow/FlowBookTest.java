package ringfence.proxy.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import ringfence.sip.message.Transport;
import ringfence.sip.transaction.Flow;
import ringfence.testkit.VirtualTime;
import ringfence.transport.FailedLink;
import ringfence.transport.FlowEnd;
import ringfence.transport.FlowFacts;
import ringfence.transport.TlsSession;
import ringfence.transport.tls.Refusal;
import ringfence.transport.tls.TlsVersion;

class FlowBookTest {
  private static final InetSocketAddress LOCAL = new InetSocketAddress("127.0.0.1", 5061);
  private static final FlowEnd BY_PEER = new FlowEnd(FlowEnd.Cause.PEER, "The peer closed it.");

  private final VirtualTime time = new VirtualTime();
  private final Map<Flow, List<String>> registered = new HashMap<>();
  private final FlowBook book =
      new FlowBook(time::now, flow -> registered.getOrDefault(flow, List.of()));
  private long lastId;

  private FlowFacts link(String host, TlsVersion version, String suite) {
    var remote = new InetSocketAddress(host, 16_000);
    var flow = new Flow(++lastId, Transport.TLS, LOCAL, remote);
    var tls = new TlsSession(version, suite, Optional.empty(), false, Duration.ofMillis(5));
    Instant now = time.now();
    return new FlowFacts(flow, false, now, now, now, 700, 900, Optional.of(tls), Optional.empty());
  }

  private FlowFacts link(String host) {
    return link(host, TlsVersion.TLS_1_3, "TLS_AES_256_GCM_SHA384");
  }

  private static InetAddress address(String text) {
    return InetAddress.ofLiteral(text);
  }

  private FlowStatus status(List<FlowFacts> open) {
    return FlowStatus.of(
        open, flow -> registered.getOrDefault(flow, List.of()), Map.of(), book.past(open));
  }

  @Test
  void a_link_that_went_is_shown_with_its_users_and_why() {
    FlowFacts link = link("192.0.2.1");
    registered.put(link.flow(), List.of("sip:100@example.com"));
    book.opened(link);
    assertThat(status(List.of(link)).open())
        .singleElement()
        .satisfies(it -> assertThat(it.users()).containsExactly("sip:100@example.com"))
        .satisfies(it -> assertThat(it.end()).isEmpty());
    time.advance(Duration.ofMinutes(3));
    book.closed(link, BY_PEER);
    FlowStatus status = status(List.of());
    assertThat(status.open()).isEmpty();
    assertThat(status.gone())
        .singleElement()
        .satisfies(it -> assertThat(it.users()).containsExactly("sip:100@example.com"))
        .satisfies(it -> assertThat(it.bytesIn()).isEqualTo(700))
        .satisfies(
            it ->
                assertThat(it.end())
                    .contains(
                        new FlowRecord.End(time.now(), FlowEnd.Cause.PEER, "The peer closed it.")));
    assertThat(status.counts().closed()).containsExactly(Map.entry(FlowEnd.Cause.PEER, 1L));
    assertThat(status.counts().handshakeTime()).isEqualTo(Duration.ofMillis(5));
  }

  @Test
  void what_happened_to_an_address_is_told_with_the_handshakes_that_failed() {
    FlowFacts link = link("192.0.2.1");
    var why = new Refusal(Refusal.Cause.PEER_ALERT, "It does not know our authority.", "", "");
    book.failed(new FailedLink(Transport.TLS, false, LOCAL, link.flow().remote(), why));
    book.opened(link);
    book.closed(link, BY_PEER);
    assertThat(book.history(address("192.0.2.1")))
        .extracting(Transition::kind)
        .containsExactly(Transition.Kind.CLOSED, Transition.Kind.OPENED, Transition.Kind.FAILED);
    assertThat(book.history(address("192.0.2.1")).getLast().text())
        .contains("peer-alert")
        .contains("does not know our authority");
    var ours = new FailedLink(Transport.TLS, true, LOCAL, link.flow().remote(), why);
    book.failed(ours);
    assertThat(book.history(address("192.0.2.1")))
        .filteredOn(it -> it.kind() == Transition.Kind.FAILED)
        .extracting(Transition::outgoing)
        .containsExactly(true, false);
    assertThat(book.history(address("192.0.2.2"))).isEmpty();
    assertThat(status(List.of()).counts().failed())
        .containsOnly(
            Map.entry(new FlowCounts.Failure(false, Refusal.Cause.PEER_ALERT), 1L),
            Map.entry(new FlowCounts.Failure(true, Refusal.Cause.PEER_ALERT), 1L));
  }

  @Test
  void whoever_comes_how_often_he_likes_the_book_has_its_bounds() {
    FlowFacts known = link("198.51.100.1");
    for (int i = 0; i < 5000; i++) {
      FlowFacts each = link("10.0." + i / 250 + "." + i % 250);
      book.opened(each);
      book.closed(each, BY_PEER);
      if (i % 100 == 0) book.opened(known); // comes again and again, and is not forgotten
    }
    assertThat(status(List.of()).gone()).hasSize(FlowBook.MOST_GONE);
    assertThat(book.history(address("198.51.100.1"))).hasSize(FlowBook.MOST_TRANSITIONS);
    List<InetAddress> kept = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      InetAddress each = address("10.0." + i / 250 + "." + i % 250);
      if (!book.history(each).isEmpty()) kept.add(each);
    }
    assertThat(kept).hasSizeLessThan(FlowBook.MOST_ADDRESSES).hasSizeGreaterThan(1900);
  }

  @Test
  void F11_who_still_needs_the_legacy_fence_is_listed_with_user_version_and_suite() {
    FlowFacts old = link("192.0.2.7", TlsVersion.TLS_1_0, "TLS_RSA_WITH_AES_256_CBC_SHA");
    registered.put(old.flow(), List.of("sip:100@example.com"));
    book.opened(old);
    book.opened(link("192.0.2.8"));
    assertThat(status(List.of(old)).counts().legacy())
        .containsExactly(Map.entry(new FlowCounts.Legacy(TlsVersion.TLS_1_0, "RSA"), 1L));
    time.advance(Duration.ofHours(1));
    book.closed(old, BY_PEER);
    registered.clear();
    book.opened(link("192.0.2.7", TlsVersion.TLS_1_0, "TLS_RSA_WITH_AES_256_CBC_SHA"));
    assertThat(status(List.of()).legacy())
        .containsExactly(
            new LegacyUse(
                address("192.0.2.7"),
                TlsVersion.TLS_1_0,
                "TLS_RSA_WITH_AES_256_CBC_SHA",
                List.of("sip:100@example.com"),
                2,
                time.now()));
    assertThat(status(List.of()).counts().legacy()).isEmpty();
  }
}
