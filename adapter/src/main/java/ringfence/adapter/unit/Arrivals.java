package ringfence.adapter.unit;

import java.util.List;
import java.util.Optional;
import ringfence.adapter.call.LineRefusals;
import ringfence.adapter.call.PhoneLine;
import ringfence.adapter.call.Way;
import ringfence.adapter.gateway.Gateway;
import ringfence.adapter.gateway.UserAgent;
import ringfence.adapter.log.UnitEvents;
import ringfence.adapter.route.CallRouter;
import ringfence.adapter.route.CallRouter.Leg;
import ringfence.adapter.route.Signaling;
import ringfence.manage.event.EventLog;
import ringfence.sip.message.Header;
import ringfence.sip.message.Replaces;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.StatusCode;
import ringfence.sip.transaction.TransactionKey;

/// Brings the calls that come in to where their routes lead. On the SIP loop.
final class Arrivals {
  // causes of ITU-T Q.850
  private static final int USER_BUSY = 17;
  private static final int DESTINATION_OUT_OF_ORDER = 27;

  /// An INVITE that begins a call.
  record Arrival(Gateway gateway, UserAgent userAgent, SipRequest invite, TransactionKey key) {
    void reject(StatusCode status) {
      userAgent.reject(invite, key, status);
    }
  }

  private final UnitAccounts accounts;
  private final Endpoints endpoints;
  private final List<PhoneLine> lines;
  private final EventLog events;

  /// Calls for these lines, which may still be added.
  Arrivals(UnitAccounts accounts, Endpoints endpoints, List<PhoneLine> lines, EventLog events) {
    this.accounts = accounts;
    this.endpoints = endpoints;
    this.lines = lines;
    this.events = events;
  }

  void bring(Arrival arrival) {
    Optional<Replaces> replaces = arrival.invite().headers().first(Header.REPLACES);
    if (replaces.isPresent()) replace(arrival, replaces.get());
    else route(arrival);
  }

  /// Who knows the tags of a call may take the place of its party, by the gateway it is at.
  private void replace(Arrival arrival, Replaces replaces) {
    String gateway = arrival.gateway().name();
    Optional<PhoneLine> line =
        lines.stream().filter(one -> one.isMeantBy(replaces, gateway)).findFirst();
    Optional<Way> way =
        line.flatMap(it -> accounts.way(it.endpoint(), arrival.gateway(), Signaling.USUAL));
    if (line.isEmpty()) arrival.reject(StatusCode.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
    else if (way.isEmpty()) arrival.reject(StatusCode.SERVICE_UNAVAILABLE);
    else line.get().replacing(arrival.invite(), replaces, arrival.key(), way.get());
  }

  private void route(Arrival arrival) {
    switch (accounts.routing(arrival.gateway(), arrival.invite())) {
      case CallRouter.Found found -> bring(arrival, chosen(found));
      case CallRouter.None(String reason) -> {
        events.report(UnitEvents.NO_ROUTE.report(reason).about(arrival.gateway().name()));
        arrival.reject(StatusCode.NOT_FOUND);
      }
    }
  }

  /// The first that can have the call, or that its cause does not pass over.
  private Leg chosen(CallRouter.Found found) {
    return found.legs().stream()
        .filter(leg -> cause(leg).filter(found.causes()::contains).isEmpty())
        .findFirst()
        .orElse(found.legs().getLast());
  }

  /// Why a line cannot have a call now.
  private Optional<Integer> cause(Leg leg) {
    return line(leg).filter(it -> !it.isIdle()).map(_ -> USER_BUSY).or(() -> outOfOrder(leg));
  }

  private Optional<Integer> outOfOrder(Leg leg) {
    return line(leg)
        .filter(it -> !endpoints.isUsable(it.endpoint()))
        .map(_ -> DESTINATION_OUT_OF_ORDER);
  }

  private void bring(Arrival arrival, Leg leg) {
    if (leg.destination().startsWith(CallRouter.REDIRECT)) {
      String number = leg.destination().substring(CallRouter.REDIRECT.length());
      var elsewhere = LineRefusals.redirection(arrival.gateway().target(number));
      arrival.userAgent().reject(arrival.invite(), arrival.key(), elsewhere);
      return;
    }
    Optional<PhoneLine> line = line(leg);
    Optional<Way> way =
        line.flatMap(it -> accounts.way(it.endpoint(), arrival.gateway(), leg.signaling()));
    if (line.isEmpty()) arrival.reject(StatusCode.NOT_FOUND);
    else if (way.isEmpty()) arrival.reject(StatusCode.SERVICE_UNAVAILABLE);
    else line.get().invited(arrival.invite(), arrival.key(), way.get());
  }

  private Optional<PhoneLine> line(Leg leg) {
    return lines.stream()
        .filter(one -> leg.destination().equals(CallRouter.FXS + one.endpoint()))
        .findFirst();
  }
}
