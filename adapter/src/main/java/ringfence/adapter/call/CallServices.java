package ringfence.adapter.call;

import java.time.Duration;
import java.util.Optional;
import ringfence.adapter.dialling.DialPlan;
import ringfence.adapter.dialling.DtmfMaps;
import ringfence.adapter.gateway.SipEp;
import ringfence.manage.setting.Column;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Kind;
import ringfence.manage.setting.Settings;
import ringfence.manage.setting.Table;
import ringfence.manage.setting.Variable;

/// The settings of Telephony > Services, under the vendor's names.
public interface CallServices {
  String PAGE = "Telephony/Services";

  Variable<Boolean> HOLD =
      Variable.enable("EpServ.DefaultCallHoldEnable", true)
          .label("Call Hold")
          .help("A flash puts the other party on hold, and a second one takes it back.")
          .page(PAGE);
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
        chosen(settings, AUTOMATIC, AUTOMATIC_TARGET, line),
        chosen(settings, DELAYED, DELAYED_TARGET, line),
        new LineServices.Forwards(
            chosen(settings, FORWARD, FORWARD_TO, line),
            chosen(settings, FORWARD_BUSY, FORWARD_BUSY_TO, line),
            chosen(settings, FORWARD_NO_ANSWER, FORWARD_NO_ANSWER_TO, line),
            Duration.ofMillis(settings.get(FORWARD_NO_ANSWER_AFTER, line))));
  }

  private static Optional<String> chosen(
      Settings settings, Column<Boolean> enable, Column<String> target, String line) {
    String number = settings.get(target, line);
    return settings.get(enable, line) && !number.isEmpty() ? Optional.of(number) : Optional.empty();
  }
}
