package ringfence.proxy.flow;

import java.time.Instant;
import java.util.Locale;
import ringfence.transport.FailedLink;
import ringfence.transport.FlowEnd;
import ringfence.transport.FlowFacts;
import ringfence.transport.TlsSession;

/// Something that happened to the links of an address.
///
/// @param port of the peer
/// @param outgoing whether we opened the link, or tried to
/// @param text a sentence
public record Transition(Instant at, Kind kind, boolean outgoing, int port, String text) {
  /// What happened.
  public enum Kind {
    OPENED,
    CLOSED,
    /// It never came up: the handshake failed, or nobody was there.
    FAILED
  }

  static Transition opened(FlowFacts facts, Instant at) {
    String how = facts.tls().map(Transition::text).orElse(facts.flow().transport().toString());
    String who = facts.outgoing() ? "We opened it: " : "It came up: ";
    int port = facts.flow().remote().getPort();
    return new Transition(at, Kind.OPENED, facts.outgoing(), port, who + how + ".");
  }

  private static String text(TlsSession tls) {
    String peer = tls.peer().map(it -> ", its certificate is for " + it.name()).orElse("");
    String how = tls.resumed() ? ", taken up again" : "";
    return tls.version().text() + " " + tls.suite() + how + peer;
  }

  static Transition closed(FlowFacts facts, FlowEnd end, Instant at) {
    int port = facts.flow().remote().getPort();
    return new Transition(at, Kind.CLOSED, facts.outgoing(), port, text(end));
  }

  private static String text(FlowEnd end) {
    return end.cause().name().toLowerCase(Locale.ROOT) + ": " + end.text();
  }

  static Transition failed(FailedLink link, Instant at) {
    int port = link.remote().getPort();
    return new Transition(at, Kind.FAILED, link.outgoing(), port, link.why().toString());
  }
}
