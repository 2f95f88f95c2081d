package ringfence.proxy.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import ringfence.proxy.location.Binding;
import ringfence.proxy.policy.Admission;
import ringfence.proxy.policy.Decision;
import ringfence.proxy.registrar.Registrar;
import ringfence.proxy.routing.ProxyOutput.Forward;
import ringfence.proxy.routing.ProxyOutput.Pass;
import ringfence.proxy.routing.ProxyOutput.Respond;
import ringfence.proxy.routing.ProxyOutput.Told;
import ringfence.proxy.routing.RecordRoute.Routed;
import ringfence.proxy.routing.TargetSet.Target;
import ringfence.sip.message.Header;
import ringfence.sip.message.Method;
import ringfence.sip.message.Responses;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.SipUri;
import ringfence.sip.message.StatusCode;
import ringfence.sip.transaction.Failure;
import ringfence.sip.transaction.Flow;
import ringfence.sip.transaction.Output;
import ringfence.sip.transaction.TransactionKey;
import ringfence.sip.transaction.TransactionKey.Side;

/// The stateful proxy of RFC 3261 section 16, with its registrar: takes what the transaction layer
/// delivers and returns what is to be done. One owner, one thread.
public final class ProxyCore {
  private static final String GIVING_A_TRY = "Giving a try";

  private final Place place;
  private final Admission admission;
  private final Registrar registrar;
  private final Validation validation;
  private final RecordRoute recordRoute;
  private final TargetSet targetSet;
  private final Forwarding forwarding;
  private final Refusals refusals;
  private final Map<TransactionKey, ResponseContext> contexts = new HashMap<>();
  private final Map<String, ResponseContext> byBranch = new HashMap<>();
  private final TimersC timersC = new TimersC();
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
    this.recordRoute = new RecordRoute(place.own(), tokens);
    this.targetSet = new TargetSet(place, admission::knows);
    this.forwarding = new Forwarding(place.own(), recordRoute, loops);
    this.refusals = new Refusals(chance);
  }

  /// News from the transaction layer.
  public List<ProxyOutput> receive(Output news, Instant now) {
    return switch (news) {
      case Output.DeliverRequest(var request, var key, var flow) ->
          request(new Incoming(request, key, flow), now);
      case Output.DeliverAck(var ack, var flow) -> ack(ack, flow, now);
      case Output.Cancelled(var invite, _) ->
          Optional.ofNullable(contexts.get(invite)).map(ResponseContext::cancel).orElse(List.of());
      case Output.DeliverResponse(var response, var key, _) -> response(key, response, now);
      case Output.Failed(var key, var failure) -> failed(key, failure);
      case Output.Ended(var key) -> ended(key);
      // RFC 6026 7.3: "The proxy MUST NOT forward the response if there is no matching transaction
      // state machine."
      case Output.Stray _, Output.Transmit _ -> List.of();
    };
  }

  /// A flow is gone: its bindings wait for their devices.
  public List<ProxyOutput> flowGone(Flow flow) {
    List<ProxyOutput> outputs = new ArrayList<>();
    for (Binding binding : place.location().flowGone(flow)) {
      outputs.add(new Told(Refusals.linkLost(binding)));
    }
    return outputs;
  }

  /// Fires what is due: timer C, and bindings that expire.
  public List<ProxyOutput> elapse(Instant now) {
    List<ProxyOutput> outputs = new ArrayList<>();
    for (Binding binding : place.location().elapse(now)) {
      outputs.add(new Told(Refusals.expired(binding)));
    }
    var due = timersC.takeDue(now);
    while (due.isPresent()) {
      outputs.addAll(due.get().elapse(now));
      timersC.add(due.get());
      due = timersC.takeDue(now);
    }
    return outputs;
  }

  /// When `elapse` next has something to do.
  public Optional<Instant> deadline() {
    var expiry = place.location().deadline();
    return Stream.concat(timersC.first().stream(), expiry.stream()).min(Instant::compareTo);
  }

  /// How many forwarded requests are under way.
  public int underWay() {
    return contexts.size();
  }

  /// What has passed so far.
  public Traffic traffic() {
    return traffic;
  }

  private List<ProxyOutput> request(Incoming in, Instant now) {
    SipRequest request = in.request();
    traffic.count(request);
    var tooMany = admission.tooMany(request, in.flow(), now);
    if (tooMany.isPresent()) return decided(in, tooMany.get());
    var refusal = validation.check(request);
    if (refusal.isPresent()) return refuse(in, refusal.get());
    Routed routed = recordRoute.preprocess(request);
    if (request.is(Method.CANCEL)) return refuse(in, Refusals.NOTHING_TO_CANCEL);
    if (request.is(Method.REGISTER)) return register(in, now);
    if (isForUs(routed)) return respond(in, refusals.capabilities(request));
    return switch (admit(in, routed, now)) {
      case Decision.Admitted(var admitted) -> {
        var cleared = new Routed(admitted, routed.token(), routed.flow());
        yield forward(in, cleared, now);
      }
      case Decision decision -> decided(in, decision);
    };
  }

  private Decision admit(Incoming in, Routed routed, Instant now) {
    SipRequest request = routed.request();
    if (request.to().tag().isEmpty()) return admission.forwarding(request, in.flow(), now);
    if (routed.token()) return new Decision.Admitted(request);
    return admission.withinDialog(request, in.flow(), now);
  }

  private List<ProxyOutput> forward(Incoming in, Routed routed, Instant now) {
    return switch (targetSet.of(routed, now)) {
      case TargetSet.Result.None(var refusal) -> unreached(in, refusal);
      case TargetSet.Result.Found(var targets) -> {
        if (contexts.size() >= place.mostCalls()) yield refuse(in, Refusals.BUSY);
        yield fork(in, routed, targets, now);
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

  private List<ProxyOutput> fork(Incoming in, Routed routed, List<Target> targets, Instant now) {
    List<ProxyOutput> outputs = new ArrayList<>();
    // RFC 3261 16.2: "a stateful proxy MUST NOT generate 100 (Trying) responses to non-INVITE
    // requests"
    if (in.request().is(Method.INVITE)) {
      outputs.add(
          new Respond(in.key(), Responses.to(in.request(), StatusCode.TRYING, GIVING_A_TRY)));
    }
    var context = new ResponseContext(in, place.timerC(), refusals::answer);
    contexts.put(in.key(), context);
    for (Target target : targets) {
      SipRequest copy = forwarding.copy(in, routed, target);
      String branch = copy.topVia().branch().orElseThrow();
      context.started(
          new TransactionKey(Side.CLIENT, branch, "", copy.method()), target.flow(), now);
      byBranch.put(branch, context);
      outputs.add(new Forward(copy, target.flow()));
    }
    timersC.add(context);
    return outputs;
  }

  private List<ProxyOutput> ack(SipRequest ack, Flow flow, Instant now) {
    // An ACK is never answered: what cannot be forwarded is dropped.
    if (validation.check(ack).isPresent()) return List.of();
    Routed routed = recordRoute.preprocess(ack);
    boolean ours = routed.token() || !place.location().over(flow, now).isEmpty();
    if (!ours || !(targetSet.of(routed, now) instanceof TargetSet.Result.Found(var targets))) {
      return List.of();
    }
    var in = new Incoming(ack, new TransactionKey(Side.SERVER, "", "", Method.ACK), flow);
    Target target = targets.getFirst();
    return List.of(new Pass(forwarding.copy(in, routed, target), target.flow()));
  }

  private List<ProxyOutput> register(Incoming in, Instant now) {
    Registrar.Answer answer = registrar.register(in.request(), in.flow(), now);
    List<ProxyOutput> outputs = new ArrayList<>();
    outputs.add(new Respond(in.key(), answer.response()));
    answer.reports().forEach(report -> outputs.add(new Told(report)));
    return outputs;
  }

  private List<ProxyOutput> response(TransactionKey client, SipResponse response, Instant now) {
    traffic.count(response);
    ResponseContext context = byBranch.get(client.branch());
    return context == null ? List.of() : context.receive(client.branch(), response, now);
  }

  private List<ProxyOutput> failed(TransactionKey key, Failure failure) {
    ResponseContext context = byBranch.get(key.branch());
    if (key.side() == Side.SERVER || context == null) return List.of();
    return switch (failure) {
      // RFC 3261 16.8: "the proxy MUST behave as if the transaction received a 408"
      case TIMEOUT ->
          context.fail(key.branch(), StatusCode.REQUEST_TIMEOUT, "the device does not answer");
      case TRANSPORT ->
          context.fail(key.branch(), StatusCode.TEMPORARILY_UNAVAILABLE, TargetSet.GONE);
    };
  }

  private List<ProxyOutput> ended(TransactionKey key) {
    ResponseContext context = contexts.get(key);
    if (key.side() == Side.CLIENT || context == null) return List.of();
    contexts.remove(key);
    // Nobody hears the answer any more: the phones need not go on ringing.
    List<ProxyOutput> outputs = context.answered().isEmpty() ? context.cancel() : List.of();
    context.branches().forEach(byBranch::remove);
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
