package ringfence.app.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ringfence.adapter.unit.Unit;
import ringfence.app.Office;
import ringfence.proxy.ProxyServer;
import ringfence.testkit.Certificates.Authority;
import ringfence.transport.Lookout;
import ringfence.transport.tls.TrustAnchors;

/// The ladders of a proxy to which units connect over TLS.
class LiveLaddersTest {
  @TempDir private Path folder;
  private final AtomicInteger looks = new AtomicInteger();
  private final Lookout lookout = new Lookout();
  private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private Office office;
  private ProxyServer proxy;

  private final LiveLadders onDemand = LiveLadders.onDemand(lookout, this::now);

  private Instant now() {
    looks.incrementAndGet();
    return now;
  }

  @BeforeEach
  void begin() throws Exception {
    office = Office.in(folder);
    proxy = office.proxy();
    proxy.show(lookout);
  }

  @AfterEach
  void end() {
    proxy.close();
    office.close();
  }

  private void registers(String user, int host) {
    looksByNow();
    try (Unit unit = office.unit(user, host, office.unitSettings())) {
      Office.await(unit, it -> it.lines().getFirst().registration().equals("Registered"));
    }
  }

  /// Its loop is told to look at sockets, and has done so when it answers.
  private void looksByNow() {
    proxy.status().join();
  }

  private static String text(LiveLadders ladders, String subject) {
    return ladders.ask(subject).orElseThrow().text();
  }

  private static String html(LiveLadders ladders, String subject) {
    return ladders.ask(subject).orElseThrow().html().toString();
  }

  @Test
  void a_link_is_drawn_from_its_handshake_to_the_messages_in_it() {
    assertThat(text(onDemand, "100")).isEmpty();
    registers("100", 30);
    registers("101", 31);
    assertThat(html(onDemand, "100"))
        .contains("TCP SYN", "Client Hello", "CN=" + office.network + ".11", "401 Unauthorized")
        .contains("REGISTER sip:", "Authorization: Digest", "200 OK (1 binding)")
        .doesNotContain("sip:101@", office.network + ".31");
    assertThat(text(onDemand, "101")).as("asked for later").doesNotContain("REGISTER");
  }

  @Test
  void what_was_said_before_is_there_where_a_product_remembers() {
    var always = LiveLadders.always(lookout);
    registers("100", 30);
    assertThat(text(always, "100@" + office.network + ".11")).contains("REGISTER", "Client Hello");
  }

  @Test
  void a_handshake_that_fails_is_drawn_for_the_user_who_is_not_heard_because_of_it() {
    var always = LiveLadders.always(lookout);
    looksByNow();
    var strangers = TrustAnchors.of(new Authority("others").certificate());
    var settings = Office.line(office.unitSettings(), "100", Office.PASSWORD);
    try (Unit _ = Unit.start(office.options(30, settings, strangers))) {
      awaits(always, "100", "Alert, fatal unknown_ca (48)");
    }
    assertThat(html(always, "100")).contains("TCP SYN", "Client Hello");
  }

  private static void awaits(LiveLadders ladders, String subject, String words) {
    var seen = new CompletableFuture<Void>();
    Runnable look =
        () -> {
          if (html(ladders, subject).contains(words)) seen.complete(null);
        };
    ladders.watch(look);
    look.run();
    seen.orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Test
  void nobody_pays_when_nobody_has_asked_for_a_minute() {
    registers("100", 30);
    assertThat(looks).as("nobody has asked").hasValue(0);
    onDemand.ask("100");
    now = now.plus(LiveLadders.UNASKED).minusMillis(1);
    registers("100", 30);
    assertThat(text(onDemand, "100")).contains("REGISTER");
    now = now.plus(LiveLadders.UNASKED);
    registers("100", 30);
    int before = looks.get();
    registers("100", 30);
    assertThat(looks).as("taps are gone").hasValue(before);
    assertThat(text(onDemand, "100")).as("a new one").isEmpty();
  }

  @Test
  void so_many_are_drawn_and_no_more() {
    for (int i = 0; i < LiveLadders.MOST; i++) onDemand.ask("1" + i);
    assertThat(onDemand.ask("200")).isEmpty();
    assertThat(onDemand.ask("10")).as("drawn already").isPresent();
    now = now.plus(Duration.ofMinutes(2));
    assertThat(onDemand.ask("200")).isPresent();
  }

  @Test
  void whoever_watches_hears_of_another_row_while_somebody_looks() {
    var grown = new AtomicInteger();
    onDemand.watch(grown::incrementAndGet);
    registers("100", 30);
    assertThat(grown).hasValue(0);
    onDemand.ask("100");
    registers("100", 30);
    assertThat(grown.get()).isGreaterThan(4);
  }
}
