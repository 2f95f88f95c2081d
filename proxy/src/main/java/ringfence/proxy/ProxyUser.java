package ringfence.proxy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import ringfence.manage.event.EventLog;
import ringfence.proxy.call.CallBook;
import ringfence.proxy.failure.FailureBook;
import ringfence.proxy.flow.ConnectionReuse;
import ringfence.proxy.routing.ProxyCore;
import ringfence.proxy.routing.ProxyOutput;
import ringfence.proxy.routing.Traffic;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.transaction.Failure;
import ringfence.sip.transaction.Flow;
import ringfence.sip.transaction.Output;
import ringfence.sip.transaction.TransactionKey;
import ringfence.transport.FlowEnd;
import ringfence.transport.FlowFacts;
import ringfence.transport.Loop;
import ringfence.transport.SipEndpoint;
import ringfence.transport.TransactionUser;

/// Puts the proxy between the endpoint's transactions: news go in, and what comes out is done at
/// once. On the endpoint's loop.
final class ProxyUser implements TransactionUser {
  private final ProxyCore core;
  private final PeerLinks links;
  private final TrunkWatch watch;
  private final CallBook calls;
  private final Supplier<CompletableFuture<Boolean>> kept;
  private final SipEndpoint endpoint;
  private final Loop loop;
  private final EventLog log;
  private final Traffic sent = new Traffic();
  private final FailureBook failures = new FailureBook();
  private Optional<Instant> armed = Optional.empty();
  private Loop.Timer timer = () -> {};

  /// @param kept whether what was changed so far outlives this process, once that is known
  ProxyUser(
      ProxyCore core,
      PeerLinks links,
      TrunkWatch watch,
      CallBook calls,
      Supplier<CompletableFuture<Boolean>> kept,
      SipEndpoint endpoint,
      Loop loop,
      EventLog log) {
    this.core = core;
    this.links = links;
    this.watch = watch;
    this.calls = calls;
    this.kept = kept;
    this.endpoint = endpoint;
    this.loop = loop;
    this.log = log;
    arm();
  }

  @Override
  public void request(SipRequest request, TransactionKey key, Flow flow) {
    calls.heard(request, flow, loop.now());
    failures.heard(request, key, flow, loop.now());
    ConnectionReuse.heard(request, flow, endpoint.flows());
    news(new Output.DeliverRequest(request, key, flow));
  }

  @Override
  public void ack(SipRequest ack, Flow flow) {
    news(new Output.DeliverAck(ack, flow));
  }

  @Override
  public void cancelled(TransactionKey invite, SipRequest cancel) {
    news(new Output.Cancelled(invite, cancel));
  }

  @Override
  public void response(SipResponse response, TransactionKey key, Flow flow) {
    if (watch.takes(key, response)) return;
    news(new Output.DeliverResponse(response, key, flow));
  }

  @Override
  public void failed(TransactionKey key, Failure failure) {
    if (watch.takesFailure(key)) return;
    news(new Output.Failed(key, failure));
  }

  @Override
  public void ended(TransactionKey key) {
    news(new Output.Ended(key));
  }

  @Override
  public void flowOpened(Flow flow, FlowFacts facts) {
    links.opened(flow, facts, loop.now());
  }

  @Override
  public void flowClosed(Flow flow, FlowEnd end) {
    links.closed(flow, end);
    perform(core.flowGone(flow));
  }

  private void news(Output news) {
    perform(core.receive(news, loop.now()));
  }

  private void elapse() {
    armed = Optional.empty();
    perform(core.elapse(loop.now()));
  }

  private void perform(List<ProxyOutput> outputs) {
    for (ProxyOutput output : outputs) {
      switch (output) {
        case ProxyOutput.Respond(var server, var response) -> {
          respond(server, response);
          calls.answered(response, loop.now());
        }
        case ProxyOutput.RespondWhenKept(var server, var answer, var lost) ->
            loop.then(kept.get(), isKept -> respond(server, isKept ? answer : lost.get()));
        case ProxyOutput.Forward(var request, var flow) -> {
          sent.count(request);
          endpoint.startWithVia(request, flow);
        }
        case ProxyOutput.Locate(var ticket, var peer) ->
            loop.then(
                links.locate(peer), result -> perform(core.located(ticket, result, loop.now())));
        case ProxyOutput.Connect(var ticket, var peer, var place) ->
            loop.then(
                links.connect(peer, place),
                result -> perform(core.connected(ticket, result, loop.now())));
        case ProxyOutput.Avoid(var place) -> links.avoid(place);
        case ProxyOutput.Cancel(var client) -> endpoint.cancel(client);
        case ProxyOutput.Pass(var ack, var flow) -> endpoint.transmit(ack, flow);
        case ProxyOutput.Told(var report) -> log.report(report);
      }
    }
    arm();
  }

  private void respond(TransactionKey server, SipResponse response) {
    sent.count(response);
    failures.answered(server, response, loop.now());
    endpoint.respond(server, response);
  }

  ProxyCore core() {
    return core;
  }

  PeerLinks links() {
    return links;
  }

  /// The requests and responses that went out.
  Traffic sent() {
    return sent;
  }

  FailureBook failures() {
    return failures;
  }

  private void arm() {
    Optional<Instant> due = core.deadline();
    if (due.isEmpty() || isArmedBy(due.get())) return;
    timer.cancel();
    armed = due;
    timer = loop.at(due.get(), this::elapse);
  }

  /// A timer that rings too early finds nothing to do, which costs less than to set it anew for
  /// every request that ends.
  private boolean isArmedBy(Instant due) {
    return armed.isPresent() && !armed.get().isAfter(due);
  }
}
