package ringfence.transport;

import java.util.ArrayList;
import java.util.List;
import ringfence.transport.tls.KeyLog;
import ringfence.transport.tls.TlsEngine;

/// Those who look on at all of a product: each of its endpoints and media sockets shows them what
/// it does, those that are there and those that come later. As long as nobody looks it costs
/// nothing. From any thread.
public final class Lookout {
  private final List<WireTap> taps = new ArrayList<>();
  private final List<StreamTap> streamTaps = new ArrayList<>();
  private final List<KeyLog> keyLogs = new ArrayList<>();
  private final List<SipEndpoint> endpoints = new ArrayList<>();
  private final List<MediaSockets> sockets = new ArrayList<>();

  public Lookout(WireTap... taps) {
    this.taps.addAll(List.of(taps));
  }

  /// Has `endpoint` looked at until it closes.
  public synchronized void over(SipEndpoint endpoint) {
    endpoints.removeIf(SipEndpoint::isClosed);
    endpoints.add(endpoint);
    taps.forEach(endpoint::tap);
    streamTaps.forEach(endpoint::tapStreams);
    keyLogs.forEach(endpoint::keyLog);
  }

  /// Has the media of `opened` looked at, in the place of the sockets of a stack before it.
  public synchronized void over(MediaSockets opened) {
    sockets.clear();
    sockets.add(opened);
    taps.forEach(opened::tap);
  }

  public synchronized void tap(WireTap tap) {
    taps.add(tap);
    endpoints.forEach(endpoint -> endpoint.tap(tap));
    sockets.forEach(media -> media.tap(tap));
  }

  public synchronized void untap(WireTap tap) {
    taps.remove(tap);
    endpoints.forEach(endpoint -> endpoint.untap(tap));
    sockets.forEach(media -> media.untap(tap));
  }

  public synchronized void tapStreams(StreamTap tap) {
    streamTaps.add(tap);
    endpoints.forEach(endpoint -> endpoint.tapStreams(tap));
  }

  public synchronized void untapStreams(StreamTap tap) {
    streamTaps.remove(tap);
    endpoints.forEach(endpoint -> endpoint.untapStreams(tap));
  }

  /// Whether there is anything to hear for a key log: BoringSSL gives secrets away, the JDK's
  /// engine does not.
  public static boolean givesSecrets() {
    return TlsContexts.preferred() == TlsEngine.BORING_SSL;
  }

  public synchronized void keyLog(KeyLog log) {
    keyLogs.add(log);
    endpoints.forEach(endpoint -> endpoint.keyLog(log));
  }

  public synchronized void forget(KeyLog log) {
    keyLogs.remove(log);
    endpoints.forEach(endpoint -> endpoint.forget(log));
  }
}
