package ringfence.proxy;

import java.net.InetAddress;
import ringfence.manage.event.EventLog;
import ringfence.proxy.defence.Ban;
import ringfence.proxy.defence.Bans;
import ringfence.proxy.defence.Defence;
import ringfence.proxy.defence.Network;
import ringfence.proxy.log.ProxyEvents;
import ringfence.sip.message.SipRequest;
import ringfence.sip.transaction.Flow;
import ringfence.transport.FlowFacts;
import ringfence.transport.Loop;
import ringfence.transport.SipEndpoint;
import ringfence.transport.SourceFilter;

/// Joins the defence and the endpoint: who is banned gets no connection, and the links that he has
/// are closed.
final class Door implements SourceFilter, Bans.Listener {
  private final Defence defence;
  private final SipEndpoint endpoint;
  private final Loop loop;
  private final EventLog log;

  Door(Defence defence, SipEndpoint endpoint, Loop loop, EventLog log) {
    this.defence = defence;
    this.endpoint = endpoint;
    this.loop = loop;
    this.log = log;
  }

  /// Stands at the endpoint from now on.
  void open() {
    defence.bans().listen(this);
    endpoint.filter(this);
  }

  @Override
  public boolean admits(InetAddress source) {
    return defence.admits(source, loop.now());
  }

  @Override
  public boolean hears(SipRequest request, Flow flow) {
    return defence.hears(request, flow, loop.now());
  }

  @Override
  public void banned(Ban ban, Bans.Origin origin) {
    String node = origin == Bans.Origin.HERE ? "" : "by another node";
    log.report(
        ProxyEvents.BANNED
            .report()
            .about(ban.source().toString())
            .with("cause", ban.reason())
            .with("until", ban.until().toString())
            .with("origin", node));
    // The step that led here may still be about one of these links.
    loop.post(() -> closeAll(ban.source()));
  }

  @Override
  public void lifted(Network source, Bans.Origin origin) {
    log.report(ProxyEvents.LIFTED.report().about(source.toString()));
  }

  private void closeAll(Network source) {
    for (FlowFacts facts : endpoint.flows().facts()) {
      if (source.contains(facts.flow().remote().getAddress())) {
        endpoint.close(facts.flow(), "Its address is banned.");
      }
    }
  }
}
