package ringfence.manage.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ringfence.manage.event.EventLog;
import ringfence.manage.file.AtomicFile;
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
  private final Optional<Path> unfinished;

  /// What came of a restore.
  public sealed interface Restored {
    record Done() implements Restored {}

    /// Why everything is as it was; sentences without full stops.
    record Not(List<String> why) implements Restored {}
  }

  /// @param parts in the order in which they are restored
  /// @param unfinished a file that holds what was there before for as long as a restore is under
  ///   way; nothing where the product keeps no files
  public Backup(
      List<BackupPart> parts, EventLog events, SecureRandom chance, Optional<Path> unfinished) {
    this(parts, events, chance, unfinished, BackupFile.Cost.OURS);
  }

  Backup(
      List<BackupPart> parts,
      EventLog events,
      SecureRandom chance,
      Optional<Path> unfinished,
      BackupFile.Cost cost) {
    this.parts = List.copyOf(parts);
    this.events = events;
    this.chance = chance;
    this.unfinished = unfinished;
    this.cost = cost;
  }

  /// Everything as a file.
  public byte[] make(Secret passphrase) throws IOException {
    requireLength(passphrase);
    byte[] file = BackupFile.write(save(), passphrase, cost, chance);
    events.report(ConfEvents.BACKUP_MADE.report());
    return file;
  }

  private static void requireLength(Secret passphrase) throws IOException {
    if (passphrase.use(octets -> octets.length) < LEAST_PASSPHRASE) {
      throw new IOException("a passphrase has at least " + LEAST_PASSPHRASE + " characters");
    }
  }

  /// Puts a file in the place of everything. All of it is checked before anything is changed, and
  /// where a part fails all the same, everything is put back.
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
    try {
      List<Entry> before = save();
      keep(before);
      try {
        restoreParts(entries);
      } catch (IOException e) {
        restoreParts(before);
        forget();
        throw e;
      }
      forget();
      return new Restored.Done();
    } catch (IOException e) {
      return new Restored.Not(List.of("it could not be stored: " + e.getMessage()));
    }
  }

  private List<Entry> save() throws IOException {
    List<Entry> all = new ArrayList<>();
    for (BackupPart part : parts) all.addAll(part.save());
    return all;
  }

  private void restoreParts(List<Entry> entries) throws IOException {
    for (BackupPart part : parts) part.restore(of(part, entries));
  }

  private void keep(List<Entry> before) throws IOException {
    if (unfinished.isPresent()) AtomicFile.write(unfinished.get(), Entries.write(before));
  }

  private void forget() throws IOException {
    if (unfinished.isPresent()) Files.deleteIfExists(unfinished.get());
  }

  /// Undoes a restore in the middle of which the process ended; before anything is used.
  public void recover() {
    if (unfinished.isEmpty() || !Files.exists(unfinished.get())) return;
    try {
      var before = Entries.read(Files.readAllBytes(unfinished.get()));
      restoreParts(before.orElseThrow(() -> new IOException(unfinished.get() + " is damaged")));
      forget();
      events.report(ConfEvents.UNDONE.report());
    } catch (IOException e) {
      events.report(ConfEvents.NOT_UNDONE.report(String.valueOf(e.getMessage())));
    }
  }
}
