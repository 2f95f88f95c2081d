package ringfence.proxy.location;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/// Bindings in one file, an H2 MVStore: changes are collected in memory and written behind the
/// proxy's back by the store's own thread, at most a second later; a crash loses that second and
/// never the file.
public final class BindingFile implements BindingStore {
  private static final int DELAY_MILLIS = 1000;

  private final MVStore store;
  private final MVMap<String, String> bindings;

  private BindingFile(MVStore store) {
    this.store = store;
    this.bindings = store.openMap("bindings");
  }

  /// Opens or makes the file. One that cannot be read is put aside as `NAME.broken`: users register
  /// again within the hour, a proxy that does not start helps nobody.
  public static BindingFile open(Path file) {
    try {
      if (file.getParent() != null) Files.createDirectories(file.getParent());
      try {
        return new BindingFile(start(file));
      } catch (MVStoreException broken) {
        if (broken.getErrorCode() == org.h2.mvstore.DataUtils.ERROR_FILE_LOCKED) throw broken;
        Path aside = file.resolveSibling(file.getFileName() + ".broken");
        Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        return new BindingFile(start(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MVStore start(Path file) {
    var store = new MVStore.Builder().fileName(file.toString()).open();
    store.setAutoCommitDelay(DELAY_MILLIS);
    return store;
  }

  @Override
  public List<Binding> load() {
    List<Binding> kept = new ArrayList<>();
    bindings.forEach(
        (aor, text) -> kept.addAll(BindingText.read(AddressOfRecord.parse(aor), text)));
    return kept;
  }

  @Override
  public void keep(AddressOfRecord aor, List<Binding> current) {
    if (current.isEmpty()) bindings.remove(aor.toString());
    else bindings.put(aor.toString(), BindingText.write(current));
  }

  /// Writes what is still in memory; the store does so by itself within a second.
  void write() {
    store.commit();
  }

  @Override
  public void close() {
    store.close();
  }
}
