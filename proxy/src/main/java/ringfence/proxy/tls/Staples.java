package ringfence.proxy.tls;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import ringfence.manage.event.Report;
import ringfence.manage.setting.Settings;
import ringfence.proxy.log.LinkEvents;
import ringfence.transport.ocsp.OwnStatus;
import ringfence.transport.tls.Stapling;
import ringfence.transport.tls.TlsEngine;
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

  /// That nothing will be sent along, though it is to be, and why.
  List<Report> withheld(List<TlsIdentity> presented, TlsEngine engine) {
    if (!on) return List.of();
    if (engine == TlsEngine.JDK)
      return List.of(withheld("the JDK's TLS takes no response from us"));
    return presented.stream().flatMap(own -> withheld(own).stream()).toList();
  }

  private static Optional<Report> withheld(TlsIdentity own) {
    String subject = own.certificate().getSubjectX500Principal().getName();
    return OwnStatus.hindrance(own).map(why -> withheld(why).about(subject));
  }

  private static Report withheld(String why) {
    return LinkEvents.NOT_STAPLED.report().with("cause", why);
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
