package ringfence.proxy.routing;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ringfence.proxy.routing.Branch.State;
import ringfence.sip.message.Header;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;
import ringfence.sip.transaction.Failure;
import ringfence.sip.transaction.Flow;
import ringfence.sip.transaction.TransactionKey;
import ringfence.sip.transaction.TransactionKey.Side;
import ringfence.transport.resolve.Destination;

/// One forwarded request with its copies and all that comes back for it, RFC 3261 sections 16.6 to
/// 16.8.
final class ResponseContext {
  private final TransactionKey server;
  private final boolean invite;
  private final Patience patience;
  private final Contexts contexts;
  private final Deque<List<Target>> groups;
  private final Map<Long, Course> openings = new LinkedHashMap<>();
  private final Map<String, Branch> branches = new LinkedHashMap<>(2);
  private final List<SipResponse> finals = new ArrayList<>();
  private Optional<Messages> messages; // until all is said: it lives on for 32 s, as thousands do
  private Optional<StatusCode> answered = Optional.empty();

  /// @param groups the targets, those that are tried at once together, the preferred first
  ResponseContext(
      Messages messages, Patience patience, Contexts contexts, Collection<List<Target>> groups) {
    Incoming received = messages.original().received();
    this.server = received.key();
    this.invite = received.request().is(Method.INVITE);
    this.messages = Optional.of(messages);
    this.patience = patience;
    this.contexts = contexts;
    this.groups = new ArrayDeque<>(groups);
  }

  /// The transaction that it answers.
  TransactionKey server() {
    return server;
  }

  Set<String> branches() {
    return branches.keySet();
  }

  Set<Long> tickets() {
    return openings.keySet();
  }

  /// The final response that went upstream, if one has.
  Optional<StatusCode> answered() {
    return answered;
  }

  /// Sets out to the most preferred targets.
  List<ProxyOutput> start(Instant now) {
    List<ProxyOutput> outputs = new ArrayList<>();
    for (Target target : groups.remove()) outputs.addAll(advance(new Course(target), now));
    return outputs;
  }

  private List<ProxyOutput> advance(Course course, Instant now) {
    return switch (course.next()) {
      case Course.Step.Send(var flow) -> List.of(send(course, flow, now));
      case Course.Step.Locate(var peer) -> List.of(new ProxyOutput.Locate(open(course), peer));
      case Course.Step.Connect(var peer, var place) ->
          List.of(new ProxyOutput.Connect(open(course), peer, place));
      case Course.Step.Spent _ -> throw new IllegalStateException("no way left to take");
    };
  }

  private long open(Course course) {
    long ticket = contexts.ticket(this);
    openings.put(ticket, course);
    return ticket;
  }

  private ProxyOutput send(Course course, Flow flow, Instant now) {
    SipRequest copy = messages().copy(course, flow);
    String branch = copy.topVia().branch().orElseThrow();
    boolean hurried = course.way().hop() instanceof Way.Hop.To && course.hasMore();
    State state =
        hurried
            ? new State.Silent(course, now.plus(patience.silence()))
            : new State.Pending(course, due(now));
    put(new Branch(new TransactionKey(Side.CLIENT, branch, "", copy.method()), state));
    contexts.listBranch(branch, this);
    return new ProxyOutput.Forward(copy, flow);
  }

  /// How long a copy may go without a final response.
  private Instant due(Instant now) {
    return invite ? now.plus(patience.ringing(!groups.isEmpty())) : Instant.MAX;
  }

  /// The look-up of a server found addresses.
  List<ProxyOutput> located(long ticket, List<Destination> found, Instant now) {
    Course course = openings.remove(ticket);
    if (course == null) return List.of();
    course.located(found);
    return advance(course, now);
  }

  /// A connection is up.
  List<ProxyOutput> connected(long ticket, Flow flow, Instant now) {
    Course course = openings.remove(ticket);
    return course == null ? List.of() : List.of(send(course, flow, now));
  }

  /// A server was not found, or an address of it not reached.
  List<ProxyOutput> unreachable(long ticket, String why, Instant now) {
    Course course = openings.remove(ticket);
    if (course == null) return List.of();
    if (course.hasMore()) return advance(course, now);
    // RFC 3261 16.9: "the proxy MUST behave as if the forwarded request received a 503"
    return concluded(messages().answer(StatusCode.SERVICE_UNAVAILABLE, why), now);
  }

  /// RFC 3261 16.7: a response of one branch, our Via still on top.
  List<ProxyOutput> receive(String branch, SipResponse received, Instant now) {
    Branch from = branches.get(branch);
    if (from == null) return List.of();
    // RFC 3261 16.7 step 3: "The proxy removes the topmost Via header field value from the
    // response."
    SipResponse response = received.with(received.headers().withoutFirst(Header.VIA));
    if (response.status().isProvisional()) return provisional(from, response, now);
    List<ProxyOutput> outputs =
        response.status().isSuccess()
            ? success(from, response)
            : failure(from, inTime(from, response), now);
    if (answered.isPresent() && isSettled()) messages = Optional.empty();
    return outputs;
  }

  private boolean isSettled() {
    return openings.isEmpty() && branches.values().stream().noneMatch(Branch::isOpen);
  }

  /// The branch has no answer: its transaction timed out, or its flow broke.
  List<ProxyOutput> fail(String branch, Failure failure, Instant now) {
    Branch from = branches.get(branch);
    if (from == null || !from.isOpen()) return List.of();
    Optional<Course> other = from.otherWay();
    if (other.isPresent()) return elsewhere(from, other.get(), now);
    return failure(
        from,
        switch (failure) {
          // RFC 3261 16.8: "the proxy MUST behave as if the transaction received a 408"
          case TIMEOUT ->
              messages().answer(StatusCode.REQUEST_TIMEOUT, "the device does not answer");
          case TRANSPORT -> messages().answer(StatusCode.TEMPORARILY_UNAVAILABLE, TargetSet.GONE);
        },
        now);
  }

  /// RFC 3261 16.10: the caller cancels, so every branch is cancelled.
  List<ProxyOutput> cancel(Instant now) {
    boolean opening = !openings.isEmpty();
    List<ProxyOutput> outputs = new ArrayList<>(stopTrying());
    if (!opening) return outputs;
    SipResponse ended = messages().answer(StatusCode.REQUEST_TERMINATED, "the caller gave up");
    outputs.addAll(concluded(ended, now));
    return outputs;
  }

  /// Fires what is due: a server that stays silent, contacts that have rung long enough, timer C.
  List<ProxyOutput> elapse(Instant now) {
    List<ProxyOutput> outputs = new ArrayList<>();
    for (Branch branch : List.copyOf(branches.values())) {
      if (branch.due().filter(due -> !now.isBefore(due)).isEmpty()) continue;
      if (branch.state() instanceof State.Silent(Course course, _)) {
        if (invite) outputs.add(new ProxyOutput.Cancel(branch.client()));
        outputs.addAll(elsewhere(branch, course, now));
      } else {
        outputs.add(cancel(branch, true));
      }
    }
    return outputs;
  }

  /// When a timer of a branch next fires.
  Optional<Instant> deadline() {
    return branches.values().stream().flatMap(it -> it.due().stream()).min(Instant::compareTo);
  }

  private List<ProxyOutput> provisional(Branch from, SipResponse response, Instant now) {
    boolean trying = response.status().equals(StatusCode.TRYING);
    if (from.state() instanceof State.Waiting waiting) {
      boolean resets = !trying && groups.isEmpty();
      // RFC 3261 16.7 step 2: "If the response is a provisional response [...] from 101 to 199
      // inclusive, [...] the proxy MUST reset timer C for that client transaction."
      if (waiting instanceof State.Silent || resets) {
        put(from.with(new State.Pending(waiting.course(), due(now))));
      }
    }
    // RFC 3261 16.7 step 5: "Any provisional response other than 100 (Trying)" goes on at once; RFC
    // 4320 4.1 wants none for anything but INVITE.
    boolean silent = trying || !invite || answered.isPresent();
    return silent ? List.of() : List.of(respond(response));
  }

  private List<ProxyOutput> success(Branch from, SipResponse response) {
    put(from.with(new State.Done()));
    // RFC 3261 16.7 step 5: "any 2xx response to an INVITE request" goes on at once, every one.
    boolean goesOn = answered.isEmpty() || (invite && answered.get().isSuccess());
    if (!goesOn) return List.of();
    answered = Optional.of(response.status());
    List<ProxyOutput> outputs = new ArrayList<>();
    outputs.add(respond(response));
    // RFC 3261 16.7 step 10: "If the forwarded response was a final response, the proxy MUST
    // generate a CANCEL request for all pending client transactions"
    outputs.addAll(stopTrying());
    return outputs;
  }

  private List<ProxyOutput> failure(Branch from, SipResponse response, Instant now) {
    if (!from.isOpen()) return List.of();
    Optional<Course> other = from.otherWay().filter(course -> course.isNoWay(response));
    if (other.isPresent()) return elsewhere(from, other.get(), now);
    put(from.with(new State.Done()));
    return concluded(response, now);
  }

  private List<ProxyOutput> elsewhere(Branch from, Course course, Instant now) {
    put(from.with(new State.Left()));
    List<ProxyOutput> outputs = new ArrayList<>();
    course.destination().ifPresent(place -> outputs.add(new ProxyOutput.Avoid(place)));
    outputs.addAll(advance(course, now));
    return outputs;
  }

  /// A target has come to its end with this response.
  private List<ProxyOutput> concluded(SipResponse response, Instant now) {
    finals.add(response);
    List<ProxyOutput> outputs = new ArrayList<>();
    // RFC 3261 16.7 step 5: "If a 6xx response is received, it is not immediately forwarded, but
    // the stateful proxy SHOULD cancel all client pending transactions"
    if (response.status().isGlobalFailure()) outputs.addAll(stopTrying());
    if (!isSettled() || answered.isPresent()) return outputs;
    outputs.addAll(groups.isEmpty() ? answer() : start(now));
    return outputs;
  }

  private List<ProxyOutput> answer() {
    SipResponse best = BestResponse.of(finals);
    answered = Optional.of(best.status());
    // RFC 4320 4.2: "MUST NOT send a response with Status-Code of 408 to a non-INVITE request"
    boolean useless = !invite && best.status().equals(StatusCode.REQUEST_TIMEOUT);
    return useless ? List.of() : List.of(respond(best));
  }

  /// What a phone says to our own CANCEL is not what became of the caller's request.
  private SipResponse inTime(Branch from, SipResponse response) {
    boolean ours = from.state() instanceof State.Cancelling(var inTime) && inTime;
    if (!ours || !response.status().equals(StatusCode.REQUEST_TERMINATED)) return response;
    return messages().answer(StatusCode.REQUEST_TIMEOUT, "nobody answered in time");
  }

  private List<ProxyOutput> stopTrying() {
    groups.clear();
    openings.keySet().forEach(contexts::forget);
    openings.clear();
    if (!invite) return List.of();
    return List.copyOf(branches.values()).stream()
        .filter(Branch::isWaiting)
        .map(branch -> cancel(branch, false))
        .toList();
  }

  private ProxyOutput cancel(Branch branch, boolean inTime) {
    put(branch.with(new State.Cancelling(inTime)));
    return new ProxyOutput.Cancel(branch.client());
  }

  private void put(Branch branch) {
    branches.put(branch.client().branch(), branch);
  }

  private ProxyOutput respond(SipResponse response) {
    return new ProxyOutput.Respond(server, response);
  }

  private Messages messages() {
    return messages.orElseThrow();
  }
}
