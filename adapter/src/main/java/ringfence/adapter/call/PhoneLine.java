package ringfence.adapter.call;

import java.util.List;
import java.util.Optional;
import ringfence.adapter.dialling.DialledNumber;
import ringfence.adapter.line.Handset;
import ringfence.adapter.line.Hearing;
import ringfence.adapter.line.LineAudio;
import ringfence.adapter.line.LineEvent;
import ringfence.adapter.log.UnitEvents;
import ringfence.sip.message.Headers;
import ringfence.sip.message.Replaces;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.StatusCode;
import ringfence.sip.transaction.TransactionKey;
import ringfence.sip.ua.Call;
import ringfence.sip.ua.CallEnd;
import ringfence.sip.ua.Referral;
import ringfence.transport.Loop;

/// One line of the unit: its phone, its call control and its calls. Does what [CallControl] orders.
/// On the SIP loop.
public final class PhoneLine {
  private final String endpoint;
  private final LineSupport support;
  private final CallControl control = new CallControl(LineServices.USUAL);
  private final LineAudio audio = new LineAudio();
  private final LineCalls calls;
  private final LineMedia media;
  private final IncomingCalls incoming;
  private final Handset handset;
  private final LineTransfers transfers;
  private final Listener listener = new Listener();
  private Optional<Call> placing = Optional.empty();
  private LineServices services = LineServices.USUAL;
  private Hearing hearing = Hearing.SILENCE;
  private Optional<CallStatus> lastCall = Optional.empty();
  private String lastEnd = "";
  private Loop.Timer timer = () -> {};

  /// A line whose phone is on the hook.
  ///
  /// @param endpoint `FXS1`
  public PhoneLine(String endpoint, LineSupport support) {
    this.endpoint = endpoint;
    this.support = support;
    this.calls = new LineCalls(support.media(), audio);
    this.transfers = new LineTransfers(support.sip());
    this.media = new LineMedia(endpoint, support);
    this.incoming = new IncomingCalls(media, control, calls, listener);
    this.handset = new Handset(support.sip(), support.media(), audio, this::happened);
  }

  public String endpoint() {
    return endpoint;
  }

  public Handset handset() {
    return handset;
  }

  public LineAudio audio() {
    return audio;
  }

  /// Whether its receiver is down and it does not ring.
  public boolean isIdle() {
    return control.isIdle() && calls.isEmpty();
  }

  /// What the line is doing, in one word.
  public String state() {
    return control.status();
  }

  /// What the person at the phone hears.
  public Hearing hearing() {
    return hearing;
  }

  /// The digits pressed so far, while a number is dialled.
  public String dialled() {
    return control.dialled();
  }

  /// Why the last call ended, or empty before the first.
  public String lastEnd() {
    return lastEnd;
  }

  /// The call at the ear, or else the other one.
  public Optional<CallStatus> callStatus() {
    return calls.active().or(calls::other).map(PhoneCall::status);
  }

  /// The call before, as it was when it ended.
  public Optional<CallStatus> lastCall() {
    return lastCall;
  }

  public void usable(Usability usability) {
    control.usable(usability);
  }

  private void happened(LineEvent event) {
    if (event instanceof LineEvent.OffHook) lastEnd = "";
    takeUpServices();
    perform(control.on(event, support.sip().now()));
  }

  private void takeUpServices() {
    services = support.calling().services(endpoint);
    control.services(services);
  }

  /// Calls a number at once; the receiver must be off the hook.
  public void dial(DialledNumber number) {
    perform(control.place(number));
  }

  private void perform(List<LineOrder> orders) {
    orders.forEach(this::perform);
    timer.cancel();
    timer = () -> {};
    control.deadline().ifPresent(when -> timer = support.sip().at(when, this::elapse));
    support.changed().run();
  }

  private void elapse() {
    perform(control.elapse(support.sip().now()));
  }

  private void perform(LineOrder order) {
    switch (order) {
      case LineOrder.Ring _ -> {} // seen in the state
      case LineOrder.Hear(Hearing what) -> {
        hearing = what;
        support.media().post(() -> audio.hear(what));
      }
      case LineOrder.Place(DialledNumber number) -> place(number);
      case LineOrder.Answer() -> calls.active().ifPresent(PhoneCall::answer);
      case LineOrder.HangUp() -> calls.takeActive().ifPresent(PhoneCall::hangUp);
      case LineOrder.SendDigit(char key) -> calls.active().ifPresent(it -> it.audio().press(key));
      case LineOrder.Hold() -> calls.active().ifPresent(it -> it.hold(true));
      case LineOrder.Resume() -> calls.active().ifPresent(it -> it.hold(false));
      case LineOrder.Redirect(String target) ->
          calls.active().ifPresent(it -> it.reject(incoming.redirection(target)));
      case LineOrder.Refuse _ -> throw new IllegalStateException("refused where it came in");
      case LineOrder.Swap() -> calls.swap();
      case LineOrder.HangUpOther() -> calls.takeOther().ifPresent(PhoneCall::hangUp);
      case LineOrder.Join() -> {
        calls.other().ifPresent(it -> it.hold(false));
        calls.join(true);
      }
      case LineOrder.Part() -> calls.join(false);
      case LineOrder.Transfer() -> transfers.begin(calls, services.transfers());
    }
  }

  private void place(DialledNumber number) {
    support
        .calling()
        .way(endpoint, number)
        .ifPresentOrElse(
            to -> place(to, Headers.NONE), () -> failed(support.calling().noWay(endpoint, number)));
  }

  private void place(Way.To to, Headers extra) {
    Call own = Call.to(to.target(), to.way().account(), support.calling().identifiers());
    var begun = new NewCall(to.way(), own, to.target(), true, extra);
    placing = Optional.of(own);
    media.open(begun, opened -> place(begun, opened));
  }

  private void place(NewCall begun, CallAudio.Opening opened) {
    // the person may have hung up, or dialled anew, while the sockets were opened
    boolean wanted = control.isCalling() && placing.filter(begun.call()::equals).isPresent();
    switch (opened) {
      case CallAudio.Failed(String reason) when wanted -> failed(reason);
      case CallAudio.Failed _ -> {}
      case CallAudio.Opened(CallAudio sockets) when !wanted -> sockets.close();
      case CallAudio.Opened(CallAudio sockets) -> {
        PhoneCall call = media.call(begun, sockets, listener);
        calls.begin(call);
        call.invite();
      }
    }
  }

  private void failed(String why) {
    lastEnd = why;
    support.events().report(UnitEvents.CANNOT_CALL.report(endpoint, why));
    tellReferrer(StatusCode.SERVICE_UNAVAILABLE);
    perform(control.ended(false));
  }

  /// An INVITE for this line.
  ///
  /// @param way by which it came
  public void invited(SipRequest invite, TransactionKey key, Way way) {
    takeUpServices();
    incoming.invited(invite, key, way);
  }

  /// Whether one of its calls at a gateway is the one that a new call wants to take the place of.
  public boolean isMeantBy(Replaces replaces, String gateway) {
    return calls.meantBy(replaces, gateway).isPresent();
  }

  /// An INVITE in the place of one of its calls, RFC 3891.
  public void replacing(SipRequest invite, Replaces replaces, TransactionKey key, Way way) {
    PhoneCall before = calls.meantBy(replaces, way.gateway()).orElseThrow();
    Optional<StatusCode> kept = before.referrals().keeps(replaces);
    if (kept.isPresent()) way.calls().userAgent().reject(invite, key, kept.get());
    else incoming.replacing(before, invite, key, way);
  }

  /// Does what the party at the ear has asked for by REFER.
  private void follow(Referral referral, List<LineOrder> orders) {
    perform(orders);
    boolean named = services.transfers().named();
    Headers extra = (named ? referral : referral.unnamed()).inInvite();
    Optional<Way.To> way = support.calling().wayTo(endpoint, referral.target());
    if (way.isPresent()) place(way.get(), extra);
    else failed("there is no way to " + referral.target());
  }

  private void tellReferrer(StatusCode status) {
    if (control.hasReferrer()) calls.other().ifPresent(it -> it.referrals().tell(status));
  }

  /// Ends its calls, as when the unit stops.
  public void hangUp() {
    transfers.end();
    calls.other().ifPresent(PhoneCall::hangUp);
    if (calls.active().isPresent()) calls.active().get().hangUp();
    // a call that came while its sockets are being opened is refused as soon as they are
    else if (control.isRinging()) perform(control.ended(false));
  }

  private final class Listener implements CallListener, IncomingCalls.Line {
    @Override
    public void perform(List<LineOrder> orders) {
      PhoneLine.this.perform(orders);
    }

    @Override
    public CallListener listener() {
      return this;
    }

    private boolean isActive(PhoneCall call) {
      return calls.active().equals(Optional.of(call));
    }

    @Override
    public void ringing(PhoneCall ringing, boolean earlyMedia) {
      if (!isActive(ringing)) return;
      tellReferrer(StatusCode.RINGING);
      perform(control.remoteRings(earlyMedia));
    }

    @Override
    public void answered(PhoneCall answered) {
      if (!isActive(answered)) return;
      tellReferrer(StatusCode.OK);
      if (control.hasReferrer()) calls.takeOther().ifPresent(PhoneCall::leave);
      perform(control.answered());
    }

    @Override
    public void heldAsBefore(PhoneCall call, boolean held) {
      perform(isActive(call) ? control.heldAsBefore(held) : control.otherHeldAsBefore(held));
    }

    @Override
    public Optional<Runnable> referred(PhoneCall call, Referral referral) {
      if (!isActive(call)) return Optional.empty();
      return control.referred().map(orders -> () -> follow(referral, orders));
    }

    @Override
    public void ended(PhoneCall ended, CallEnd end, String why) {
      lastCall = Optional.of(ended.status());
      lastEnd = why;
      if (isActive(ended)) {
        tellReferrer(CallEnds.status(end));
        calls.takeActive();
        perform(control.ended(CallEnds.isBusy(end)));
      } else if (calls.other().equals(Optional.of(ended))) {
        calls.takeOther();
        perform(control.otherEnded());
      } else {
        support.changed().run();
      }
    }
  }
}
