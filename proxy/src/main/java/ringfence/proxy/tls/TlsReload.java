package ringfence.proxy.tls;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import ringfence.manage.event.EventLog;
import ringfence.manage.event.Report;
import ringfence.proxy.log.LinkEvents;
import ringfence.transport.Listen.TlsServer;
import ringfence.transport.Loop;
import ringfence.transport.SipEndpoint;
import ringfence.transport.tls.TlsIdentity;

/// Puts new certificates, authorities and revocation lists in force while links stand: looks at the
/// files now and then, has a thread of its own read what was written, and hands the listeners what
/// is good of it. Handshakes from then on see the new; links that are up see nothing.
public final class TlsReload implements AutoCloseable {
  private final ProxyTls tls;
  private final SipEndpoint endpoint;
  private final Loop loop;
  private final EventLog log;
  private final ExpiryWarnings warnings = new ExpiryWarnings();
  private final ExecutorService reading = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Place> places = new HashMap<>();
  private FileStamps seen;
  private FileStamps read;
  private Loop.Timer timer = () -> {};

  /// Where a listener is, and how it serves.
  private record Place(InetSocketAddress local, TlsServer serving) {}

  /// @param log hears of every change and refusal
  public TlsReload(ProxyTls tls, SipEndpoint endpoint, Loop loop, EventLog log) {
    this.tls = tls;
    this.endpoint = endpoint;
    this.loop = loop;
    this.log = log;
    this.read = stamps();
    this.seen = read;
  }

  private FileStamps stamps() {
    return FileStamps.of(tls.files().source().files());
  }

  /// This listener was opened there.
  public void opened(String name, InetSocketAddress local) {
    TlsServer serving = tls.servers().get(name);
    if (serving != null) places.put(name, new Place(local, serving));
  }

  /// Looks at the files from now on, on the loop.
  ///
  /// @param interval zero for only when asked
  public void watch(Duration interval) {
    tls.files().problems().forEach(problem -> log.report(refused(problem)));
    look();
    if (!interval.isZero()) timer = loop.every(interval, this::look);
  }

  private void look() {
    for (Report each : warnings.due(certificates(), loop.now())) log.report(each);
    for (Report each : warnings.late(tls.files().listsInForce(), loop.now())) log.report(each);
    refreshStaples();
    FileStamps now = stamps();
    // a certificate and its key are two files: while they are being written, wait
    boolean settled = now.equals(seen);
    seen = now;
    if (settled && !now.equals(read)) {
      var _ = reload();
    }
  }

  private List<X509Certificate> certificates() {
    return tls.presented().map(TlsIdentity::certificate).toList();
  }

  private void refreshStaples() {
    if (!tls.staples().isOn()) return;
    List<TlsIdentity> presented = tls.presented().toList();
    Instant now = loop.now();
    var _ = reading.submit(() -> tls.staples().refresh(presented, now));
  }

  /// Reads everything again now; completes with what is wrong with it, a sentence each, when what
  /// is good of it is in force. From any thread.
  public CompletableFuture<List<String>> reload() {
    var done = new CompletableFuture<List<String>>();
    loop.post(
        () -> {
          FileStamps stamps = stamps();
          TlsFiles before = tls.files();
          Instant now = loop.now();
          var files = CompletableFuture.supplyAsync(() -> before.reread(now), reading);
          loop.then(
              files,
              fresh -> {
                read = stamps;
                take(before, fresh);
                done.complete(fresh.problems());
              });
        });
    return done;
  }

  private void take(TlsFiles before, TlsFiles after) {
    boolean changed = isChanged(before, after);
    tls.take(after, changed);
    report(before, after);
    tls.servers()
        .forEach(
            (name, serving) -> {
              Place place = places.get(name);
              if (place != null && !place.serving().equals(serving)) renew(name, place, serving);
            });
    if (changed) refreshStaples();
  }

  private static boolean isChanged(TlsFiles before, TlsFiles after) {
    return !before.outgoing().inForce().equals(after.outgoing().inForce())
        || !before.authorities().equals(after.authorities())
        || !before.lists().equals(after.lists())
        || before.pairs().values().stream()
            .anyMatch(pair -> !after.pair(pair.files()).inForce().equals(pair.inForce()));
  }

  private void renew(String name, Place place, TlsServer serving) {
    places.put(name, new Place(place.local(), serving));
    loop.then(
        endpoint.renew(place.local(), serving),
        done -> {
          if (!done) log.report(refused("the listener " + name + " is closed"));
        });
  }

  private void report(TlsFiles before, TlsFiles after) {
    for (KeptPair pair : after.pairs().values()) {
      KeptPair old = before.pair(pair.files());
      if (pair.inForce().equals(old.inForce())) continue;
      pair.inForce().ifPresent(fresh -> log.report(renewed(pair, old, fresh)));
    }
    List<String> known = before.problems();
    List<String> fresh = new ArrayList<>(after.problems());
    fresh.removeAll(known);
    fresh.forEach(problem -> log.report(refused(problem)));
  }

  private static Report renewed(KeptPair pair, KeptPair old, TlsIdentity fresh) {
    return LinkEvents.CERTIFICATE_RENEWED
        .report()
        .about(pair.files().toString())
        .with("serial", serial(fresh))
        .with("before", old.inForce().map(TlsReload::serial).orElse("none"))
        .with("until", fresh.certificate().getNotAfter().toInstant().toString());
  }

  private static String serial(TlsIdentity identity) {
    return identity.certificate().getSerialNumber().toString(16);
  }

  private static Report refused(String problem) {
    return LinkEvents.CERTIFICATE_UNUSABLE.report().with("cause", problem);
  }

  /// Looks no more.
  @Override
  public void close() {
    timer.cancel();
    reading.shutdownNow();
    tls.staples().close();
  }
}
