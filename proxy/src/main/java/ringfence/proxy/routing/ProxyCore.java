package ringfence.proxy.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import ringfence.proxy.location.Binding;
import ringfence.proxy.peer.Peer;
import ringfence.proxy.policy.Admission;
import ringfence.proxy.policy.Decision;
import ringfence.proxy.registrar.Registrar;
import ringfence.proxy.routing.ProxyOutput.Respond;
import ringfence.proxy.routing.ProxyOutput.Told;
import ringfence.proxy.routing.RecordRoute.Routed;
import ringfence.sip.message.Header;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.SipUri;
import ringfence.sip.message.StatusCode;
import ringfence.sip.transaction.Failure;
import ringfence.sip.transaction.Flow;
import ringfence.sip.transaction.Output;
import ringfence.sip.transaction.TransactionKey;
import ringfence.sip.transaction.TransactionKey.Side;
import ringfence.transport.Connecting;
import ringfence.transport.resolve.Locator;

/// The stateful proxy of RFC 3261 section 16, with its registrar: takes what the transaction layer
/// delivers and returns what is to be done. One owner, one thread.
public final class ProxyCore {
  private final Place place;
  private final Admission admission;
  private final Registrar registrar;
  private final Validation validation;
  private final RecordRoute recordRoute;
  private final TargetSet targetSet;
  private final Forks forks;
  private final Refusals refusals;
  private final Contexts contexts = new Contexts();
  private final Traffic traffic = new Traffic();

  public ProxyCore(
      Place place,
      Admission admission,
      Registrar registrar,
      FlowToken tokens,
      RandomGenerator chance) {
    var loops = new LoopDetection(place.own(), chance);
    this.place = place;
    this.admission = admission;
    this.registrar = registrar;
    this.validation = new Validation(loops);
    this.recordRoute = new RecordRoute(place, tokens);
    this.targetSet = new TargetSet(place, admission::knows, registrar.gruus());
    this.refusals = new Refusals(chance);
    var forwarding = new Forwarding(new OwnVia(place.own(), place.links()), recordRoute, loops);
    this.forks = new Forks(contexts, forwarding, refusals, place.patience());
  }

  /// News from the transaction layer.
  public List<ProxyOutput> receive(Output news, Instant now) {
    return switch (news) {
      case Output.DeliverRequest(var request, var key, var flow) ->
          request(new Incoming(request, key, flow), now);
      case Output.DeliverAck(var ack, var flow) -> ack(ack, flow, now);
      case Output.Cancelled(var invite, _) ->
          contexts.ofServer(invite).map(context -> context.cancel(now)).orElse(List.of());
      case Output.DeliverResponse(var response, var key, _) -> response(key, response, now);
      case Output.Failed(var key, var failure) -> failed(key, failure, now);
      case Output.Ended(var key) -> ended(key, now);
      // RFC 6026 7.3: "The proxy MUST NOT forward the response if there is no matching transaction
      // state machine."
      case Output.Stray _, Output.Transmit _ -> List.of();
    };
  }

  /// What became of [ProxyOutput.Locate].
  public List<ProxyOutput> located(long ticket, Locator.Located located, Instant now) {
    Optional<ResponseContext> waiting = contexts.take(ticket);
    if (waiting.isEmpty()) return List.of();
    return timed(
        waiting.get(),
        switch (located) {
          case Locator.Located.Found(var places) -> waiting.get().located(ticket, places, now);
          case Locator.Located.NotFound(var reason) ->
              waiting.get().unreachable(ticket, reason, now);
        });
  }

  /// What became of [ProxyOutput.Connect].
  public List<ProxyOutput> connected(long ticket, Connecting result, Instant now) {
    Optional<ResponseContext> waiting = contexts.take(ticket);
    if (waiting.isEmpty()) return List.of();
    return timed(
        waiting.get(),
        switch (result) {
          case Connecting.Connected(var flow, _) -> waiting.get().connected(ticket, flow, now);
          case Connecting.Refused(var why) ->
              waiting.get().unreachable(ticket, why.toString(), now);
        });
  }

  /// A flow is gone: its bindings wait for their devices.
  public List<ProxyOutput> flowGone(Flow flow) {
    List<ProxyOutput> outputs = new ArrayList<>();
    for (Binding binding : place.location().flowGone(flow)) {
      outputs.add(new Told(Refusals.linkLost(binding)));
    }
    return outputs;
  }

  /// Fires what is due: timers of forwarded requests, and bindings that expire.
  public List<ProxyOutput> elapse(Instant now) {
    List<ProxyOutput> outputs = new ArrayList<>();
    for (Binding binding : place.location().elapse(now)) {
      outputs.add(new Told(Refusals.expired(binding)));
    }
    var due = contexts.takeDue(now);
    while (due.isPresent()) {
      outputs.addAll(timed(due.get(), due.get().elapse(now)));
      due = contexts.takeDue(now);
    }
    return outputs;
  }

  /// When `elapse` next has something to do.
  public Optional<Instant> deadline() {
    Optional<Instant> copies = contexts.deadline();
    Optional<Instant> bindings = place.location().deadline();
    if (copies.isEmpty()) return bindings;
    boolean sooner = bindings.isPresent() && bindings.get().isBefore(copies.get());
    return sooner ? bindings : copies;
  }

  /// How many forwarded requests are under way.
  public int underWay() {
    return contexts.size();
  }

  /// What has come so far.
  public Traffic traffic() {
    return traffic;
  }

  private List<ProxyOutput> request(Incoming in, Instant now) {
    SipRequest request = in.request();
    traffic.count(request);
    var tooMany = tooMany(in, now);
    if (tooMany.isPresent()) return decided(in, tooMany.get());
    var refusal = validation.check(request);
    if (refusal.isPresent()) return refuse(in, refusal.get());
    Routed routed = recordRoute.preprocess(request);
    if (request.is(Method.CANCEL)) return refuse(in, Refusals.NOTHING_TO_CANCEL);
    if (request.is(Method.REGISTER)) return register(in, now);
    if (isForUs(routed)) return respond(in, refusals.capabilities(request));
    return switch (admit(in, routed, now)) {
      case Decision.Admitted(var admitted) -> forward(in, routed.with(admitted), now);
      case Decision decision -> decided(in, decision);
    };
  }

  /// A node is the source of the requests of all its devices, which it has counted.
  private Optional<Decision.Refused> tooMany(Incoming in, Instant now) {
    return place.nodes().isNode(in.flow())
        ? Optional.empty()
        : admission.tooMany(in.request(), in.flow(), now);
  }

  private Decision admit(Incoming in, Routed routed, Instant now) {
    SipRequest request = routed.request();
    // What comes over a node's link was admitted there; a route with a token was given by us.
    boolean known = routed.token() && request.to().tag().isPresent();
    if (known || place.nodes().isNode(in.flow())) return new Decision.Admitted(request);
    if (caller(in.flow()).isPresent()) return new Decision.Admitted(request);
    return request.to().tag().isPresent()
        ? admission.withinDialog(request, in.flow(), now)
        : admission.forwarding(request, in.flow(), now);
  }

  /// The trunk that the flow leads to, where its calls are let in.
  private Optional<Peer> caller(Flow flow) {
    return place.links().peerOf(flow).filter(place.trunks()::mayCall);
  }

  private List<ProxyOutput> forward(Incoming in, Routed routed, Instant now) {
    return switch (targetSet.of(routed, mayLeave(in), now)) {
      case TargetSet.Result.None(var refusal) -> unreached(in, refusal);
      case TargetSet.Result.Found(var targets) -> {
        if (contexts.size() >= place.mostCalls()) yield refuse(in, Refusals.BUSY);
        yield forks.fork(in, routed, targets, now).orElseGet(() -> refuse(in, Refusals.TOO_BROAD));
      }
    };
  }

  /// A caller who proved nothing is not told whether there is such a user.
  private List<ProxyOutput> unreached(Incoming in, Refusal refusal) {
    boolean ofUser = !refusal.status().equals(StatusCode.FORBIDDEN);
    if (!ofUser || !admission.isStranger(in.request(), in.flow())) return refuse(in, refusal);
    return List.of(
        new Respond(in.key(), refusals.answer(in.request(), Refusals.NOT_REACHED)),
        new Told(Refusals.report(in, refusal)));
  }

  /// Whether the sender is one of our users, who may call beyond them: a trunk may say so in its
  /// From, but is none.
  private boolean mayLeave(Incoming in) {
    return in.request().from().uri() instanceof SipUri from
        && place.own().isDomain(from.host().host())
        && place.links().peerOf(in.flow()).isEmpty();
  }

  private List<ProxyOutput> timed(ResponseContext context, List<ProxyOutput> outputs) {
    contexts.time(context);
    return outputs;
  }

  private List<ProxyOutput> ack(SipRequest ack, Flow flow, Instant now) {
    // An ACK is never answered: what cannot be forwarded is dropped.
    if (validation.check(ack).isPresent()) return List.of();
    Routed routed = recordRoute.preprocess(ack);
    boolean ours = routed.token() || !place.location().over(flow, now).isEmpty();
    if (!ours || !(targetSet.of(routed, false, now) instanceof TargetSet.Result.Found(var found))) {
      return List.of();
    }
    Way way = found.getFirst().ways().getFirst();
    Optional<Flow> open =
        switch (way.hop()) {
          case Way.Hop.Over(var up) -> Optional.of(up);
          case Way.Hop.To(var peer) -> place.links().openTo(peer);
        };
    return open.map(up -> forks.pass(ack, flow, routed, new Forks.Outbound(way, up)))
        .orElse(List.of());
  }

  private List<ProxyOutput> register(Incoming in, Instant now) {
    Registrar.Answer answer = registrar.register(in.request(), in.flow(), now);
    List<ProxyOutput> outputs = new ArrayList<>();
    outputs.add(ProxyOutput.respond(in.key(), answer));
    answer.reports().forEach(report -> outputs.add(new Told(report)));
    return outputs;
  }

  private List<ProxyOutput> response(TransactionKey client, SipResponse response, Instant now) {
    traffic.count(response);
    String branch = client.branch();
    return contexts
        .ofBranch(branch)
        .map(context -> timed(context, context.receive(branch, response, now)))
        .orElse(List.of());
  }

  private List<ProxyOutput> failed(TransactionKey key, Failure failure, Instant now) {
    if (key.side() == Side.SERVER) return List.of();
    return contexts
        .ofBranch(key.branch())
        .map(context -> timed(context, context.fail(key.branch(), failure, now)))
        .orElse(List.of());
  }

  private List<ProxyOutput> ended(TransactionKey key, Instant now) {
    Optional<ResponseContext> ended =
        key.side() == Side.CLIENT ? Optional.empty() : contexts.ofServer(key);
    if (ended.isEmpty()) return List.of();
    // Nobody hears the answer any more: the phones need not go on ringing.
    boolean pending = ended.get().answered().isEmpty();
    List<ProxyOutput> outputs = pending ? ended.get().cancel(now) : List.of();
    contexts.remove(ended.get());
    return outputs;
  }

  private boolean isForUs(Routed routed) {
    SipRequest request = routed.request();
    boolean spent = request.headers().first(Header.MAX_FORWARDS).filter(n -> n == 0).isPresent();
    boolean ours = place.own().isUs(request.uri()) && ((SipUri) request.uri()).user().isEmpty();
    return request.is(Method.OPTIONS) && !routed.token() && (ours || spent);
  }

  private List<ProxyOutput> decided(Incoming in, Decision decision) {
    return switch (decision) {
      case Decision.Admitted _ -> List.of();
      case Decision.Challenged(var response) -> respond(in, response);
      case Decision.Refused(var response, var report) ->
          List.of(new Respond(in.key(), response), new Told(report));
    };
  }

  private List<ProxyOutput> refuse(Incoming in, Refusal refusal) {
    return List.of(
        new Respond(in.key(), refusals.answer(in.request(), refusal)),
        new Told(Refusals.report(in, refusal)));
  }

  private static List<ProxyOutput> respond(Incoming in, SipResponse response) {
    return List.of(new Respond(in.key(), response));
  }
}
