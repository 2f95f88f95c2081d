package ringfence.manage.service;

import java.util.List;
import ringfence.manage.event.Notification;
import ringfence.manage.event.Severity;

/// What is told of services.
public interface ServiceEvents {
  Notification.Origin SCM = new Notification.Origin("Scm", 400, "Service Controller");

  Notification CANNOT_START =
      new Notification(
          SCM,
          0x0401,
          Severity.ERROR,
          "%s cannot start: %s.",
          "A setting or something outside, such as a port that is in use, is in its way.",
          "Change what the sentence names, and start the service on the Services page.");
  Notification NOT_STOPPED_CLEANLY =
      new Notification(
          SCM,
          0x0402,
          Severity.ERROR,
          "%s did not stop cleanly: %s.",
          "A fault in the service.",
          "Start it again; reboot if something it used is still in use.");

  Notification STARTED =
      new Notification(
          SCM,
          0x0403,
          Severity.INFO,
          "%s was started.",
          "Somebody asked for it, or for its restart.",
          "Nothing to do.");
  Notification STOPPED =
      new Notification(
          SCM,
          0x0404,
          Severity.INFO,
          "%s was stopped.",
          "Somebody asked for it, or for its restart.",
          "Start it on the Services page when it is needed.");

  List<Notification> ALL = List.of(CANNOT_START, NOT_STOPPED_CLEANLY, STARTED, STOPPED);
}
