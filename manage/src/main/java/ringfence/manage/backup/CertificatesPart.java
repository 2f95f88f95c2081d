package ringfence.manage.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import ringfence.manage.certificate.CertificateContents;
import ringfence.manage.certificate.CertificateStore;
import ringfence.manage.certificate.CertificateType;
import ringfence.manage.certificate.StoredCertificate;
import ringfence.manage.setting.Secret;

/// The certificates in a backup, those of the host with their private keys: one PEM file each, as
/// `certificates/host/unit.pem` or `certificates/other/ca.crt`.
public final class CertificatesPart implements BackupPart {
  private static final String PREFIX = "certificates/";
  private static final Secret NO_PASSWORD = Secret.of("");

  private final CertificateStore store;
  private final InstantSource clock;

  public CertificatesPart(CertificateStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public String prefix() {
    return PREFIX;
  }

  @Override
  public List<Entry> save() {
    List<Entry> entries = new ArrayList<>();
    for (CertificateType type : CertificateType.values()) {
      for (StoredCertificate file : store.all(type)) {
        entries.add(new Entry(folder(type) + file.fileName(), CertificateStore.pem(file)));
      }
    }
    return entries;
  }

  private static String folder(CertificateType type) {
    return PREFIX + type.toString().toLowerCase(Locale.ROOT) + "/";
  }

  @Override
  public List<String> check(List<Entry> entries) {
    List<String> wrong = new ArrayList<>();
    for (Entry entry : entries) {
      boolean usable =
          type(entry).flatMap(type -> contents(entry).filter(it -> isUsable(it, type))).isPresent();
      if (!usable) wrong.add(entry.name() + " cannot be used as a certificate");
    }
    return wrong;
  }

  private static boolean isUsable(CertificateContents contents, CertificateType type) {
    return switch (type) {
      case HOST -> contents.key().isPresent();
      case OTHER -> true;
    };
  }

  private static Optional<CertificateType> type(Entry entry) {
    for (CertificateType type : CertificateType.values()) {
      if (entry.name().startsWith(folder(type))) return Optional.of(type);
    }
    return Optional.empty();
  }

  private static Optional<CertificateContents> contents(Entry entry) {
    return switch (CertificateContents.read(entry.octets(), NO_PASSWORD)) {
      case CertificateContents.Outcome.Read(CertificateContents contents) -> Optional.of(contents);
      case CertificateContents.Outcome.PasswordWanted _, CertificateContents.Outcome.Unreadable _ ->
          Optional.empty();
    };
  }

  @Override
  public void restore(List<Entry> entries) throws IOException {
    try {
      for (CertificateType type : CertificateType.values()) {
        for (StoredCertificate file : store.all(type)) store.delete(type, file.fileName());
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (Entry entry : entries) add(entry, type(entry).orElseThrow());
  }

  private void add(Entry entry, CertificateType type) throws IOException {
    String name = entry.name().substring(folder(type).length());
    var added = store.add(type, name, contents(entry).orElseThrow(), clock.instant());
    if (added instanceof CertificateStore.Added.Refused(String reason)) {
      throw new IOException(entry.name() + ": " + reason);
    }
  }
}
