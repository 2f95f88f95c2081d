package ringfence.sip.ua;

import java.time.Instant;
import java.util.Optional;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;
import ringfence.sip.transaction.Failure;
import ringfence.sip.transaction.TransactionKey;

/// Before a call begins and after it: only repeated 2xx are acknowledged.
final class Silent implements Phase {
  private final Leg leg;
  private final Instant until;

  /// For good.
  Silent(Leg leg) {
    this(leg, Instant.MAX);
  }

  Silent(Leg leg, Instant until) {
    this.leg = leg;
    this.until = until;
  }

  @Override
  public void receive(SipRequest request, TransactionKey key, Instant now) {
    leg.respond(request, key, StatusCode.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
  }

  @Override
  public void receive(SipResponse response, Instant now) {
    if (Leg.is2xxToInvite(response)) leg.unwanted2xx(response);
  }

  @Override
  public void failed(SipRequest request, Failure failure, Instant now) {}

  @Override
  public void elapse(Instant now) {
    if (!now.isBefore(until)) leg.finish(now);
  }

  @Override
  public Optional<Instant> deadline() {
    return until.equals(Instant.MAX) ? Optional.empty() : Optional.of(until);
  }
}
