package ringfence.manage.disclosure;

import java.util.List;
import ringfence.manage.event.Notification;
import ringfence.manage.event.Severity;

/// What is told of disclosures: each asking, each beginning and each end.
public interface DisclosureEvents {
  Notification.Origin DISCLOSURE = new Notification.Origin("Disclosure", 2900, "Disclosure");

  Notification ASKED =
      new Notification(
          DISCLOSURE,
          0x2901,
          Severity.WARNING,
          "%s asked from %s for the secrets of %s for %s minutes: %s",
          "An administrator wants to read what is said on encrypted links.",
          "If nobody of yours has asked, end it and change the passwords of the administrators.");
  Notification BEGUN =
      new Notification(
          DISCLOSURE,
          0x2902,
          Severity.WARNING,
          "Disclosure %s: the secrets of %s are written to %s until %s.",
          "An administrator asked for it.",
          "Nothing to do; whoever has the file can read what it holds.");
  Notification ENDED =
      new Notification(
          DISCLOSURE,
          0x2903,
          Severity.WARNING,
          "Disclosure %s of %s has ended: %s",
          "Its time was over, an administrator ended it, or the program stopped.",
          "Nothing to do; delete the file when it has served.");

  List<Notification> ALL = List.of(ASKED, BEGUN, ENDED);
}
