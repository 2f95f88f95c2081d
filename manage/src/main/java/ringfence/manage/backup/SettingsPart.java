package ringfence.manage.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import ringfence.manage.setting.Configuration;
import ringfence.manage.setting.Refusal;

/// The settings in a backup, secrets included: one script.
public final class SettingsPart implements BackupPart {
  private static final String NAME = "settings.conf";

  private final Configuration configuration;

  public SettingsPart(Configuration configuration) {
    this.configuration = configuration;
  }

  @Override
  public String prefix() {
    return NAME;
  }

  @Override
  public List<Entry> save() {
    return List.of(new Entry(NAME, configuration.stored().toTextWithSecrets()));
  }

  @Override
  public List<String> check(List<Entry> entries) {
    if (entries.size() != 1) return List.of("the backup holds no settings");
    return configuration.checkReplacing("the backup", lines(entries)).stream()
        .map(Refusal::toString)
        .toList();
  }

  @Override
  public void restore(List<Entry> entries) throws IOException {
    switch (configuration.replace("the backup", lines(entries))) {
      case Configuration.Changed.Stored _ -> {}
      case Configuration.Changed.NotStored(List<Refusal> refusals) ->
          throw new IOException(refusals.getFirst().toString());
    }
  }

  private static List<String> lines(List<Entry> entries) {
    return new String(entries.getFirst().octets(), StandardCharsets.UTF_8).lines().toList();
  }
}
