package ringfence.proxy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import ringfence.manage.event.EventLog;
import ringfence.manage.event.Report;
import ringfence.proxy.log.ProxyEvents;
import ringfence.proxy.peer.Trunk;
import ringfence.proxy.peer.Trunks;
import ringfence.proxy.routing.OwnAddresses;
import ringfence.proxy.routing.OwnVia;
import ringfence.sip.message.CSeq;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.Method;
import ringfence.sip.message.NameAddr;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.SipUri;
import ringfence.sip.transaction.Flow;
import ringfence.sip.transaction.Identifiers;
import ringfence.sip.transaction.TransactionKey;
import ringfence.transport.Connecting;
import ringfence.transport.Loop;
import ringfence.transport.SipEndpoint;
import ringfence.transport.resolve.Destination;
import ringfence.transport.resolve.Locator;

/// Asks trunks by OPTIONS whether they are there, RFC 3261 section 11: any address that answers
/// will do, and any answer but one that says it cannot serve. On the endpoint's loop.
final class TrunkWatch {
  private static final int MAX_FORWARDS = 70;

  private final Trunks trunks;
  private final PeerLinks links;
  private final OwnAddresses own;
  private final OwnVia via;
  private final SipEndpoint endpoint;
  private final Loop loop;
  private final EventLog log;
  private final Identifiers identifiers;
  private final Map<TransactionKey, Asking> asked = new HashMap<>();

  /// A trunk that is being asked.
  ///
  /// @param left its addresses that were not asked yet
  private record Asking(Trunk trunk, Deque<Destination> left) {}

  TrunkWatch(
      Trunks trunks,
      PeerLinks links,
      OwnAddresses own,
      SipEndpoint endpoint,
      Loop loop,
      EventLog log,
      RandomGenerator chance) {
    this.trunks = trunks;
    this.links = links;
    this.own = own;
    this.via = new OwnVia(own, links);
    this.endpoint = endpoint;
    this.loop = loop;
    this.log = log;
    this.identifiers = new Identifiers(chance);
  }

  void start() {
    for (Trunk trunk : trunks.all()) {
      if (trunk.optionsInterval().isZero()) continue;
      ask(trunk);
      loop.every(trunk.optionsInterval(), () -> ask(trunk));
    }
  }

  private void ask(Trunk trunk) {
    loop.then(
        links.locate(trunk.peer()),
        located -> {
          switch (located) {
            case Locator.Located.NotFound(var reason) -> heard(trunk, false, reason);
            case Locator.Located.Found(var places) ->
                next(new Asking(trunk, new ArrayDeque<>(places)), "");
          }
        });
  }

  /// Asks the next address, or gives up with the reason why the last one does not count.
  private void next(Asking asking, String why) {
    Destination place = asking.left().poll();
    if (place == null) {
      heard(asking.trunk(), false, why);
      return;
    }
    loop.then(
        links.connect(asking.trunk().peer(), place),
        connecting -> {
          switch (connecting) {
            case Connecting.Refused(var refusal) -> next(asking, refusal.toString());
            case Connecting.Connected(var flow, _) ->
                asked.put(endpoint.startWithVia(options(asking.trunk(), flow), flow), asking);
          }
        });
  }

  private SipRequest options(Trunk trunk, Flow flow) {
    Headers headers =
        Headers.NONE
            .append(Header.VIA, via.on(flow, identifiers.branch()))
            .append(Header.MAX_FORWARDS, MAX_FORWARDS)
            .append(Header.FROM, NameAddr.of(SipUri.of(own.on(flow))).withTag(identifiers.tag()))
            .append(Header.TO, NameAddr.of(trunk.address()))
            .append(Header.CALL_ID, identifiers.callId())
            .append(Header.CSEQ, new CSeq(1, Method.OPTIONS));
    return new SipRequest(Method.OPTIONS, trunk.address(), headers);
  }

  /// Whether that transaction is one of ours; then its response is taken.
  boolean takes(TransactionKey key, SipResponse response) {
    if (response.status().isProvisional()) return asked.containsKey(key);
    Asking asking = asked.remove(key);
    if (asking == null) return false;
    if (servesNot(response)) next(asking, "It answers " + response.status() + ".");
    else heard(asking.trunk(), true, "");
    return true;
  }

  private static boolean servesNot(SipResponse response) {
    return List.of(408, 503).contains(response.status().value());
  }

  /// The same for one without an answer.
  boolean takesFailure(TransactionKey key) {
    Asking asking = asked.remove(key);
    if (asking == null) return false;
    next(asking, "It does not answer.");
    return true;
  }

  private void heard(Trunk trunk, boolean up, String why) {
    if (!trunks.heard(trunk, up)) return;
    Report report =
        up ? ProxyEvents.TRUNK_UP.report() : ProxyEvents.TRUNK_DOWN.report().with("cause", why);
    log.report(report.about(trunk.peer().name()).with("address", trunk.address().toString()));
  }
}
