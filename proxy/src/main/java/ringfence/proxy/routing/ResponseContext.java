package ringfence.proxy.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;
import ringfence.proxy.routing.Branch.State;
import ringfence.sip.message.Header;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;
import ringfence.sip.transaction.Flow;
import ringfence.sip.transaction.TransactionKey;

/// One forwarded request and all that comes back for it, RFC 3261 section 16.7.
final class ResponseContext {
  /// Our own answers to this request.
  interface Answers {
    SipResponse make(SipRequest request, StatusCode status, String why);
  }

  private final Incoming incoming;
  private final Duration timerC;
  private final Answers answers;
  private final SequencedMap<String, Branch> branches = new LinkedHashMap<>();
  private Optional<StatusCode> answered = Optional.empty();

  ResponseContext(Incoming incoming, Duration timerC, Answers answers) {
    this.incoming = incoming;
    this.timerC = timerC;
    this.answers = answers;
  }

  /// A copy has gone out.
  void started(TransactionKey client, Flow flow, Instant now) {
    branches.put(client.branch(), new Branch(client, flow, new State.Pending(now.plus(timerC))));
  }

  Incoming incoming() {
    return incoming;
  }

  Set<String> branches() {
    return branches.keySet();
  }

  /// The final response that went upstream, if one has.
  Optional<StatusCode> answered() {
    return answered;
  }

  /// RFC 3261 16.7: a response of one branch, our Via still on top.
  List<ProxyOutput> receive(String branch, SipResponse received, Instant now) {
    Branch from = branches.get(branch);
    if (from == null) return List.of();
    // RFC 3261 16.7 step 3: "The proxy removes the topmost Via header field value from the
    // response."
    SipResponse response = received.with(received.headers().withoutFirst(Header.VIA));
    if (response.status().isProvisional()) return provisional(from, response, now);
    if (response.status().isSuccess()) return success(from, response);
    return failure(from, afterTimerC(from, response));
  }

  /// The branch has no answer: its transaction timed out, or its flow broke.
  List<ProxyOutput> fail(String branch, StatusCode status, String why) {
    Branch from = branches.get(branch);
    if (from == null || from.isDone()) return List.of();
    return failure(from, answers.make(incoming.request(), status, why));
  }

  /// RFC 3261 16.10: the caller cancels, so every branch is cancelled.
  List<ProxyOutput> cancel() {
    return cancelPending(false);
  }

  /// RFC 3261 16.8: timer C.
  List<ProxyOutput> elapse(Instant now) {
    List<ProxyOutput> outputs = new ArrayList<>();
    for (Branch branch : List.copyOf(branches.values())) {
      if (branch.state() instanceof State.Pending(var due) && !now.isBefore(due) && isInvite()) {
        outputs.add(cancel(branch, true));
      }
    }
    return outputs;
  }

  /// When timer C of a branch next fires.
  Optional<Instant> deadline() {
    if (!isInvite()) return Optional.empty();
    return branches.values().stream().flatMap(ResponseContext::timerC).min(Instant::compareTo);
  }

  private static Stream<Instant> timerC(Branch branch) {
    return branch.state() instanceof State.Pending(var due) ? Stream.of(due) : Stream.empty();
  }

  private List<ProxyOutput> provisional(Branch from, SipResponse response, Instant now) {
    if (from.state() instanceof State.Pending && !response.status().equals(StatusCode.TRYING)) {
      // RFC 3261 16.7 step 2: "If the response is a provisional response [...] from 101 to 199
      // inclusive, [...] the proxy MUST reset timer C for that client transaction."
      put(from.with(new State.Pending(now.plus(timerC))));
    }
    // RFC 3261 16.7 step 5: "Any provisional response other than 100 (Trying)" goes on at once; RFC
    // 4320 4.1 wants none for anything but INVITE.
    boolean goesOn = !response.status().equals(StatusCode.TRYING) && isInvite();
    return goesOn && answered.isEmpty() ? List.of(respond(response)) : List.of();
  }

  private List<ProxyOutput> success(Branch from, SipResponse response) {
    put(from.with(new State.Done(response)));
    // RFC 3261 16.7 step 5: "any 2xx response to an INVITE request" goes on at once, every one.
    boolean first = answered.isEmpty();
    boolean goesOn = first || (isInvite() && answered.get().isSuccess());
    if (!goesOn) return List.of();
    answered = Optional.of(response.status());
    List<ProxyOutput> outputs = new ArrayList<>();
    outputs.add(respond(response));
    // RFC 3261 16.7 step 10: "If the forwarded response was a final response, the proxy MUST
    // generate a CANCEL request for all pending client transactions"
    outputs.addAll(cancelPending(false));
    return outputs;
  }

  private List<ProxyOutput> failure(Branch from, SipResponse response) {
    if (from.isDone()) return List.of();
    put(from.with(new State.Done(response)));
    List<ProxyOutput> outputs = new ArrayList<>();
    // RFC 3261 16.7 step 5: "If a 6xx response is received, it is not immediately forwarded, but
    // the
    // stateful proxy SHOULD cancel all client pending transactions"
    if (response.status().isGlobalFailure()) outputs.addAll(cancelPending(false));
    if (answered.isEmpty() && branches.values().stream().allMatch(Branch::isDone)) {
      outputs.addAll(answer());
    }
    return outputs;
  }

  private List<ProxyOutput> answer() {
    SipResponse best = BestResponse.of(finals());
    answered = Optional.of(best.status());
    // RFC 4320 4.2: "MUST NOT send a response with Status-Code of 408 to a non-INVITE request"
    boolean useless = !isInvite() && best.status().equals(StatusCode.REQUEST_TIMEOUT);
    return useless ? List.of() : List.of(respond(best));
  }

  private List<SipResponse> finals() {
    List<SipResponse> finals = new ArrayList<>();
    for (Branch branch : branches.values()) {
      if (branch.state() instanceof State.Done(var response)) finals.add(response);
    }
    return finals;
  }

  /// What a phone says to the CANCEL of timer C is not what became of the caller's request.
  private SipResponse afterTimerC(Branch from, SipResponse response) {
    boolean ours = from.state() instanceof State.Cancelling(var byTimerC) && byTimerC;
    if (!ours || !response.status().equals(StatusCode.REQUEST_TERMINATED)) return response;
    return answers.make(incoming.request(), StatusCode.REQUEST_TIMEOUT, "nobody answered in time");
  }

  private List<ProxyOutput> cancelPending(boolean byTimerC) {
    if (!isInvite()) return List.of();
    List<ProxyOutput> outputs = new ArrayList<>();
    for (Branch branch : List.copyOf(branches.values())) {
      if (branch.state() instanceof State.Pending) outputs.add(cancel(branch, byTimerC));
    }
    return outputs;
  }

  private ProxyOutput cancel(Branch branch, boolean byTimerC) {
    put(branch.with(new State.Cancelling(byTimerC)));
    return new ProxyOutput.Cancel(branch.client());
  }

  private void put(Branch branch) {
    branches.put(branch.client().branch(), branch);
  }

  private ProxyOutput respond(SipResponse response) {
    return new ProxyOutput.Respond(incoming.key(), response);
  }

  private boolean isInvite() {
    return incoming.request().method().equals(Method.INVITE);
  }
}
