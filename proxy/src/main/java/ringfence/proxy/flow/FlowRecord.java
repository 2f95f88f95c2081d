package ringfence.proxy.flow;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ringfence.sip.message.Transport;
import ringfence.transport.FlowEnd;
import ringfence.transport.FlowFacts;
import ringfence.transport.TlsSession;
import ringfence.transport.tls.VerifiedPeer;

/// One connection, as an operator looks at it.
///
/// @param id as flow tokens and captures have it
/// @param outgoing whether we opened it
/// @param peer what its verified certificate says, where it presented one
/// @param bytesIn octets of SIP, without TLS
/// @param roundTrip of the last ping of ours that was answered
/// @param users whose registrations were on it
/// @param end when and why it went; empty while it is open
public record FlowRecord(
    long id,
    Transport transport,
    boolean outgoing,
    InetSocketAddress local,
    InetSocketAddress remote,
    Instant openedAt,
    Instant lastIn,
    long bytesIn,
    long bytesOut,
    Optional<TlsSession> tls,
    Optional<Certificate> peer,
    Optional<Duration> roundTrip,
    List<String> users,
    Optional<End> end) {
  public FlowRecord {
    users = List.copyOf(users);
  }

  /// A peer's certificate.
  ///
  /// @param names as `DNS:a.example`
  /// @param serial hexadecimal
  public record Certificate(List<String> names, String subject, String serial, Instant until) {
    static Certificate of(VerifiedPeer peer) {
      var certificate = peer.certificate();
      return new Certificate(
          peer.names(),
          certificate.getSubjectX500Principal().getName(),
          certificate.getSerialNumber().toString(16),
          certificate.getNotAfter().toInstant());
    }
  }

  /// How it ended.
  ///
  /// @param text a sentence
  public record End(Instant at, FlowEnd.Cause cause, String text) {}

  static FlowRecord open(FlowFacts facts, List<String> users) {
    return of(facts, users, Optional.empty());
  }

  static FlowRecord closed(FlowFacts facts, List<String> users, FlowEnd end, Instant at) {
    return of(facts, users, Optional.of(new End(at, end.cause(), end.text())));
  }

  private static FlowRecord of(FlowFacts facts, List<String> users, Optional<End> end) {
    return new FlowRecord(
        facts.flow().id(),
        facts.flow().transport(),
        facts.outgoing(),
        facts.flow().local(),
        facts.flow().remote(),
        facts.openedAt(),
        facts.lastIn(),
        facts.bytesIn(),
        facts.bytesOut(),
        facts.tls(),
        facts.tls().flatMap(TlsSession::peer).map(Certificate::of),
        facts.roundTrip(),
        users,
        end);
  }
}
