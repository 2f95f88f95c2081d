package ringfence.adapter.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import ringfence.adapter.call.LineOrder.Refuse.Why;
import ringfence.adapter.dialling.DialledNumber;
import ringfence.adapter.line.Handset;
import ringfence.adapter.line.Hearing;
import ringfence.adapter.line.LineAudio;
import ringfence.adapter.line.LineEvent;
import ringfence.adapter.log.UnitEvents;
import ringfence.media.negotiation.Negotiation;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.StatusCode;
import ringfence.sip.transaction.TransactionKey;
import ringfence.sip.ua.Call;
import ringfence.sip.ua.CallEvent;
import ringfence.sip.ua.Refusal;
import ringfence.transport.Loop;

/// One line of the unit: its phone, its call control and its call. Does what [CallControl] orders.
/// On the SIP loop.
public final class PhoneLine {
  /// A call before it has its audio.
  private record Leg(Way way, Call call, String peer, boolean outgoing) {}

  private final String endpoint;
  private final LineSupport support;
  private final CallControl control = new CallControl(LineServices.USUAL);
  private final LineAudio audio = new LineAudio();
  private final Handset handset;
  private Optional<PhoneCall> call = Optional.empty();
  private Optional<Call> placing = Optional.empty();
  private boolean rings;
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
    return control.isIdle() && call.isEmpty();
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

  public boolean isRinging() {
    return rings;
  }

  /// Why the last call ended, or empty before the first.
  public String lastEnd() {
    return lastEnd;
  }

  public Optional<CallStatus> callStatus() {
    return call.map(PhoneCall::status);
  }

  /// The call before, as it was when it ended.
  public Optional<CallStatus> lastCall() {
    return lastCall;
  }

  public void usable(boolean usable) {
    control.usable(usable);
  }

  private void happened(LineEvent event) {
    if (event instanceof LineEvent.OffHook) lastEnd = "";
    control.services(support.calling().services(endpoint));
    perform(control.on(event, support.sip().now()));
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
      case LineOrder.Ring(boolean on) -> rings = on;
      case LineOrder.Hear(Hearing what) -> {
        hearing = what;
        support.media().post(() -> audio.hear(what));
      }
      case LineOrder.Place(DialledNumber number) -> place(number);
      case LineOrder.Answer() -> call.ifPresent(PhoneCall::answer);
      case LineOrder.HangUp() -> call.ifPresent(PhoneCall::hangUp);
      case LineOrder.SendDigit(char key) -> call.ifPresent(active -> active.audio().press(key));
      case LineOrder.Hold() -> call.ifPresent(active -> active.hold(true));
      case LineOrder.Resume() -> call.ifPresent(active -> active.hold(false));
      case LineOrder.Redirect(String target) ->
          call.ifPresent(it -> it.reject(redirection(target)));
      case LineOrder.Refuse _ -> throw new IllegalStateException("refused where it came in");
    }
  }

  private void place(DialledNumber number) {
    Optional<Way.To> to = support.calling().way(endpoint, number);
    if (to.isEmpty()) {
      failed(support.calling().noWay(endpoint, number));
      return;
    }
    Way way = to.get().way();
    Call own = Call.to(to.get().target(), way.account(), support.calling().identifiers());
    var leg = new Leg(way, own, to.get().target().toString(), true);
    placing = Optional.of(own);
    support.sip().then(openAudio(way), opened -> place(leg, opened));
  }

  private void place(Leg leg, CallAudio.Opening opened) {
    // the person may have hung up, or dialled anew, while the sockets were opened
    boolean wanted = control.isCalling() && placing.filter(leg.call()::equals).isPresent();
    switch (opened) {
      case CallAudio.Failed(String reason) when wanted -> failed(reason);
      case CallAudio.Failed _ -> {}
      case CallAudio.Opened(CallAudio media) when !wanted -> media.close();
      case CallAudio.Opened(CallAudio media) -> join(leg, media).invite();
    }
  }

  private CompletableFuture<CallAudio.Opening> openAudio(Way way) {
    return CallAudio.open(support.calling().audio(endpoint, way));
  }

  /// Joins the line to a call and its audio.
  private PhoneCall join(Leg leg, CallAudio media) {
    var negotiation =
        new Negotiation(
            support.calling().mediaSettings(endpoint, leg.way(), media.port()), support.chance());
    var begun =
        new PhoneCall(
            leg.way().calls(),
            leg.call(),
            leg.peer(),
            leg.outgoing(),
            negotiation,
            media,
            listener());
    call = Optional.of(begun);
    support.media().post(() -> audio.join(media));
    return begun;
  }

  private void failed(String why) {
    lastEnd = why;
    support.events().report(UnitEvents.CANNOT_CALL.report(endpoint, why));
    perform(control.ended(false));
  }

  /// An INVITE for this line.
  ///
  /// @param way by which it came
  public void invited(SipRequest invite, TransactionKey key, Way way) {
    control.services(support.calling().services(endpoint));
    List<LineOrder> orders = control.incoming(support.sip().now());
    if (orders.getFirst() instanceof LineOrder.Refuse(Why why)) {
      way.calls().userAgent().reject(invite, key, LineRefusals.status(why));
      return;
    }
    if (orders.getFirst() instanceof LineOrder.Redirect(String target)) {
      way.calls().userAgent().reject(invite, key, redirection(target));
      return;
    }
    Call offered = Call.from(invite, key, way.account(), support.calling().identifiers());
    var leg = new Leg(way, offered, invite.from().uri().toString(), false);
    List<CallEvent> early = new ArrayList<>();
    way.calls().userAgent().take(offered, early::add);
    support
        .sip()
        .then(
            openAudio(way),
            opened -> {
              // the caller may have given up while the sockets were opened
              if (early.isEmpty()) alert(leg, opened, orders);
              else abandon(opened);
            });
  }

  private void alert(Leg leg, CallAudio.Opening opened, List<LineOrder> orders) {
    switch (opened) {
      case CallAudio.Failed(String reason) -> {
        var refusal = Refusal.of(StatusCode.SERVICE_UNAVAILABLE);
        var outputs = leg.call().reject(refusal, support.sip().now());
        leg.way().calls().userAgent().perform(leg.call(), outputs);
        failed(reason);
      }
      case CallAudio.Opened(CallAudio media) -> {
        if (join(leg, media).receive()) alerted(orders);
      }
    }
  }

  /// The phone rings, unless the person was faster than our sockets.
  private void alerted(List<LineOrder> orders) {
    if (control.isRinging()) perform(orders);
    else if (control.isTalking()) call.ifPresent(PhoneCall::answer);
    else hangUp();
  }

  /// Ends its call, as when the unit stops.
  public void hangUp() {
    if (call.isPresent()) call.get().hangUp();
    // a call that came while its sockets are being opened is refused as soon as they are
    else if (control.isRinging()) perform(control.ended(false));
  }

  private void abandon(CallAudio.Opening opened) {
    if (opened instanceof CallAudio.Opened(CallAudio media)) media.close();
    perform(control.ended(false));
  }

  private Refusal redirection(String target) {
    return LineRefusals.redirection(
        support.calling().way(endpoint, DialledNumber.of(target)).map(Way.To::target));
  }

  private PhoneCall.Listener listener() {
    return new PhoneCall.Listener() {
      @Override
      public void ringing(PhoneCall ringing, boolean earlyMedia) {
        perform(control.remoteRings(earlyMedia));
      }

      @Override
      public void answered(PhoneCall answered) {
        perform(control.answered());
      }

      @Override
      public void heldAsBefore(PhoneCall call, boolean held) {
        perform(control.heldAsBefore(held));
      }

      @Override
      public void ended(PhoneCall ended, boolean busy, String why) {
        if (call.filter(active -> active == ended).isEmpty()) return;
        lastCall = call.map(PhoneCall::status);
        call = Optional.empty();
        lastEnd = why;
        support.media().post(audio::part);
        perform(control.ended(busy));
      }
    };
  }
}
