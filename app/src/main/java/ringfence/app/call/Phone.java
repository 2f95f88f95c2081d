package ringfence.app.call;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import ringfence.adapter.call.CallStatus;
import ringfence.adapter.gateway.HostNetwork;
import ringfence.adapter.unit.Unit;
import ringfence.adapter.unit.UnitIdentity;
import ringfence.adapter.unit.UnitOptions;
import ringfence.adapter.unit.UnitStatus;
import ringfence.app.capture.KeyLogFile;
import ringfence.app.capture.Recording;
import ringfence.app.option.Unusable;
import ringfence.manage.event.ConsoleLog;
import ringfence.manage.event.EventLog;
import ringfence.manage.event.Severity;
import ringfence.media.codec.WavFile;
import ringfence.sip.message.HostPort;
import ringfence.transport.Lookout;

/// One line in the hands of `call` or `answer`: it registers if it is to, talks once, and hangs up.
public final class Phone implements AutoCloseable {
  private static final Duration READY = Duration.ofSeconds(20);

  private final CallOptions options;
  private final EventLog events = new EventLog(200, InstantSource.system());
  private final Recording capture;
  private final Closeable hep;
  private final KeyLogFile keyLog;
  private final Unit unit;
  private final short[] playing;

  Phone(CallOptions options, HostPort server) throws IOException, Unusable {
    this(options, server, new Lookout());
  }

  /// A unit with one line, not yet started.
  ///
  /// @param lookout of those who look on
  public Phone(CallOptions options, HostPort server, Lookout lookout) throws IOException, Unusable {
    this.options = options;
    this.playing = options.playing();
    var local = options.local(server);
    var settings = options.settings(server, local);
    var trust = options.trust();
    var identity = options.identity();
    this.keyLog = KeyLogFile.at(options.keyLog);
    events.listen(new ConsoleLog(System.err, Severity.WARNING, ZoneId.systemDefault()));
    this.capture = options.capture.start(lookout);
    this.hep = options.hep.start(lookout);
    keyLog.log().ifPresent(lookout::keyLog);
    this.unit =
        Unit.start(
            new UnitOptions(
                UnitIdentity.TA7102I,
                HostNetwork.at(local, options.dns.asked().locator()),
                settings,
                trust,
                identity,
                events,
                lookout,
                CallOptions.chance()));
  }

  public Unit unit() {
    return unit;
  }

  /// Waits until the line can be used; the sentence says why it cannot.
  Optional<String> ready() {
    return ready(READY);
  }

  /// The same, for so long.
  public Optional<String> ready(Duration most) {
    Optional<UnitStatus> status = met(now -> line(now).operational() || isRefused(line(now)), most);
    UnitStatus now = status.orElseGet(() -> unit.status().join());
    if (line(now).operational()) {
      capture.ready(true);
      return Optional.empty();
    }
    for (var link : now.links()) {
      if (link.tls().isEmpty() && link.localPort() == 0) return Optional.of(link.cause());
    }
    String cause = line(now).cause();
    return Optional.of(cause.isEmpty() ? "the line did not become usable in time" : cause);
  }

  private static boolean isRefused(UnitStatus.Line line) {
    return line.registration().equals("AuthFailed") || line.registration().equals("Rejected");
  }

  /// Says what there is to say, presses keys, and waits for the end of the call or of the time.
  public void talk() throws IOException {
    var handset = unit.handset(0);
    handset.record();
    var _ = handset.say(playing);
    options.dtmf.ifPresent(handset::press);
    if (met(status -> line(status).call().isEmpty(), length()).isEmpty()) {
      handset.onHook();
      met(status -> line(status).call().isEmpty(), Duration.ofSeconds(5));
    }
    short[] heard = handset.stopRecording().join().samples();
    if (options.record.isPresent()) {
      Files.write(options.record.get(), WavFile.write(heard));
    }
  }

  /// As asked, or as long as there is something to say, or an hour.
  private Duration length() {
    if (options.seconds > 0) return Duration.ofSeconds(options.seconds);
    if (playing.length > 0) return Duration.ofMillis(playing.length / 8 + 500);
    return Duration.ofHours(1);
  }

  /// Waits for a status; empty when it does not come in time.
  public Optional<UnitStatus> met(Predicate<UnitStatus> wanted, Duration most) {
    try {
      var status = unit.when(wanted).orTimeout(most.toMillis(), TimeUnit.MILLISECONDS);
      return Optional.of(status.join());
    } catch (CompletionException _) {
      return Optional.empty();
    }
  }

  public static UnitStatus.Line line(UnitStatus status) {
    return status.lines().getFirst();
  }

  /// The call that was talked on, as it was when it ended.
  public Optional<CallStatus> talked() {
    return line(unit.status().join()).lastCall();
  }

  @Override
  public void close() throws IOException {
    unit.close();
    events.close();
    keyLog.close();
    capture.close();
    hep.close();
  }
}
