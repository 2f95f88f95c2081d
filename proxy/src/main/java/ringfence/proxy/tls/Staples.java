package ringfence.proxy.tls;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import ringfence.manage.setting.Settings;
import ringfence.transport.ocsp.OwnStatus;
import ringfence.transport.tls.Stapling;
import ringfence.transport.tls.TlsIdentity;

/// What the responders of our own certificates said of them, to be sent along in handshakes. Asked
/// when half of an answer's life is over; an answer that is too old is not sent.
final class Staples implements Stapling, AutoCloseable {
  private final boolean on;
  private final Optional<OwnStatus> responders;
  private final Map<X509Certificate, OwnStatus.Answer> answers = new ConcurrentHashMap<>();

  Staples(Settings settings) {
    this.on = settings.get(ListenerSettings.OCSP_STAPLING);
    this.responders = on ? Optional.of(new OwnStatus()) : Optional.empty();
  }

  boolean isOn() {
    return on;
  }

  @Override
  public Optional<byte[]> response(X509Certificate own) {
    return Optional.ofNullable(answers.get(own)).map(OwnStatus.Answer::octets);
  }

  /// Asks where an answer is due, and waits for it: not for the loop.
  void refresh(List<TlsIdentity> presented, Instant now) {
    if (responders.isEmpty()) return;
    answers.keySet().retainAll(presented.stream().map(TlsIdentity::certificate).toList());
    answers.values().removeIf(answer -> !now.isBefore(answer.until()));
    for (TlsIdentity own : presented) {
      OwnStatus.Answer known = answers.get(own.certificate());
      if (known != null && now.isBefore(known.halfTime())) continue;
      responders.get().ask(own, now).ifPresent(fresh -> answers.put(own.certificate(), fresh));
    }
  }

  @Override
  public void close() {
    responders.ifPresent(OwnStatus::close);
  }
}
