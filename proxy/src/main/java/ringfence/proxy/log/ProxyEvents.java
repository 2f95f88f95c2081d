package ringfence.proxy.log;

import static ringfence.manage.event.Severity.ERROR;
import static ringfence.manage.event.Severity.INFO;
import static ringfence.manage.event.Severity.WARNING;

import java.util.List;
import ringfence.manage.event.Notification;
import ringfence.manage.event.Notification.Origin;

/// What the proxy tells of calls, registrations, trunks and attackers, each with a number that
/// never changes, why it happens and what to do.
public interface ProxyEvents {
  Origin PROXY = new Origin("Proxy", 5000, "Proxy");
  Origin REGISTRAR = new Origin("Registrar", 5100, "Registrar");
  Origin DEFENCE = new Origin("Defence", 5300, "Defence");
  Origin TRUNK = new Origin("Trunk", 5400, "Trunks");

  Notification LISTENING =
      new Notification(
          PROXY,
          0x5001,
          INFO,
          "Listening.",
          "A listener of the settings is open.",
          "Nothing to do.");
  Notification ANSWERED =
      new Notification(
          PROXY,
          0x5002,
          INFO,
          "Answered a %s with %s.",
          "The request could not be forwarded; the field cause says why.",
          "Look at the cause; the caller sees the same in the Warning header.");
  Notification REFUSED =
      new Notification(
          PROXY,
          0x5003,
          WARNING,
          "Refused a %s.",
          "The sender may not do this, asks for too much, or gave a wrong password; the field cause says which.",
          "Check the user and password of the device, or the limits on the Defence page.");
  Notification FAULT =
      new Notification(
          PROXY,
          0x5004,
          ERROR,
          "A fault in the proxy: %s",
          "A mistake in this program; only the message at hand was lost.",
          "Report it with the lines around it.");
  Notification LISTENER_CLOSED =
      new Notification(
          PROXY,
          0x5005,
          ERROR,
          "A listener is not open.",
          "Its address is in use or not of this host, or its certificate cannot be used.",
          "The field cause names it; correct the setting or the file and restart the proxy.");
  Notification DRAINING =
      new Notification(
          PROXY,
          0x5006,
          INFO,
          "Nothing new is begun; calls under way: %s.",
          "An administrator drains the proxy, or it is about to stop and waits for its calls.",
          "Stop it when they are over, or have it take calls again on the Overview page.");
  Notification RESUMED =
      new Notification(
          PROXY,
          0x5007,
          INFO,
          "New calls are taken again.",
          "An administrator has ended the draining.",
          "Nothing to do.");
  Notification STOPPING =
      new Notification(
          PROXY,
          0x5008,
          INFO,
          "The proxy is about to stop; calls under way: %s, for which it waits at most %s s.",
          "The process was told to end, by SIGTERM or Ctrl-C.",
          "Nothing to do; drain_timeout says how long it waits.");
  Notification STOPPED =
      new Notification(
          PROXY,
          0x5009,
          INFO,
          "The proxy has stopped; its listeners and links are closed.",
          "The process ends, or an administrator stops or restarts the service.",
          "Nothing to do; start the service when it is needed.");
  Notification REGISTERED =
      new Notification(
          REGISTRAR,
          0x5101,
          INFO,
          "Registered.",
          "A device registered a contact.",
          "Nothing to do.");
  Notification UNREGISTERED =
      new Notification(
          REGISTRAR,
          0x5102,
          INFO,
          "Unregistered.",
          "A device took its contact back, or another took its place.",
          "Nothing to do.");
  Notification REGISTRATION_REFUSED =
      new Notification(
          REGISTRAR,
          0x5103,
          WARNING,
          "Refused a registration.",
          "The request breaks a rule or a limit; the field cause says which.",
          "Correct the device's settings.");
  Notification LINK_LOST =
      new Notification(
          REGISTRAR,
          0x5104,
          WARNING,
          "The link of a registered device is gone.",
          "The device or something between closed it, or it no longer answers.",
          "Nothing, if the device comes back; otherwise check its network, and that keep-alives are sent more often than a NAT forgets.");
  Notification EXPIRED =
      new Notification(
          REGISTRAR,
          0x5105,
          INFO,
          "A registration has expired.",
          "The device did not register again in time.",
          "Check that the device is on and can reach the proxy.");
  Notification BANNED =
      new Notification(
          DEFENCE,
          0x5301,
          WARNING,
          "A source is banned.",
          "It guessed passwords, looked for users or called itself a scanner; the field cause says which.",
          "Lift the ban on the Banned Sources page if it was wrong, and name the network in trusted_network if it is a gateway.");
  Notification LIFTED =
      new Notification(
          DEFENCE,
          0x5302,
          INFO,
          "A ban is lifted.",
          "An administrator or another node lifted it.",
          "Nothing to do.");
  Notification SHORT =
      new Notification(
          DEFENCE,
          0x5303,
          WARNING,
          "The proxy is short of resources.",
          "More is in use than the settings allow; new requests are answered 503.",
          "Give the program more memory (-Xmx), or find out who asks for so much on the Flows and Calls pages.");
  Notification RELIEVED =
      new Notification(
          DEFENCE,
          0x5304,
          INFO,
          "The proxy has resources again.",
          "What was short is down to nine tenths of its limit.",
          "Nothing to do.");
  Notification TRUNK_UP =
      new Notification(
          TRUNK, 0x5401, INFO, "A trunk answers again.", "It answered OPTIONS.", "Nothing to do.");
  Notification TRUNK_DOWN =
      new Notification(
          TRUNK,
          0x5402,
          WARNING,
          "A trunk does not answer.",
          "It is off, unreachable, or refuses OPTIONS.",
          "Check the trunk's address and transport; calls take the next one meanwhile.");

  List<Notification> ALL =
      List.of(
          LISTENING,
          ANSWERED,
          REFUSED,
          FAULT,
          LISTENER_CLOSED,
          DRAINING,
          RESUMED,
          STOPPING,
          STOPPED,
          REGISTERED,
          UNREGISTERED,
          REGISTRATION_REFUSED,
          LINK_LOST,
          EXPIRED,
          BANNED,
          LIFTED,
          SHORT,
          RELIEVED,
          TRUNK_UP,
          TRUNK_DOWN);
}
