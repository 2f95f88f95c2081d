package ringfence.adapter.unit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import ringfence.adapter.call.MediaSecurity;
import ringfence.adapter.gateway.SipEp;
import ringfence.manage.event.EventLog;
import ringfence.manage.setting.Settings;
import ringfence.sip.message.Headers;
import ringfence.sip.message.Transport;

/// A unit whose line FXS1, user 100, registers nowhere, and calls its peer over UDP without
/// security.
final class PlainUnit implements AutoCloseable {
  static final String LINE = SipEp.USER_AGENTS.rows().getFirst();

  private final EventLog events = new EventLog(100, InstantSource.system());
  private final InetAddress address = Loopback.address();
  private final int port = Loopback.freePort(address);
  private final Stranger peer = new Stranger(Loopback.address());
  private Optional<Unit> unit = Optional.empty();

  PlainUnit() throws IOException {}

  /// Starts it with settings that a test changes, and waits until its line can be used.
  Unit start(UnaryOperator<Settings> changed) throws Exception {
    Unit started = startWithoutWaiting(changed);
    await(status -> status.lines().getFirst().operational());
    return started;
  }

  Unit startWithoutWaiting(UnaryOperator<Settings> changed) {
    Settings settings =
        UnitSettings.server(UnitSettings.defaults(), peer.address(), Transport.UDP)
            .with(SipEp.PORT, SipEp.GATEWAY, port)
            .with(SipEp.USER_NAME, LINE, "100")
            .with(MediaSecurity.RTP_MODE, MediaSecurity.RtpMode.UNSECURE);
    Unit started = Units.start(changed.apply(settings), address, events);
    unit = Optional.of(started);
    return started;
  }

  UnitStatus await(Predicate<UnitStatus> wanted) throws Exception {
    return Units.await(unit(), wanted);
  }

  Unit unit() {
    return unit.orElseThrow();
  }

  Stranger peer() {
    return peer;
  }

  EventLog events() {
    return events;
  }

  /// Where it listens.
  InetSocketAddress listens() {
    return new InetSocketAddress(address, port);
  }

  /// The peer calls a user of the unit.
  void callIn(String user) throws IOException {
    peer.call(listens(), user, Headers.NONE);
  }

  @Override
  public void close() {
    unit.ifPresent(Unit::close);
    peer.close();
    events.close();
  }
}
