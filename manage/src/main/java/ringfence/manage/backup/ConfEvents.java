package ringfence.manage.backup;

import java.util.List;
import ringfence.manage.event.Notification;
import ringfence.manage.event.Severity;

/// What backups and scripts tell.
public interface ConfEvents {
  Notification.Origin CONF = new Notification.Origin("Conf", 800, "Configuration Manager");

  Notification BACKUP_MADE =
      new Notification(
          CONF,
          0x0801,
          Severity.INFO,
          "A backup was made.",
          "An administrator asked for it.",
          "Keep the file and its passphrase in two places.");
  Notification RESTORED =
      new Notification(
          CONF,
          0x0802,
          Severity.WARNING,
          "A backup was restored.",
          "An administrator asked for it.",
          "Restart the services that wait for it.");
  Notification NOT_RESTORED =
      new Notification(
          CONF,
          0x0803,
          Severity.ERROR,
          "A backup was not restored: %s.",
          "The passphrase is another, the file is damaged, or it does not suit this product.",
          "The sentence names what to change; everything is as it was.");
  Notification UNDONE =
      new Notification(
          CONF,
          0x0804,
          Severity.WARNING,
          "A restore that was cut off was undone.",
          "The process ended in the middle of it.",
          "Everything is as it was before; restore the backup again.");
  Notification NOT_UNDONE =
      new Notification(
          CONF,
          0x0805,
          Severity.ERROR,
          "A restore that was cut off could not be undone: %s.",
          "The process ended in the middle of it, and what was there before cannot be put back.",
          "See to the disk, start again, or restore the backup again.");
  Notification DAMAGED =
      new Notification(
          CONF,
          0x0806,
          Severity.ERROR,
          "The last good settings are used: %s.",
          "The settings file was damaged, or edited by hand into something that is not allowed.",
          "The sentence names the line; what is stored next replaces the file.");
  Notification SCRIPT_EXECUTED =
      new Notification(
          CONF,
          0x0810,
          Severity.INFO,
          "The script %s was executed.",
          "An administrator asked for it.",
          "Restart the services that wait for it.");
  Notification SCRIPT_FAILED =
      new Notification(
          CONF,
          0x0811,
          Severity.ERROR,
          "The script %s was not executed: %s.",
          "It could not be fetched, or a line of it is wrong.",
          "The sentence names the line or what to change.");

  List<Notification> ALL =
      List.of(
          BACKUP_MADE,
          RESTORED,
          NOT_RESTORED,
          UNDONE,
          NOT_UNDONE,
          DAMAGED,
          SCRIPT_EXECUTED,
          SCRIPT_FAILED);
}
