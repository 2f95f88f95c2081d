package ringfence.sip.ua;

import java.time.Instant;
import java.util.Optional;
import ringfence.sip.dialog.Dialog;
import ringfence.sip.dialog.DialogId;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;
import ringfence.sip.transaction.Failure;
import ringfence.sip.transaction.TransactionKey;

/// Our BYE is out (RFC 3261 15.1.1).
final class Closing implements Phase {
  private final Leg leg;
  private final Dialog dialog;
  private Attempt bye;

  Closing(Leg leg, Dialog dialog, Attempt bye) {
    this.leg = leg;
    this.dialog = dialog;
    this.bye = bye;
  }

  @Override
  public void receive(SipRequest request, TransactionKey key, Instant now) {
    // The peer's BYE crossed ours.
    boolean crossed = request.is(Method.BYE);
    leg.respond(
        request, key, crossed ? StatusCode.OK : StatusCode.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
  }

  @Override
  public void receive(SipResponse response, Instant now) {
    if (Leg.is2xxToInvite(response)) {
      leg.unwanted2xx(response);
    } else if (response.status().isFinal() && isToBye(response)) {
      answered(response, now);
    }
  }

  private boolean isToBye(SipResponse response) {
    return bye.isFor(response) && dialog.isAnswered(response);
  }

  private void answered(SipResponse response, Instant now) {
    Optional<Attempt> again = leg.sendAgain(dialog, bye, response);
    again.ifPresent(other -> bye = other);
    if (again.isEmpty()) leg.finish(now);
  }

  @Override
  public void failed(SipRequest request, Failure failure, Instant now) {
    if (bye.isFor(request)) leg.finish(now);
  }

  @Override
  public void elapse(Instant now) {}

  @Override
  public Optional<Instant> deadline() {
    return Optional.empty();
  }

  @Override
  public Optional<DialogId> dialog() {
    return Optional.of(dialog.id());
  }
}
