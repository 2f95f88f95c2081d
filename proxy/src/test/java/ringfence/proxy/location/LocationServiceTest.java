package ringfence.proxy.location;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ringfence.manage.event.Report;
import ringfence.proxy.store.Database;
import ringfence.sip.message.Parameters;
import ringfence.sip.message.Transport;
import ringfence.sip.message.Uri;
import ringfence.sip.transaction.Flow;

class LocationServiceTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final AddressOfRecord AOR = new AddressOfRecord("100", "192.168.120.11");

  private final List<Report> reports = Collections.synchronizedList(new ArrayList<>());
  private final LocationService location = new LocationService(BindingStore.none(), a -> a);

  private static Flow flow(long id, Transport transport) {
    return new Flow(
        id,
        transport,
        new InetSocketAddress("127.0.0.1", 5061),
        new InetSocketAddress("127.0.0.30", 16000 + (int) id));
  }

  private static Binding binding(String contact, Flow flow, int seconds, int q) {
    return new Binding(
        AOR,
        Uri.parse(contact),
        Parameters.parse(";+sip.instance=\"<urn:uuid:0 \\\\ 1>\""),
        q,
        "call@id",
        4_294_967_295L,
        START.plusSeconds(seconds),
        new Reach.Live(flow),
        "Mitel TA7102i/v2.0\t(tab)");
  }

  @Test
  void the_most_preferred_binding_comes_first() {
    Binding low = binding("sip:100@a", flow(1, Transport.TLS), 60, 300);
    Binding high = binding("sip:100@b", flow(2, Transport.TLS), 60, 900);
    location.commit(AOR, List.of(low, high));
    assertThat(location.bindings(AOR, START)).containsExactly(high, low);
  }

  @Test
  void a_binding_ends_at_its_time_to_the_second() {
    Binding binding = binding("sip:100@a", flow(1, Transport.TLS), 60, 1000);
    location.commit(AOR, List.of(binding));
    assertThat(location.deadline()).contains(START.plusSeconds(60));
    assertThat(location.elapse(START.plusMillis(59_999))).isEmpty();
    assertThat(location.bindings(AOR, START.plusMillis(59_999))).hasSize(1);
    assertThat(location.bindings(AOR, START.plusSeconds(60))).isEmpty();
    assertThat(location.elapse(START.plusSeconds(60))).containsExactly(binding);
    assertThat(location.deadline()).isEmpty();
    assertThat(location.all(START)).isEmpty();
  }

  @Test
  void of_two_bindings_with_one_end_the_refreshed_one_stays() {
    Binding first = binding("sip:100@a", flow(1, Transport.TLS), 60, 1000);
    Binding second = binding("sip:100@b", flow(2, Transport.TLS), 60, 1000);
    location.commit(AOR, List.of(first, second));
    Binding refreshed = binding("sip:100@a", flow(1, Transport.TLS), 120, 1000);
    location.commit(AOR, List.of(refreshed, second));
    assertThat(location.elapse(START.plusSeconds(60))).containsExactly(second);
    assertThat(location.bindings(AOR, START.plusSeconds(60))).containsExactly(refreshed);
    assertThat(location.elapse(START.plusSeconds(120))).containsExactly(refreshed);
  }

  @Test
  void a_refresh_is_found_by_its_flow_and_lasts_until_its_own_end() {
    Flow old = flow(1, Transport.TLS);
    Flow fresh = flow(2, Transport.TLS);
    location.commit(AOR, List.of(binding("sip:100@a", old, 60, 1000)));
    location.commit(AOR, List.of(binding("sip:100@a", old, 90, 1000)));
    assertThat(location.elapse(START.plusSeconds(60))).isEmpty();
    Binding last = binding("sip:100@a", fresh, 120, 1000);
    location.commit(AOR, List.of(last));
    assertThat(location.over(old, START)).isEmpty();
    assertThat(location.over(fresh, START)).containsExactly(last);
    assertThat(location.elapse(START.plusSeconds(90))).isEmpty();
    assertThat(location.elapse(START.plusSeconds(120))).containsExactly(last);
  }

  @Test
  void bindings_wait_when_their_flow_is_gone_and_others_stay() {
    location.commit(
        AOR,
        List.of(
            binding("sip:100@a", flow(1, Transport.TLS), 60, 1000),
            binding("sip:100@b", flow(2, Transport.TLS), 60, 900)));
    assertThat(location.flowGone(flow(1, Transport.TLS))).hasSize(1);
    assertThat(location.bindings(AOR, START))
        .extracting(Binding::isLive)
        .containsExactly(false, true);
    assertThat(location.over(flow(1, Transport.TLS), START)).isEmpty();
    assertThat(location.over(flow(2, Transport.TLS), START)).hasSize(1);
    assertThat(location.flowGone(flow(1, Transport.TLS))).isEmpty();
  }

  @Test
  void a_contact_is_found_without_its_parameters_while_its_flow_is_up() {
    location.commit(
        AOR,
        List.of(binding("sip:100@A.example:16000;transport=tls", flow(1, Transport.TLS), 60, 1)));
    assertThat(location.byContact(Uri.parse("sip:100@a.example:16000"), START)).isPresent();
    assertThat(location.byContact(Uri.parse("sip:100@a.example:16001"), START)).isEmpty();
    location.flowGone(flow(1, Transport.TLS));
    assertThat(location.byContact(Uri.parse("sip:100@a.example:16000"), START)).isEmpty();
  }

  @Test
  void bindings_outlive_the_process_and_wait_for_their_devices(@TempDir Path folder) {
    Path file = folder.resolve("data/registrations.db");
    Binding kept = binding("sip:100@a:16000;transport=tls;x=%41", flow(1, Transport.TLS), 60, 250);
    try (BindingFile store = BindingFile.open(file, reports::add)) {
      new LocationService(store, a -> a).commit(AOR, List.of(kept));
    }
    try (BindingFile store = BindingFile.open(file, reports::add)) {
      var again = new LocationService(store, a -> a);
      var waiting = new Reach.Awaiting(Transport.TLS, flow(1, Transport.TLS).remote());
      assertThat(again.bindings(AOR, START)).containsExactly(kept.with(waiting));
      again.commit(AOR, List.of());
    }
    try (BindingFile store = BindingFile.open(file, reports::add)) {
      assertThat(store.load()).isEmpty();
    }
  }

  @Test
  void a_kept_binding_by_UDP_is_reached_again_at_once(@TempDir Path folder) {
    Path file = folder.resolve("registrations.db");
    Flow udp = flow(-5, Transport.UDP);
    try (BindingFile store = BindingFile.open(file, reports::add)) {
      var before = new LocationService(store, a -> a);
      before.commit(AOR, List.of(binding("sip:100@a", udp, 60, 1)));
    }
    try (BindingFile store = BindingFile.open(file, reports::add)) {
      var again = new LocationService(store, _ -> new Reach.Live(udp));
      assertThat(again.over(udp, START)).hasSize(1);
    }
  }

  @Test
  void a_broken_file_is_put_aside_and_the_proxy_starts(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("registrations.db");
    Files.write(file, "this is no store of ours, but long enough to be one".repeat(200).getBytes());
    try (BindingFile store = BindingFile.open(file, reports::add)) {
      assertThat(store.load()).isEmpty();
    }
    assertThat(folder.resolve("registrations.db.broken")).exists();
    assertThat(reports).first().asString().contains("put aside");
  }

  @Test
  void what_is_promised_is_in_the_file_before_it_is_closed(@TempDir Path folder) {
    Path file = folder.resolve("registrations.db");
    try (BindingFile store = BindingFile.open(file, reports::add)) {
      for (int i = 0; i < 500; i++) {
        var user = new AddressOfRecord("u" + i, "h");
        store.keep(user, List.of(binding("sip:x@a", flow(1, Transport.TLS), 60, 1)));
      }
      store.keep(new AddressOfRecord("u7", "h"), List.of());
      assertThat(store.written().join()).isTrue();
      try (BindingFile reader = BindingFile.open(file, reports::add)) {
        assertThat(reader.load()).hasSize(499);
      }
    }
  }

  @Test
  void what_cannot_be_written_is_told_and_written_later(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("registrations.db");
    Binding binding = binding("sip:x@a", flow(1, Transport.TLS), 60, 1);
    try (BindingFile store = BindingFile.open(file, reports::add);
        var other = new Database.File(file).open();
        var statement = other.createStatement()) {
      statement.execute("ALTER TABLE registration RENAME TO away");
      store.keep(AOR, List.of(binding));
      assertThat(store.written().join()).isFalse();
      assertThat(reports).last().asString().contains("cannot be written");
      statement.execute("ALTER TABLE away RENAME TO registration");
      assertThat(store.written().join()).isTrue();
      assertThat(store.load()).hasSize(1);
    }
  }

  @Test
  void seconds_left_are_rounded_up() {
    Binding binding = binding("sip:100@a", flow(1, Transport.TLS), 60, 1);
    assertThat(binding.secondsLeft(START.plus(Duration.ofMillis(1)))).isEqualTo(60);
    assertThat(binding.secondsLeft(START.plusSeconds(90))).isZero();
  }

  @Test
  void a_contact_that_the_device_left_still_finds_it_but_after_whoever_has_it_now() {
    Binding before = binding("sip:100@a", flow(1, Transport.TLS), 60, 1000);
    Device moved = Device.UNNAMED.inPlaceOf(before, Uri.parse("sip:100@b"));
    Binding left = binding("sip:100@b", flow(1, Transport.TLS), 60, 1000).with(moved);
    location.commit(AOR, List.of(left));
    assertThat(location.byContact(Uri.parse("sip:100@a"), START)).contains(left);
    Binding current = binding("sip:100@a", flow(2, Transport.TLS), 60, 100);
    location.commit(AOR, List.of(left, current));
    assertThat(location.byContact(Uri.parse("sip:100@a"), START)).contains(current);
    location.commit(AOR, List.of());
    assertThat(location.byContact(Uri.parse("sip:100@a"), START)).isEmpty();
  }

  @Test
  void what_this_node_changes_is_told_and_what_it_takes_in_or_sees_expire_is_not() {
    List<LocationService.Change> told = new ArrayList<>();
    location.onChange(told::add);
    Flow flow = flow(1, Transport.TLS);
    Binding live = binding("sip:100@a", flow, 60, 1000);
    location.commit(AOR, List.of(live));
    location.flowGone(flow);
    Binding waiting = live.with(new Reach.Awaiting(Transport.TLS, flow.remote()));
    assertThat(told)
        .containsExactly(
            new LocationService.Change(AOR, List.of(), List.of(live)),
            new LocationService.Change(AOR, List.of(live), List.of(waiting)));
    told.clear();
    Binding elsewhere = live.with(new Reach.Elsewhere("b", "token", Transport.TLS, flow.remote()));
    location.takeIn(AOR, List.of(elsewhere));
    assertThat(location.bindings(AOR, START)).containsExactly(elsewhere);
    assertThat(location.over(flow, START)).isEmpty();
    assertThat(location.elapse(START.plusSeconds(60))).containsExactly(elsewhere);
    assertThat(told).isEmpty();
  }
}
