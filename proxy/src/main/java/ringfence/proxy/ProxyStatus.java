package ringfence.proxy;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import ringfence.proxy.location.AddressOfRecord;
import ringfence.proxy.location.Binding;
import ringfence.proxy.location.ContactLint;
import ringfence.sip.transaction.Flow;
import ringfence.transport.FlowFacts;
import ringfence.transport.Listening;
import ringfence.transport.SipEndpoint;
import ringfence.transport.TlsSession;

/// The state of a proxy at a moment, as values for pages, JSON and tests.
///
/// @param listeners as `TLS 127.0.0.1:5061`
/// @param underWay forwarded requests without their final end
/// @param trunks whether each answers
/// @param counts of requests, answers and what happened on the wire, by name
public record ProxyStatus(
    Instant at,
    Instant startedAt,
    List<String> listeners,
    List<String> domains,
    int users,
    List<Registration> registrations,
    List<Link> links,
    int underWay,
    Map<String, Boolean> trunks,
    Map<String, Long> counts) {

  /// One binding.
  ///
  /// @param contact as the device wrote it
  /// @param transport the one that is used, whatever the contact says
  /// @param remote where the device's link comes from
  /// @param reachable whether a call gets there now
  /// @param note what is odd about the contact, or empty
  public record Registration(
      String user,
      String contact,
      String transport,
      String remote,
      boolean reachable,
      long secondsLeft,
      String userAgent,
      String note) {}

  /// One connection of a device.
  ///
  /// @param id tells it from every other since the proxy started
  /// @param tls version and suite, or empty
  /// @param peer the name in the client's certificate, or empty
  /// @param users who is registered over it
  public record Link(
      long id,
      String transport,
      String remote,
      String local,
      Instant openedAt,
      Instant lastIn,
      long bytesIn,
      long bytesOut,
      String tls,
      String peer,
      List<String> users) {}

  /// What is counted and known already, as against what rows have to be made of.
  record Frame(
      Instant startedAt,
      List<String> listeners,
      List<String> domains,
      int users,
      int underWay,
      Map<String, Boolean> trunks,
      Map<String, Long> counts) {
    /// On the loop.
    static Frame of(ProxyServer.Stack stack, SipEndpoint endpoint) {
      Map<String, Long> counts = new TreeMap<>(stack.user().core().traffic().counts());
      stack.user().sent().counts().forEach((what, count) -> counts.put("sent-" + what, count));
      stack.defence().counts().forEach((what, count) -> counts.put("defence." + what, count));
      stack.subscribers().proofs().forEach((how, count) -> counts.put("digest." + how, count));
      endpoint.counts().forEach((kind, count) -> counts.put("wire." + kind, count));
      return new Frame(
          stack.startedAt(),
          stack.listeners().open().stream().map(ProxyStatus::text).toList(),
          stack.own().domains().stream().sorted().toList(),
          stack.subscribers().size(),
          stack.user().core().underWay(),
          stack.user().links().trunks(),
          counts);
    }
  }

  /// Makes the rows; may be called from any thread.
  static ProxyStatus of(Sight sight, Frame frame) {
    var users = sight.users();
    return new ProxyStatus(
        sight.at(),
        frame.startedAt(),
        frame.listeners(),
        frame.domains(),
        frame.users(),
        sight.bindings().stream().map(binding -> registration(binding, sight.at())).toList(),
        sight.links().stream().map(facts -> link(facts, users.apply(facts.flow()))).toList(),
        frame.underWay(),
        frame.trunks(),
        frame.counts());
  }

  static String text(Listening.Open open) {
    return open.transport() + " " + text(open.local());
  }

  private static Registration registration(Binding binding, Instant now) {
    return new Registration(
        binding.aor().toString(),
        binding.contact().toString(),
        binding.reach().transport().toString(),
        text(binding.reach().remote()),
        binding.isLive(),
        binding.secondsLeft(now),
        binding.userAgent(),
        ContactLint.note(binding).orElse(""));
  }

  private static Link link(FlowFacts facts, List<AddressOfRecord> users) {
    Flow flow = facts.flow();
    Optional<TlsSession> tls = facts.tls();
    return new Link(
        flow.id(),
        flow.transport().toString(),
        text(flow.remote()),
        text(flow.local()),
        facts.openedAt(),
        facts.lastIn(),
        facts.bytesIn(),
        facts.bytesOut(),
        tls.map(session -> session.version().text() + " " + session.suite()).orElse(""),
        tls.flatMap(TlsSession::peer).map(peer -> peer.name()).orElse(""),
        users.stream().map(AddressOfRecord::toString).toList());
  }

  private static String text(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }
}
