package ringfence.manage.certificate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import ringfence.manage.certificate.CertificateContents.Outcome;
import ringfence.manage.file.AtomicFile;
import ringfence.manage.setting.Secret;

/// The certificates of a product in a folder: those of the host with their private keys, which only
/// the owner can read, and those by which others are checked. A file is there whole or not at all,
/// a certificate and its key in one. Safe for any thread.
///
/// ```java
/// var store = CertificateStore.open(folder.resolve("certificates"));
/// if (CertificateContents.read(octets, password) instanceof Outcome.Read(var contents)) {
///   store.add(CertificateType.OTHER, "ca.crt", contents, now);
/// }
/// ```
public final class CertificateStore {
  /// What became of a certificate.
  public sealed interface Added {
    /// It is in the store, perhaps in the place of another of its name.
    ///
    /// @param advice what a person should know of it, in sentences
    record Stored(StoredCertificate file, boolean replaced, List<String> advice) implements Added {}

    /// A reason without a full stop.
    record Refused(String reason) implements Added {}
  }

  private static final Secret NONE = Secret.of("");

  private final Path folder;
  private final boolean fresh;
  private final List<String> damaged = new ArrayList<>();
  private final List<Consumer<CertificateType>> watchers = new CopyOnWriteArrayList<>();
  private volatile List<StoredCertificate> hosts;
  private volatile List<StoredCertificate> others;

  private CertificateStore(Path folder) throws IOException {
    this.folder = folder;
    this.fresh = !Files.exists(folder);
    this.hosts = load(CertificateType.HOST);
    this.others = load(CertificateType.OTHER);
  }

  /// The store in a folder, which is made where there is none. Files that cannot be used stay where
  /// they are and are [#damaged].
  public static CertificateStore open(Path folder) throws IOException {
    return new CertificateStore(folder);
  }

  private List<StoredCertificate> load(CertificateType type) throws IOException {
    Path place = Files.createDirectories(folder(type));
    List<StoredCertificate> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(place)) {
      // a name with a dot in front is a file that was being written when the power failed
      for (Path file : files.filter(it -> !name(it).startsWith(".")).sorted().toList()) {
        read(type, file).ifPresentOrElse(found::add, () -> damaged.add(type + "/" + name(file)));
      }
    }
    return List.copyOf(found);
  }

  private static Optional<StoredCertificate> read(CertificateType type, Path file)
      throws IOException {
    if (Files.size(file) > 2L * CertificateContents.MOST_OCTETS) return Optional.empty();
    return switch (CertificateContents.read(Files.readAllBytes(file), NONE)) {
      case Outcome.Read(CertificateContents(var certificates, var key))
          when type == CertificateType.OTHER || key.isPresent() ->
          Optional.of(new StoredCertificate(name(file), certificates, key));
      case Outcome.Read _, Outcome.PasswordWanted _, Outcome.Unreadable _ -> Optional.empty();
    };
  }

  public Path folder() {
    return folder;
  }

  /// Whether the folder was made by this opening, so that nobody has chosen anything yet.
  public boolean isFresh() {
    return fresh;
  }

  /// The files that could not be used when the store was opened: `other/ca.crt`.
  public List<String> damaged() {
    return List.copyOf(damaged);
  }

  /// In the order of their names.
  public List<StoredCertificate> all(CertificateType type) {
    return switch (type) {
      case HOST -> hosts;
      case OTHER -> others;
    };
  }

  public Optional<StoredCertificate> find(CertificateType type, String fileName) {
    return all(type).stream().filter(it -> it.fileName().equalsIgnoreCase(fileName)).findFirst();
  }

  /// Every certificate by which others are checked.
  public List<X509Certificate> authorities() {
    return others.stream().flatMap(it -> it.certificates().stream()).distinct().toList();
  }

  /// Takes the contents of a file up under its name, in the place of what has that name.
  public Added add(
      CertificateType type, String fileName, CertificateContents contents, Instant now) {
    CertificateEntry entry =
        switch (type) {
          case HOST -> CertificateEntry.host(fileName, contents, now);
          case OTHER -> CertificateEntry.other(fileName, contents, now);
        };
    Added added =
        switch (entry) {
          case CertificateEntry.Unfit(String reason) -> new Added.Refused(reason);
          case CertificateEntry.Fit(var file, var advice) -> store(type, file, advice);
        };
    if (added instanceof Added.Stored) watchers.forEach(it -> it.accept(type));
    return added;
  }

  private synchronized Added store(
      CertificateType type, StoredCertificate file, List<String> advice) {
    Optional<StoredCertificate> replaced = find(type, file.fileName());
    for (StoredCertificate there : all(type)) {
      boolean same = there.certificate().equals(file.certificate());
      if (same && !there.fileName().equalsIgnoreCase(file.fileName())) {
        return new Added.Refused("the certificate is there already, as " + there.fileName());
      }
    }
    if (replaced.isEmpty() && all(type).size() >= type.most()) {
      return new Added.Refused(
          "there are " + type.most() + " of this type already; delete one that is not needed");
    }
    try {
      write(type, file);
      if (replaced.isPresent() && !replaced.get().fileName().equals(file.fileName())) {
        Files.deleteIfExists(folder(type).resolve(replaced.get().fileName()));
      }
    } catch (IOException e) {
      return new Added.Refused("the certificate cannot be saved: " + e.getMessage());
    }
    become(type, file.fileName(), Optional.of(file));
    return new Added.Stored(file, replaced.isPresent(), advice);
  }

  private void write(CertificateType type, StoredCertificate file) throws IOException {
    Path path = folder(type).resolve(file.fileName());
    switch (type) {
      case HOST -> AtomicFile.write(path, pem(file));
      case OTHER -> AtomicFile.writePublic(path, isDer(file) ? der(file) : pem(file));
    }
  }

  private static boolean isDer(StoredCertificate file) {
    return file.fileName().toLowerCase(Locale.ROOT).endsWith(".der");
  }

  private static byte[] der(StoredCertificate file) {
    try {
      return file.certificate().getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate has a DER form", e);
    }
  }

  /// A file as PEM, with its private key if it has one.
  public static byte[] pem(StoredCertificate file) {
    var text = new StringBuilder();
    file.certificates().forEach(it -> text.append(CertificateFile.pem(it)));
    file.key().ifPresent(it -> text.append(PemText.of("PRIVATE KEY", it.getEncoded())));
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /// Removes a file; false where there is none of that name.
  public boolean delete(CertificateType type, String fileName) {
    if (!remove(type, fileName)) return false;
    watchers.forEach(it -> it.accept(type));
    return true;
  }

  private synchronized boolean remove(CertificateType type, String fileName) {
    Optional<StoredCertificate> there = find(type, fileName);
    if (there.isEmpty()) return false;
    try {
      Files.deleteIfExists(folder(type).resolve(there.get().fileName()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    become(type, fileName, Optional.empty());
    return true;
  }

  private void become(CertificateType type, String fileName, Optional<StoredCertificate> now) {
    List<StoredCertificate> next = new ArrayList<>(all(type));
    next.removeIf(it -> it.fileName().equalsIgnoreCase(fileName));
    now.ifPresent(next::add);
    next.sort(Comparator.comparing(StoredCertificate::fileName));
    switch (type) {
      case HOST -> hosts = List.copyOf(next);
      case OTHER -> others = List.copyOf(next);
    }
  }

  /// Tells `watcher` after every change of which type it was, on the thread that made it.
  public void watch(Consumer<CertificateType> watcher) {
    watchers.add(watcher);
  }

  private Path folder(CertificateType type) {
    return folder.resolve(type.toString().toLowerCase(Locale.ROOT));
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
