package ringfence.manage.backup;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import ringfence.manage.event.EventLog;
import ringfence.manage.setting.Secret;

/// Backup and restore of a product: its settings with their secrets and its certificates with their
/// private keys, in one encrypted file, see [BackupFile].
public final class Backup {
  /// A shorter passphrase is too easily guessed by whoever gets the file.
  public static final int LEAST_PASSPHRASE = 8;

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
    events.report(ConfEvents.BACKUP_MADE.report());
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
      case Restored.Done _ -> events.report(ConfEvents.RESTORED.report());
      case Restored.Not(List<String> why) ->
          events.report(ConfEvents.NOT_RESTORED.report(why.getFirst()));
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
      events.report(ConfEvents.NOT_RESTORED.report(what));
    }
  }
}
