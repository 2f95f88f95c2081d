package ringfence.adapter.unit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ringfence.adapter.call.CallServices;
import ringfence.adapter.call.MediaSecurity;
import ringfence.adapter.gateway.HostNetwork;
import ringfence.adapter.gateway.SipEp;
import ringfence.adapter.gateway.SipMisc;
import ringfence.adapter.gateway.SipMisc.BlindTransfer;
import ringfence.adapter.line.Hearing;
import ringfence.manage.event.EventLog;
import ringfence.manage.setting.Settings;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.Transport;
import ringfence.testkit.Clause;
import ringfence.transport.Lookout;
import ringfence.transport.WireTap;
import ringfence.transport.tls.TrustAnchors;

/// Three lines on loopback, over UDP and with secure media: 100 and 101 of one unit, 200 of
/// another.
class TransferTest {
  private final EventLog events = new EventLog(200, InstantSource.system());
  private final Queue<byte[]> media = new ConcurrentLinkedQueue<>();
  private final InetAddress here = Loopback.address();
  private final InetAddress there = Loopback.address();
  private final int port = Loopback.freePort(here);
  private Optional<Unit> first = Optional.empty();
  private Optional<Unit> second = Optional.empty();

  private void start(Function<Settings, Settings> changed) throws Exception {
    first = Optional.of(start(here, "10", changed));
    second = Optional.of(start(there, "20", changed));
    await(first(), it -> it.lines().stream().allMatch(UnitStatus.Line::operational));
    await(second(), it -> it.lines().stream().allMatch(UnitStatus.Line::operational));
  }

  private Unit start(InetAddress address, String users, Function<Settings, Settings> changed) {
    var itself = HostPort.of(address.getHostAddress(), port);
    var settings =
        UnitSettings.server(UnitSettings.defaults(), itself, Transport.UDP)
            .with(SipEp.PORT, SipEp.GATEWAY, port);
    for (int i = 0; i < 2; i++) {
      String line = SipEp.USER_AGENTS.rows().get(i);
      settings = settings.with(SipEp.USER_NAME, line, users + i).with(SipEp.REGISTER, line, false);
    }
    return Unit.start(
        new UnitOptions(
            UnitIdentity.TA7102I,
            HostNetwork.at(address),
            changed.apply(settings),
            TrustAnchors.none(),
            Optional.empty(),
            events,
            new Lookout(this::seen),
            new SecureRandom()));
  }

  private void seen(WireTap.Observed packet) {
    if (packet.kind() == WireTap.Kind.RTP) media.add(packet.bytes());
  }

  @AfterEach
  void end() {
    first.ifPresent(Unit::close);
    second.ifPresent(Unit::close);
    assertThat(events.recent()).noneMatch(event -> event.sentence().contains("A step failed"));
    events.close();
  }

  private Unit first() {
    return first.orElseThrow();
  }

  private Unit second() {
    return second.orElseThrow();
  }

  private static void await(Unit unit, Predicate<UnitStatus> wanted) throws Exception {
    unit.when(wanted).get(10, TimeUnit.SECONDS);
  }

  private static Predicate<UnitStatus> state(int line, String state) {
    return status -> status.lines().get(line).state().equals(state);
  }

  private static Predicate<UnitStatus> talksTo(int line, String user) {
    return in("Talking", line, user);
  }

  private static Predicate<UnitStatus> in(String state, int line, String user) {
    return status ->
        status.lines().get(line).state().equals(state)
            && status.lines().get(line).call().filter(it -> it.peer().contains(user)).isPresent();
  }

  /// 100 calls 101, holds it and calls 200, whose phone rings.
  private void consult() throws Exception {
    first().handset(0).offHook();
    first().dial(0, "101");
    await(first(), state(1, "Ringing"));
    first().handset(1).offHook();
    await(first(), state(0, "Talking"));
    first().handset(0).flash();
    await(first(), status -> status.lines().getFirst().hearing() == Hearing.DIAL_TONE);
    first().dial(0, "sip:200@" + there.getHostAddress() + ":" + port);
    await(second(), state(0, "Ringing"));
  }

  private void answer() throws Exception {
    second().handset(0).offHook();
    await(first(), talksTo(0, "200"));
  }

  private void assertConnected() throws Exception {
    await(second(), talksTo(0, "101"));
    await(first(), talksTo(1, "200"));
    await(first(), status -> state(0, "Idle").test(status));
    await(first(), status -> status.lines().getFirst().call().isEmpty());
  }

  @Test
  @Clause("RFC 5589 7.3")
  void hanging_up_after_the_second_party_has_answered_connects_both() throws Exception {
    start(it -> it);
    consult();
    answer();
    first().handset(0).onHook();
    assertConnected();
    second().handset(0).onHook();
    await(first(), state(1, "Tone"));
  }

  @ParameterizedTest
  @Clause("RFC 5589 7.6")
  @EnumSource(BlindTransfer.class)
  void hanging_up_while_the_second_phone_rings_connects_both(BlindTransfer method)
      throws Exception {
    start(it -> it.with(SipMisc.BLIND_TRANSFER, method));
    consult();
    first().handset(0).onHook();
    await(first(), state(0, "Idle"));
    boolean confirmed = method == BlindTransfer.SEMI_ATTENDED_CONFIRMED;
    await(second(), in("Ringing", 0, confirmed ? "100" : "101"));
    second().handset(0).offHook();
    assertConnected();
  }

  @Test
  @Timeout(20)
  void no_plain_RTP_leaves_during_the_transfer_of_a_secure_call() throws Exception {
    start(it -> it.with(MediaSecurity.RTP_MODE, MediaSecurity.RtpMode.SECURE));
    consult();
    answer();
    first().handset(0).onHook();
    assertConnected();
    int sofar = media.size();
    while (media.size() < sofar + 100) Thread.onSpinWait();
    assertThat(List.copyOf(media)).noneMatch(TransferTest::isClear);
  }

  /// Silence in G.711 is one octet again and again.
  private static boolean isClear(byte[] datagram) {
    return Arrays.equals(datagram, 12, 28, datagram, 28, 44);
  }

  @Test
  @Timeout(20)
  void silence_in_the_clear_would_be_seen() throws Exception {
    start(it -> it.with(MediaSecurity.RTP_MODE, MediaSecurity.RtpMode.UNSECURE));
    consult();
    while (media.stream().noneMatch(TransferTest::isClear)) Thread.onSpinWait();
  }

  @Test
  void a_secure_line_that_is_sent_to_a_plain_one_does_not_talk_in_the_clear() throws Exception {
    first = Optional.of(start(here, "10", it -> mixed(it)));
    second = Optional.of(start(there, "20", it -> plain(it)));
    await(first(), it -> it.lines().stream().allMatch(UnitStatus.Line::operational));
    await(second(), it -> it.lines().stream().allMatch(UnitStatus.Line::operational));
    consult();
    first().handset(0).onHook();
    await(first(), state(1, "Talking"));
    await(second(), state(0, "Idle"));
    await(first(), state(1, "Tone"));
  }

  private static Settings plain(Settings settings) {
    return settings.with(MediaSecurity.RTP_MODE, MediaSecurity.RtpMode.UNSECURE);
  }

  /// 100 takes either, 101 only secure media.
  private static Settings mixed(Settings settings) {
    String line = SipEp.USER_AGENTS.rows().get(1);
    return settings
        .with(MediaSecurity.RTP_MODE, MediaSecurity.RtpMode.SECURE_WITH_FALLBACK)
        .with(MediaSecurity.LINE_ENABLE, line, true)
        .with(MediaSecurity.LINE_RTP_MODE, line, MediaSecurity.RtpMode.SECURE);
  }

  @Test
  void a_flash_joins_all_three() throws Exception {
    start(it -> it);
    consult();
    answer();
    first().handset(0).flash();
    await(first(), state(0, "Conference"));
    second().handset(0).onHook();
    await(first(), talksTo(0, "101"));
    await(first(), state(1, "Talking"));
  }

  @Test
  void a_second_caller_waits_until_a_flash_answers() throws Exception {
    start(it -> it);
    first().handset(0).offHook();
    first().dial(0, "101");
    await(first(), state(1, "Ringing"));
    first().handset(1).offHook();
    await(first(), state(0, "Talking"));
    second().handset(0).offHook();
    second().dial(0, "sip:100@" + here.getHostAddress() + ":" + port);
    await(first(), it -> it.lines().getFirst().hearing() == Hearing.CALL_WAITING_TONE);
    await(second(), it -> it.lines().getFirst().hearing() == Hearing.RINGBACK);
    first().handset(0).flash();
    await(second(), state(0, "Talking"));
    await(first(), talksTo(0, "200"));
    second().handset(0).onHook();
    await(first(), state(0, "Tone"));
    first().handset(0).flash();
    await(first(), talksTo(0, "101"));
  }

  @Test
  void without_call_waiting_a_second_caller_hears_that_the_line_is_busy() throws Exception {
    start(it -> it.with(CallServices.CALL_WAITING, false));
    first().handset(0).offHook();
    first().dial(0, "101");
    await(first(), state(1, "Ringing"));
    second().handset(0).offHook();
    second().dial(0, "sip:100@" + here.getHostAddress() + ":" + port);
    await(second(), it -> it.lines().getFirst().hearing() == Hearing.BUSY_TONE);
  }
}
