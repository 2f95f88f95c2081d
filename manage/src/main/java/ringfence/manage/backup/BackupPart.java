package ringfence.manage.backup;

import java.io.IOException;
import java.util.List;

/// Something that a backup holds, such as the settings or the certificates.
public interface BackupPart {
  /// What the names of its entries begin with, such as `certificates/`.
  String prefix();

  /// Everything, as it is now.
  List<Entry> save() throws IOException;

  /// What is wrong with entries of another day, sentences without full stops; nothing is changed.
  List<String> check(List<Entry> entries);

  /// Puts entries that were checked in the place of everything. An exception means that nothing, or
  /// not everything, was changed.
  void restore(List<Entry> entries) throws IOException;
}
