package ringfence.proxy.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import ringfence.proxy.routing.ProxyOutput.Pass;
import ringfence.proxy.routing.ProxyOutput.Respond;
import ringfence.proxy.routing.RecordRoute.Routed;
import ringfence.sip.message.Method;
import ringfence.sip.message.Responses;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;
import ringfence.sip.transaction.Flow;
import ringfence.sip.transaction.TransactionKey;
import ringfence.sip.transaction.TransactionKey.Side;

/// Sends a request to its targets, RFC 3261 section 16.6: at once to those of equal preference, one
/// preference after another.
final class Forks {
  private static final String GIVING_A_TRY = "Giving a try";

  private final Contexts contexts;
  private final Forwarding forwarding;
  private final Refusals refusals;
  private final Patience patience;

  Forks(Contexts contexts, Forwarding forwarding, Refusals refusals, Patience patience) {
    this.contexts = contexts;
    this.forwarding = forwarding;
    this.refusals = refusals;
    this.patience = patience;
  }

  /// The copies; none when there would be more at once than the request's Max-Breadth allows.
  Optional<List<ProxyOutput>> fork(Incoming in, Routed routed, List<Target> targets, Instant now) {
    Collection<List<Target>> groups = byPreference(targets);
    int widest = groups.stream().mapToInt(List::size).max().orElseThrow();
    return Original.of(in, routed, widest).map(original -> start(original, groups, now));
  }

  // RFC 3261 16.6: "a stateful proxy MAY choose to try targets serially", by q, RFC 3261 20.10:
  // "contacts with higher qvalue [...] being preferred"
  private static Collection<List<Target>> byPreference(List<Target> targets) {
    if (targets.size() == 1) return List.of(targets);
    Map<Integer, List<Target>> groups = new TreeMap<>(Comparator.reverseOrder());
    for (Target target : targets) {
      groups.computeIfAbsent(target.q(), _ -> new ArrayList<>()).add(target);
    }
    return groups.values();
  }

  private List<ProxyOutput> start(Original original, Collection<List<Target>> groups, Instant now) {
    Incoming in = original.received();
    List<ProxyOutput> outputs = new ArrayList<>();
    // RFC 3261 16.2: "a stateful proxy MUST NOT generate 100 (Trying) responses to non-INVITE
    // requests"
    if (in.request().is(Method.INVITE)) {
      SipResponse trying = Responses.to(in.request(), StatusCode.TRYING, GIVING_A_TRY);
      outputs.add(new Respond(in.key(), trying));
    }
    var messages = new Messages(original, forwarding, refusals);
    var context = new ResponseContext(messages, patience, contexts, groups);
    contexts.add(context);
    outputs.addAll(context.start(now));
    contexts.time(context);
    return outputs;
  }

  /// The copy of an ACK to a 2xx, which has no transaction and waits for no connection.
  List<ProxyOutput> pass(SipRequest ack, Flow from, Routed routed, Outbound outbound) {
    var in = new Incoming(ack, new TransactionKey(Side.SERVER, "", "", Method.ACK), from);
    Original original = Original.of(in, routed, 1).orElseThrow();
    Flow to = outbound.flow();
    return List.of(new Pass(forwarding.copy(original, outbound.way(), to), to));
  }

  /// A way that leads over this flow.
  record Outbound(Way way, Flow flow) {}
}
