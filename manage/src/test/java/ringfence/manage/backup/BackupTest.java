package ringfence.manage.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ringfence.manage.event.Event;
import ringfence.manage.event.EventLog;
import ringfence.manage.setting.Configuration;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Rule;
import ringfence.manage.setting.Secret;
import ringfence.manage.setting.Settings;
import ringfence.manage.setting.Variable;

class BackupTest {
  private static final Variable<Integer> PORT = Variable.number("SipEp.Port", 0, 0, 65535);
  private static final Variable<Secret> PASSWORD = Variable.secret("SipEp.Password");
  private static final Secret PASSPHRASE = Secret.of("correct horse");

  /// Files that are kept in memory, and a disk that may be full.
  private static final class Shelf implements BackupPart {
    List<Entry> kept = List.of(new Entry("certificates/a.pem", "a"));
    boolean full;
    boolean dying;

    @Override
    public String prefix() {
      return "certificates/";
    }

    @Override
    public List<Entry> save() {
      return kept;
    }

    @Override
    public List<String> check(List<Entry> entries) {
      return entries.contains(new Entry("certificates/a.pem", "broken"))
          ? List.of("a.pem is no certificate")
          : List.of();
    }

    @Override
    public void restore(List<Entry> entries) throws IOException {
      if (full) throw new IOException("the disk is full");
      kept = dying ? List.of() : entries;
      if (dying) throw new Death();
    }
  }

  /// In the place of a process that ends.
  private static final class Death extends Error {
    private static final long serialVersionUID = 1;
  }

  @TempDir private Path folder;

  private final Rule rule =
      settings ->
          settings.get(PORT) == 1
              ? Optional.of(new Rule.Conflict("SipEp.Port", "port 1 is taken"))
              : Optional.empty();
  private final Settings start =
      Settings.of(Declarations.of(PORT, PASSWORD))
          .with(PORT, 5062)
          .with(PASSWORD, Secret.of("sesame"));
  private final EventLog events = new EventLog(9, InstantSource.system());
  private final Shelf files = new Shelf();
  private final Configuration configuration = Configuration.inMemory(start, List.of(rule));
  private final SettingsPart settings = new SettingsPart(configuration);
  private final Backup backup = backup(files, settings);

  private Backup backup(BackupPart... parts) {
    return backup(Optional.empty(), parts);
  }

  private Backup backup(Optional<Path> unfinished, BackupPart... parts) {
    var chance = new SecureRandom();
    return new Backup(List.of(parts), events, chance, unfinished, BackupFile.Cost.QUICK);
  }

  @Test
  void a_backup_brings_back_settings_secrets_and_files() throws Exception {
    byte[] file = backup.make(PASSPHRASE);
    configuration.change("test", before -> Settings.of(before.declarations()));
    files.kept = List.of();
    assertThat(backup.restore(file, PASSPHRASE)).isEqualTo(new Backup.Restored.Done());
    assertThat(configuration.stored()).isEqualTo(start);
    assertThat(files.kept).containsExactly(new Entry("certificates/a.pem", "a"));
    assertThat(events.recent())
        .extracting(Event::sentence)
        .containsExactly("A backup was made.", "A backup was restored.");
  }

  @Test
  void everything_is_checked_before_anything_is_changed() throws Exception {
    var other = Configuration.inMemory(start.with(PORT, 1), List.of());
    files.kept = List.of(new Entry("certificates/a.pem", "broken"));
    byte[] file = backup(files, new SettingsPart(other)).make(PASSPHRASE);
    files.kept = List.of();
    assertThat(backup.restore(file, PASSPHRASE))
        .isEqualTo(
            new Backup.Restored.Not(
                List.of("a.pem is no certificate", "the backup: port 1 is taken")));
    assertThat(configuration.stored()).isEqualTo(start);
    assertThat(files.kept).isEmpty();
  }

  @Test
  void what_was_changed_is_put_back_when_a_later_part_fails() throws Exception {
    byte[] file = backup.make(PASSPHRASE);
    configuration.change("test", before -> before.with(PORT, 7000));
    Settings before = configuration.stored();
    files.full = true;
    var settingsFirst = backup(settings, files);
    assertThat(settingsFirst.restore(file, PASSPHRASE)).isInstanceOf(Backup.Restored.Not.class);
    assertThat(configuration.stored()).isEqualTo(before);
  }

  @Test
  void a_restore_is_undone_at_the_next_start_wherever_the_process_ended() throws Exception {
    byte[] file = backup.make(PASSPHRASE);
    configuration.change("test", before -> before.with(PORT, 7000));
    files.kept = List.of(new Entry("certificates/b.pem", "b"));
    Settings before = configuration.stored();
    List<Entry> keptBefore = files.kept;
    var unfinished = Optional.of(folder.resolve("restore.unfinished"));
    for (var order : List.of(List.of(files, settings), List.of(settings, files))) {
      BackupPart[] parts = order.toArray(BackupPart[]::new);
      files.dying = true;
      var dies = backup(unfinished, parts);
      assertThatThrownBy(() -> dies.restore(file, PASSPHRASE)).isInstanceOf(Death.class);
      assertThat(files.kept).isEmpty();
      files.dying = false;
      backup(unfinished, parts).recover();
      assertThat(files.kept).isEqualTo(keptBefore);
      assertThat(configuration.stored()).isEqualTo(before);
      assertThat(unfinished.get()).doesNotExist();
    }
    assertThat(events.recent().getLast().sentence())
        .isEqualTo("A restore that was cut off was undone.");
  }

  @Test
  void what_cannot_be_undone_is_said_and_kept_for_the_next_start() throws Exception {
    var unfinished = folder.resolve("restore.unfinished");
    Files.write(unfinished, new byte[] {0, 9, 'x'});
    backup(Optional.of(unfinished), files, settings).recover();
    assertThat(events.recent().getLast().sentence())
        .startsWith("A restore that was cut off could not be undone: ")
        .endsWith("restore.unfinished is damaged.");
    assertThat(unfinished).exists();
  }

  @Test
  void a_backup_of_another_product_or_without_settings_is_refused() {
    byte[] strange =
        BackupFile.write(
            List.of(new Entry("proxy.db", "x")),
            PASSPHRASE,
            BackupFile.Cost.QUICK,
            new SecureRandom());
    assertThat(backup.restore(strange, PASSPHRASE))
        .isEqualTo(
            new Backup.Restored.Not(
                List.of("this product has no place for proxy.db", "the backup holds no settings")));
  }

  @Test
  void a_short_passphrase_is_refused() {
    assertThatThrownBy(() -> backup.make(Secret.of("1234567")))
        .hasMessage("a passphrase has at least 8 characters");
  }
}
