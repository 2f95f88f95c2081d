package ringfence.manage.backup;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import ringfence.manage.event.EventLog;
import ringfence.manage.event.Notification;
import ringfence.manage.event.Severity;
import ringfence.manage.setting.Secret;

/// Backup and restore of a product: its settings with their secrets and its certificates with their
/// private keys, in one encrypted file, see [BackupFile].
public final class Backup {
  /// A shorter passphrase is too easily guessed by whoever gets the file.
  public static final int LEAST_PASSPHRASE = 8;

  static final Notification.Origin CONF =
      new Notification.Origin("Conf", 800, "Configuration Manager");

  /// A backup was made.
  public static final Notification MADE =
      new Notification(
          CONF,
          0x0801,
          Severity.INFO,
          "A backup was made.",
          "An administrator asked for it.",
          "Keep the file and its passphrase in two places.");

  /// A backup was put in force.
  public static final Notification RESTORED =
      new Notification(
          CONF,
          0x0802,
          Severity.WARNING,
          "A backup was restored.",
          "An administrator asked for it.",
          "Restart the services that wait for it.");

  /// Nothing of it was taken.
  public static final Notification NOT_RESTORED =
      new Notification(
          CONF,
          0x0803,
          Severity.ERROR,
          "A backup was not restored: %s.",
          "The passphrase is another, the file is damaged, or it does not suit this product.",
          "The sentence names what to change; everything is as it was.");

  private final List<BackupPart> parts;
  private final EventLog events;
  private final SecureRandom chance;
  private final BackupFile.Cost cost;

  /// What came of a restore.
  public sealed interface Restored {
    record Done() implements Restored {}

    /// Why everything is as it was; sentences without full stops.
    record Not(List<String> why) implements Restored {}
  }

  /// @param parts in the order in which they are restored
  public Backup(List<BackupPart> parts, EventLog events, SecureRandom chance) {
    this(parts, events, chance, BackupFile.Cost.OURS);
  }

  Backup(List<BackupPart> parts, EventLog events, SecureRandom chance, BackupFile.Cost cost) {
    this.parts = List.copyOf(parts);
    this.events = events;
    this.chance = chance;
    this.cost = cost;
  }

  /// Everything as a file.
  public byte[] make(Secret passphrase) throws IOException {
    requireLength(passphrase);
    List<Entry> all = new ArrayList<>();
    for (BackupPart part : parts) all.addAll(part.save());
    byte[] file = BackupFile.write(all, passphrase, cost, chance);
    events.report(MADE.report());
    return file;
  }

  private static void requireLength(Secret passphrase) throws IOException {
    if (passphrase.use(octets -> octets.length) < LEAST_PASSPHRASE) {
      throw new IOException("a passphrase has at least " + LEAST_PASSPHRASE + " characters");
    }
  }

  /// Puts a file in the place of everything. All of it is checked before anything is changed, and
  /// where a part fails all the same, those before it are put back.
  public Restored restore(byte[] file, Secret passphrase) {
    Restored result =
        switch (BackupFile.open(file, passphrase)) {
          case BackupFile.Opening.Refused(String why) -> new Restored.Not(List.of(why));
          case BackupFile.Opening.Opened(List<Entry> entries) -> restore(entries);
        };
    switch (result) {
      case Restored.Done _ -> events.report(RESTORED.report());
      case Restored.Not(List<String> why) -> events.report(NOT_RESTORED.report(why.getFirst()));
    }
    return result;
  }

  private Restored restore(List<Entry> entries) {
    List<String> wrong = new ArrayList<>();
    for (Entry entry : entries) {
      boolean known = parts.stream().anyMatch(part -> entry.name().startsWith(part.prefix()));
      if (!known) wrong.add("this product has no place for " + entry.name());
    }
    for (BackupPart part : parts) wrong.addAll(part.check(of(part, entries)));
    return wrong.isEmpty() ? change(entries) : new Restored.Not(wrong);
  }

  private static List<Entry> of(BackupPart part, List<Entry> entries) {
    return entries.stream().filter(it -> it.name().startsWith(part.prefix())).toList();
  }

  private Restored change(List<Entry> entries) {
    List<Runnable> undo = new ArrayList<>();
    try {
      for (BackupPart part : parts) {
        List<Entry> before = part.save();
        undo.addFirst(() -> putBack(part, before));
        part.restore(of(part, entries));
      }
      return new Restored.Done();
    } catch (IOException e) {
      undo.forEach(Runnable::run);
      return new Restored.Not(List.of("it could not be stored: " + e.getMessage()));
    }
  }

  private void putBack(BackupPart part, List<Entry> before) {
    try {
      part.restore(before);
    } catch (IOException e) {
      String what = part.prefix() + " could not be put back: " + e.getMessage();
      events.report(NOT_RESTORED.report(what));
    }
  }
}
