package ringfence.sip.transaction;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import ringfence.sip.message.Header;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.Method;
import ringfence.sip.message.Responses;
import ringfence.sip.message.SipMessage;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;
import ringfence.sip.message.Via;
import ringfence.sip.transaction.Output.Cancelled;
import ringfence.sip.transaction.Output.DeliverAck;
import ringfence.sip.transaction.Output.Ended;
import ringfence.sip.transaction.Output.Stray;
import ringfence.sip.transaction.Output.Transmit;
import ringfence.sip.transaction.TransactionKey.Side;

/// The transaction layer, RFC 3261 section 17: owns every transaction, matches messages to them and
/// fires their timers. One owner, one thread.
///
/// Every step returns what is to be done, in order. After a step the owner asks for [#deadline] and
/// calls [#elapse] then. Messages come in as `SipParser` lets them pass, with `received` and
/// `rport` already in the top Via of a request.
public final class TransactionLayer {
  /// How many transactions may live at once unless told otherwise.
  public static final int MOST = 100_000;

  private final Timers timers;
  private final Identifiers identifiers;
  private final int most;
  private final Map<TransactionKey, DeadlineQueue.Entry> transactions = new HashMap<>();
  private final Map<Long, Set<DeadlineQueue.Entry>> byFlow = new HashMap<>();
  private final DeadlineQueue deadlines = new DeadlineQueue();

  public TransactionLayer(Timers timers, RandomGenerator chance) {
    this(timers, new Identifiers(chance), MOST);
  }

  /// @param most transactions at once; a new request beyond is answered 503 and forgotten
  public TransactionLayer(Timers timers, Identifiers identifiers, int most) {
    this.timers = timers;
    this.identifiers = identifiers;
    this.most = most;
  }

  /// A message from the wire.
  public List<Output> receive(SipMessage message, Flow flow, Instant now) {
    return switch (message) {
      case SipRequest request -> receive(request, flow, now);
      case SipResponse response -> receive(response, flow, now);
    };
  }

  private List<Output> receive(SipResponse response, Flow flow, Instant now) {
    Optional<DeadlineQueue.Entry> entry = TransactionKey.of(response).flatMap(this::find);
    if (entry.isEmpty()) return List.of(new Stray(response, flow));
    var client = (ClientTransaction) entry.get().transaction();
    List<Output> outputs = client.receive(response, now);
    if (client instanceof InviteClientTransaction invite && invite.isCancelAsked()) {
      outputs = join(outputs, cancel(invite.key(), now));
    }
    return settle(entry.get(), outputs);
  }

  private List<Output> receive(SipRequest request, Flow flow, Instant now) {
    TransactionKey key = TransactionKey.of(request);
    Optional<DeadlineQueue.Entry> entry = find(key);
    if (entry.isPresent()) {
      var server = (ServerTransaction) entry.get().transaction();
      return settle(entry.get(), server.receive(request, now));
    }
    if (request.method().equals(Method.ACK)) return List.of(new DeliverAck(request, flow));
    if (transactions.size() >= most) return List.of(overloaded(request, flow));
    return begin(request, new Hop(key, flow, timers), now);
  }

  private List<Output> begin(SipRequest request, Hop hop, Instant now) {
    ServerTransaction server =
        request.method().equals(Method.INVITE)
            ? new InviteServerTransaction(request, hop, now)
            : new NonInviteServerTransaction(request, hop, now);
    DeadlineQueue.Entry entry = add(server);
    if (request.method().equals(Method.CANCEL)) {
      Optional<DeadlineQueue.Entry> invite = find(hop.key().ofInvite());
      if (invite.isPresent()) {
        return cancelled(entry, (InviteServerTransaction) invite.get().transaction(), now);
      }
    }
    return settle(entry, server.start());
  }

  private List<Output> cancelled(
      DeadlineQueue.Entry entry, InviteServerTransaction invite, Instant now) {
    var cancel = (NonInviteServerTransaction) entry.transaction();
    // RFC 3261 9.2: "the To tag of the response to the CANCEL and the To tag in the response to the
    // original request SHOULD be the same"
    String tag = invite.toTag().orElseGet(identifiers::tag);
    List<Output> outputs =
        cancel.respond(Responses.tagged(cancel.request(), StatusCode.OK, tag), now);
    // RFC 3261 9.2: after a final response "the CANCEL request has no effect on the processing of
    // the
    // original request"
    if (invite.isOpen()) {
      outputs = join(outputs, List.of(new Cancelled(invite.key(), cancel.request())));
    }
    return settle(entry, outputs);
  }

  private Output overloaded(SipRequest request, Flow flow) {
    SipResponse refusal =
        Responses.tagged(request, StatusCode.SERVICE_UNAVAILABLE, identifiers.tag());
    return new Transmit(refusal, flow);
  }

  /// Sends a request in a client transaction of its own, with a fresh Via on top.
  ///
  /// @param sentBy our own address and port for the Via
  public Started start(SipRequest request, HostPort sentBy, Flow flow, Instant now) {
    return start(withVia(request, sentBy, flow), flow, now);
  }

  /// The same for a request that has its own Via on top already, with a branch never used before: a
  /// proxy that puts a loop check into its branch (RFC 3261 16.6 item 8).
  public Started start(SipRequest request, Flow flow, Instant now) {
    TransactionKey key = TransactionKey.ofSent(request);
    if (transactions.containsKey(key)) throw new IllegalArgumentException("branch used twice");
    Hop hop = new Hop(key, flow, timers);
    ClientTransaction client =
        request.method().equals(Method.INVITE)
            ? new InviteClientTransaction(request, hop, now)
            : new NonInviteClientTransaction(request, hop, now);
    return new Started(key, request, settle(add(client), client.start()));
  }

  /// A request that needs no transaction, with a fresh Via: the ACK to a 2xx (RFC 3261 13.2.2.4).
  public Output sendAck(SipRequest ack, HostPort sentBy, Flow flow) {
    return new Transmit(withVia(ack, sentBy, flow), flow);
  }

  private SipRequest withVia(SipRequest request, HostPort sentBy, Flow flow) {
    Via via = Via.of(flow.transport(), sentBy, identifiers.branch());
    return request.with(request.headers().prepend(Header.VIA, via));
  }

  /// The user's response in a server transaction. Nothing happens when the transaction is over or a
  /// final response was given before; a 2xx to INVITE may be given again until its ACK comes.
  public List<Output> respond(TransactionKey key, SipResponse response, Instant now) {
    Optional<DeadlineQueue.Entry> entry = find(key);
    if (entry.isEmpty()) return List.of();
    var server = (ServerTransaction) entry.get().transaction();
    return settle(entry.get(), server.respond(response, now));
  }

  /// Cancels an INVITE of ours: at once, or when its first provisional response comes. Has no
  /// effect after a final response. The fate of the INVITE is told as ever: 487, a 2xx that
  /// crossed, or [Failure#TIMEOUT].
  public List<Output> cancel(TransactionKey key, Instant now) {
    Optional<DeadlineQueue.Entry> entry = find(key);
    if (entry.isEmpty()
        || !(entry.get().transaction() instanceof InviteClientTransaction invite)
        || !invite.cancel(now)) {
      return List.of();
    }
    deadlines.update(entry.get());
    return start(HopByHop.cancel(invite.invite()), invite.flow(), now).outputs();
  }

  /// The flow is gone: every client transaction on it fails. Server transactions stay; their
  /// responses may find another flow (RFC 3261 18.2.2).
  public List<Output> flowFailed(Flow flow, Instant now) {
    List<Output> outputs = new ArrayList<>();
    for (DeadlineQueue.Entry entry : List.copyOf(on(flow))) {
      if (entry.transaction() instanceof ClientTransaction client) {
        outputs.addAll(settle(entry, client.flowFailed()));
      }
    }
    return outputs;
  }

  private Set<DeadlineQueue.Entry> on(Flow flow) {
    return byFlow.getOrDefault(flow.id(), Set.of());
  }

  /// Fires every timer that is due.
  public List<Output> elapse(Instant now) {
    List<Output> outputs = new ArrayList<>();
    var due = deadlines.takeDue(now);
    while (due.isPresent()) {
      outputs.addAll(settle(due.get(), due.get().transaction().elapse(now)));
      due = deadlines.takeDue(now);
    }
    return outputs;
  }

  /// When [#elapse] next has something to do.
  public Optional<Instant> deadline() {
    return deadlines.first();
  }

  /// How many transactions live.
  public int size() {
    return transactions.size();
  }

  /// Whether a transaction on this flow still has something to say or to hear. One that only
  /// absorbs repetitions, as an INVITE does for 32 s after its 2xx, does not use it.
  public boolean isUsed(Flow flow) {
    return on(flow).stream().anyMatch(entry -> entry.transaction().isPending());
  }

  /// Whether another server transaction that lives is for the same request, which came by two ways:
  /// a user agent answers 482 to the later one (RFC 3261 8.2.2.2). Looks at every transaction.
  public boolean isMerged(TransactionKey key) {
    return find(key).map(entry -> Merged.among(entry, transactions.values())).orElse(false);
  }

  private Optional<DeadlineQueue.Entry> find(TransactionKey key) {
    return Optional.ofNullable(transactions.get(key));
  }

  private DeadlineQueue.Entry add(Transaction transaction) {
    var entry = new DeadlineQueue.Entry(transaction);
    transactions.put(transaction.key(), entry);
    byFlow.computeIfAbsent(transaction.flow().id(), _ -> new LinkedHashSet<>(4)).add(entry);
    return entry;
  }

  /// Brings table and heap in line with the machine after a step.
  private List<Output> settle(DeadlineQueue.Entry entry, List<Output> outputs) {
    Transaction transaction = entry.transaction();
    TransactionKey key = transaction.key();
    List<Output> told = isOwnCancel(key) ? wireOnly(outputs) : outputs;
    if (!transaction.isTerminated()) {
      deadlines.update(entry);
      return told;
    }
    deadlines.remove(entry);
    transactions.remove(key, entry);
    forget(entry, transaction.flow());
    return isOwnCancel(key) ? told : join(told, List.of(new Ended(key)));
  }

  private void forget(DeadlineQueue.Entry entry, Flow flow) {
    Set<DeadlineQueue.Entry> entries = byFlow.get(flow.id());
    if (entries == null) return;
    entries.remove(entry);
    if (entries.isEmpty()) byFlow.remove(flow.id());
  }

  // What becomes of our CANCEL shows in the INVITE; its own response is nobody's business.
  private static boolean isOwnCancel(TransactionKey key) {
    return key.side() == Side.CLIENT && key.method().equals(Method.CANCEL);
  }

  private static List<Output> wireOnly(List<Output> outputs) {
    return outputs.stream().filter(Transmit.class::isInstance).toList();
  }

  private static List<Output> join(List<Output> first, List<Output> second) {
    if (second.isEmpty()) return first;
    List<Output> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
