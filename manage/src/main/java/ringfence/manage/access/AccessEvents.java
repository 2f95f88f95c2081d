package ringfence.manage.access;

import java.util.List;
import ringfence.manage.event.Notification;
import ringfence.manage.event.Severity;

/// What is told of people who come.
public interface AccessEvents {
  Notification.Origin AAA =
      new Notification.Origin("Aaa", 1000, "Authentication, Authorization and Accounting");

  Notification SIGNED_IN =
      new Notification(
          AAA,
          0x1001,
          Severity.INFO,
          "%s signed in by %s from %s.",
          "The name and the password were right.",
          "Nothing to do, if you know who it was.");
  Notification REFUSED =
      new Notification(
          AAA,
          0x1002,
          Severity.WARNING,
          "%s was refused by %s from %s.",
          "The name or the password was wrong, or the account is locked after too many tries.",
          "If nobody mistyped, someone is guessing: keep the port from where they come.");

  List<Notification> ALL = List.of(SIGNED_IN, REFUSED);
}
