package ringfence.adapter.call;

import java.time.Duration;
import java.util.Optional;
import ringfence.adapter.dialling.DialPlan;
import ringfence.adapter.dialling.DtmfMaps;
import ringfence.adapter.gateway.SipEp;
import ringfence.adapter.gateway.SipMisc;
import ringfence.manage.setting.Column;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Kind;
import ringfence.manage.setting.Settings;
import ringfence.manage.setting.Table;
import ringfence.manage.setting.Variable;

/// The settings of Telephony > Services, under the vendor's names.
public interface CallServices {
  String PAGE = "Telephony/Services";

  /// What a line does when one of two calls is over.
  enum SecondCallDisconnect {
    /// The person hears that it is over; a flash brings the held party back.
    WAIT("Wait"),
    /// The held party comes back by itself.
    AUTO_SWITCH("AutoSwitch");

    private final String text;

    SecondCallDisconnect(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  Variable<Boolean> HOLD =
      Variable.enable("EpServ.DefaultCallHoldEnable", true)
          .label("Call Hold")
          .help("A flash puts the other party on hold, and a second one takes it back.")
          .page(PAGE);
  Variable<Boolean> CALL_WAITING =
      service(
          "EpServ.DefaultCallWaitingEnable",
          "Call Waiting",
          "A tone tells of a second caller, and a flash answers. Needs Call Hold.");
  Variable<Boolean> SECOND_CALL =
      service(
          "EpServ.DefaultSecondCallEnable",
          "Second Call",
          "A flash holds the call and gives the dial tone for another. Needs Call Hold.");
  Variable<SecondCallDisconnect> SECOND_CALL_DISCONNECT =
      Variable.choice("EpServ.DefaultSecondCallDisconnectBehavior", SecondCallDisconnect.WAIT)
          .label("Behavior on Second Call Disconnect")
          .help("Whether the held party comes back by itself when the other one hangs up.")
          .page(PAGE);
  Variable<Boolean> BLIND_TRANSFER =
      service(
          "EpServ.DefaultTransferBlindEnable",
          "Blind Transfer",
          "Hanging up while the second party's phone rings transfers the held party to it."
              + " Needs Second Call.");
  Variable<Duration> BLIND_TRANSFER_LIMIT =
      Variable.seconds("EpServ.DefaultTransferBlindTimeout", 30, 5, 600)
          .label("Blind Transfer Timeout")
          .help("How long the answer is awaited where Blind Transfer Method says so.")
          .page(PAGE);
  Variable<Boolean> ATTENDED_TRANSFER =
      service(
          "EpServ.DefaultTransferAttendedEnable",
          "Attended Transfer",
          "Hanging up after the second party has answered transfers the held party to it."
              + " Needs Second Call.");
  Variable<Boolean> CONFERENCE =
      service(
          "EpServ.DefaultConferenceEnable",
          "Conference",
          "A flash after the second party has answered joins all three. Needs Second Call.");
  Variable<Boolean> DIRECT_IP =
      Variable.enable("EpServ.DirectIpAddressCallEnable", false)
          .label("Direct IP Address Call")
          .help("Lets **192*168*0*1* and **192*168*0*1#200 call an address, over UDP.")
          .page(PAGE);

  Table LINES =
      Table.of("EpServ.CallServices", SipEp.USER_AGENTS.key())
          .fixedTo(SipEp.USER_AGENTS.rows().toArray(String[]::new));
  Column<Boolean> AUTOMATIC =
      LINES.column(enable("AutoCallEnable", "Automatic Call", "Lifting the receiver calls."));
  Column<String> AUTOMATIC_TARGET = LINES.column(target("AutoCallTarget", "Automatic Call Target"));
  Column<Boolean> DELAYED =
      LINES.column(
          enable(
              "DelayedHotLineEnable",
              "Delayed Hot Line",
              "When nothing is dialled until the First DTMF Timeout, its target is called."));
  Column<String> DELAYED_TARGET =
      LINES.column(target("DelayedHotLineTarget", "Delayed Hot Line Target"));
  Column<Boolean> FORWARD =
      LINES.column(
          enable("ForwardUnconditionalEnable", "Forward Unconditional", "Sends every call on."));
  Column<String> FORWARD_TO =
      LINES.column(target("ForwardUnconditionalForwardingAddress", "Unconditional Address"));
  Column<Boolean> FORWARD_BUSY =
      LINES.column(
          enable("ForwardOnBusyEnable", "Forward On Busy", "Sends calls on while it is in use."));
  Column<String> FORWARD_BUSY_TO =
      LINES.column(target("ForwardOnBusyForwardingAddress", "On Busy Address"));
  Column<Boolean> FORWARD_NO_ANSWER =
      LINES.column(
          enable(
              "ForwardOnNoAnswerEnable",
              "Forward On No Answer",
              "Sends calls on that have rung for long."));
  Column<String> FORWARD_NO_ANSWER_TO =
      LINES.column(target("ForwardOnNoAnswerForwardingAddress", "On No Answer Address"));
  Column<Integer> FORWARD_NO_ANSWER_AFTER =
      LINES.column(
          Variable.of("ForwardOnNoAnswerTimeout", Kind.number(200, 120_000), 5000)
              .label("On No Answer Timeout")
              .help("How long the phone rings before the call is sent on.")
              .unit("ms")
              .page(PAGE));

  Declarations DECLARATIONS =
      Declarations.of(
          HOLD,
          CALL_WAITING,
          SECOND_CALL,
          SECOND_CALL_DISCONNECT,
          BLIND_TRANSFER,
          BLIND_TRANSFER_LIMIT,
          ATTENDED_TRANSFER,
          CONFERENCE,
          DIRECT_IP,
          AUTOMATIC,
          AUTOMATIC_TARGET,
          DELAYED,
          DELAYED_TARGET,
          FORWARD,
          FORWARD_TO,
          FORWARD_BUSY,
          FORWARD_BUSY_TO,
          FORWARD_NO_ANSWER,
          FORWARD_NO_ANSWER_TO,
          FORWARD_NO_ANSWER_AFTER);

  private static Variable<Boolean> service(String name, String label, String help) {
    return Variable.enable(name, true).label(label).help(help).page(PAGE);
  }

  private static Variable<Boolean> enable(String name, String label, String help) {
    return Variable.enable(name, false).label(label).help(help).page(PAGE);
  }

  private static Variable<String> target(String name, String label) {
    return Variable.of(name, number(), "").label(label).help("A number.").page(PAGE);
  }

  private static Kind<String> number() {
    return Kind.of(
        "at most 64 digits, or empty",
        text -> text.matches("[0-9A-Za-z*#+._-]{0,64}") ? Optional.of(text) : Optional.empty());
  }

  /// The services of a line.
  static LineServices of(Settings settings, String line) {
    DialPlan plan = DtmfMaps.plan(settings, line);
    return new LineServices(
        settings.get(DIRECT_IP) ? plan.withDirectIp() : plan,
        settings.get(HOLD),
        secondCalls(settings),
        transfers(settings),
        chosen(settings, AUTOMATIC, AUTOMATIC_TARGET, line),
        chosen(settings, DELAYED, DELAYED_TARGET, line),
        new LineServices.Forwards(
            chosen(settings, FORWARD, FORWARD_TO, line),
            chosen(settings, FORWARD_BUSY, FORWARD_BUSY_TO, line),
            chosen(settings, FORWARD_NO_ANSWER, FORWARD_NO_ANSWER_TO, line),
            Duration.ofMillis(settings.get(FORWARD_NO_ANSWER_AFTER, line))));
  }

  private static LineServices.SecondCalls secondCalls(Settings settings) {
    boolean hold = settings.get(HOLD);
    boolean own = hold && settings.get(SECOND_CALL);
    return new LineServices.SecondCalls(
        hold && settings.get(CALL_WAITING),
        own,
        settings.get(SECOND_CALL_DISCONNECT) == SecondCallDisconnect.AUTO_SWITCH,
        own && settings.get(CONFERENCE));
  }

  private static LineServices.Transfers transfers(Settings settings) {
    boolean own = settings.get(HOLD) && settings.get(SECOND_CALL);
    return new LineServices.Transfers(
        own && settings.get(BLIND_TRANSFER),
        own && settings.get(ATTENDED_TRANSFER),
        settings.get(SipMisc.BLIND_TRANSFER),
        settings.get(BLIND_TRANSFER_LIMIT),
        settings.get(SipMisc.REFERRED_BY) == SipMisc.ReferredBy.HEADER_ONLY);
  }

  private static Optional<String> chosen(
      Settings settings, Column<Boolean> enable, Column<String> target, String line) {
    String number = settings.get(target, line);
    return settings.get(enable, line) && !number.isEmpty() ? Optional.of(number) : Optional.empty();
  }
}
