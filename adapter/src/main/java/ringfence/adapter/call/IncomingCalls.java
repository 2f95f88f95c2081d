package ringfence.adapter.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import ringfence.adapter.call.LineOrder.Refuse.Why;
import ringfence.adapter.dialling.DialledNumber;
import ringfence.sip.message.Headers;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.StatusCode;
import ringfence.sip.transaction.TransactionKey;
import ringfence.sip.ua.Call;
import ringfence.sip.ua.CallEvent;
import ringfence.sip.ua.Refusal;

/// The calls that come in for a line, until they ring, wait or have taken another's place. On the
/// SIP loop.
final class IncomingCalls {
  /// What a call that has come needs of its line.
  interface Line {
    void perform(List<LineOrder> orders);

    CallListener listener();
  }

  private final LineMedia media;
  private final CallControl control;
  private final LineCalls calls;
  private final Line line;

  IncomingCalls(LineMedia media, CallControl control, LineCalls calls, Line line) {
    this.media = media;
    this.control = control;
    this.calls = calls;
    this.line = line;
  }

  void invited(SipRequest invite, TransactionKey key, Way way) {
    List<LineOrder> orders = control.incoming(media.support().sip().now());
    var userAgent = way.calls().userAgent();
    if (orders.getFirst() instanceof LineOrder.Refuse(Why why)) {
      userAgent.reject(invite, key, LineRefusals.status(why));
    } else if (orders.getFirst() instanceof LineOrder.Redirect(String target)) {
      userAgent.reject(invite, key, redirection(target));
    } else {
      open(offered(invite, key, way), this::alert, this::gone);
    }
  }

  /// Sends the caller to another number.
  Refusal redirection(String target) {
    var there = media.support().calling().way(media.endpoint(), DialledNumber.of(target));
    return LineRefusals.redirection(there.map(Way.To::target));
  }

  private NewCall offered(SipRequest invite, TransactionKey key, Way way) {
    Call call = Call.from(invite, key, way.account(), media.support().calling().identifiers());
    return new NewCall(way, call, invite.from().uri(), false, Headers.NONE);
  }

  private void open(NewCall offered, Consumer<PhoneCall> ready, Runnable gone) {
    List<CallEvent> early = new ArrayList<>();
    offered.way().calls().userAgent().take(offered.call(), early::add);
    media.open(
        offered,
        opened -> {
          switch (opened) {
            // the caller may have given up while the sockets were opened
            case CallAudio.Opened(CallAudio audio) when !early.isEmpty() -> {
              audio.close();
              gone.run();
            }
            case CallAudio.Opened(CallAudio audio) ->
                ready.accept(media.call(offered, audio, line.listener()));
            case CallAudio.Failed _ -> {
              refuse(offered, StatusCode.SERVICE_UNAVAILABLE);
              gone.run();
            }
          }
        });
  }

  private void refuse(NewCall offered, StatusCode status) {
    var outputs = offered.call().reject(Refusal.of(status), media.support().sip().now());
    offered.way().calls().userAgent().perform(offered.call(), outputs);
  }

  private void gone() {
    line.perform(control.hasWaiting() ? control.otherEnded() : control.ended(false));
  }

  /// The call rings or waits, unless the person was faster than our sockets.
  private void alert(PhoneCall call) {
    boolean faster = control.isTalking() && calls.active().isEmpty();
    if (control.hasWaiting()) {
      calls.beginOther(call);
    } else if (control.isRinging() || faster) {
      calls.begin(call);
    } else {
      call.reject(Refusal.of(StatusCode.TEMPORARILY_UNAVAILABLE));
      return;
    }
    if (!call.receive()) return;
    if (faster) call.answer();
    else line.perform(control.announce());
  }

  /// An INVITE that wants to take the place of a call.
  void replacing(PhoneCall before, SipRequest invite, TransactionKey key, Way way) {
    open(offered(invite, key, way), now -> replace(before, now), () -> {});
  }

  private void replace(PhoneCall before, PhoneCall now) {
    if (before.isOver()) {
      // RFC 3891 3: "a dialog which has already terminated, the UA SHOULD decline the request with
      // a 603"
      now.reject(Refusal.of(StatusCode.DECLINE));
      return;
    }
    // RFC 3891 3: one that cannot be accepted "MUST leave the matched dialog unchanged"
    if (!now.receive()) return;
    boolean answers = control.isCalling() && calls.active().equals(Optional.of(before));
    now.answer();
    if (before.isHeld()) now.hold(true);
    calls.replace(before, now);
    before.hangUp();
    if (answers) line.perform(control.answered());
  }
}
