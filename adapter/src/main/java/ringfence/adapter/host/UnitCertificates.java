package ringfence.adapter.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ringfence.adapter.log.UnitEvents;
import ringfence.manage.certificate.CertificateContents;
import ringfence.manage.certificate.CertificateContents.Outcome;
import ringfence.manage.certificate.CertificateFacts;
import ringfence.manage.certificate.CertificateStore;
import ringfence.manage.certificate.CertificateStore.Added;
import ringfence.manage.certificate.CertificateType;
import ringfence.manage.certificate.CertifiedKey;
import ringfence.manage.certificate.ExpiryWatch;
import ringfence.manage.certificate.StoredCertificate;
import ringfence.manage.event.EventLog;
import ringfence.manage.setting.Column;
import ringfence.manage.setting.Configuration;
import ringfence.manage.setting.Secret;
import ringfence.manage.setting.Settings;
import ringfence.manage.setting.Table;

/// The unit's service CERT: its certificates, which services use which, and warnings before they
/// expire. What changes here is used by a service after its restart.
public final class UnitCertificates {
  private static final String FACTORY = "Cert_MxDefault001.der";

  /// What the certificates need of their unit.
  ///
  /// @param outdated told the key of each service that runs with other certificates than there are
  public record Surroundings(
      Configuration configuration,
      EventLog events,
      InstantSource clock,
      Consumer<String> outdated) {}

  private final CertificateStore store;
  private final Path folder;
  private final Surroundings unit;
  private final ExpiryWatch expiry = new ExpiryWatch();

  private UnitCertificates(CertificateStore store, Path folder, Surroundings unit) {
    this.store = store;
    this.folder = folder;
    this.unit = unit;
  }

  /// Those in a folder of the unit's data. A new folder has what the factory puts there.
  public static UnitCertificates open(Path folder, Surroundings unit) throws IOException {
    return of(CertificateStore.open(folder), folder, unit);
  }

  /// Those in a store that is open already, at its folder.
  public static UnitCertificates of(CertificateStore store, Path folder, Surroundings unit) {
    var certificates = new UnitCertificates(store, folder, unit);
    if (certificates.store.isFresh()) certificates.addFactory();
    for (String file : certificates.store.damaged()) {
      unit.events().report(UnitEvents.CERTIFICATE_DAMAGED.report(file));
    }
    certificates.associate();
    store.watch(certificates::changed);
    return certificates;
  }

  /// One CA that expired in 2013, whose key nobody has: it shows what a row looks like.
  private void addFactory() {
    try (InputStream in = UnitCertificates.class.getResourceAsStream(FACTORY)) {
      if (in == null) throw new IllegalStateException(FACTORY + " is missing");
      add(CertificateType.OTHER, FACTORY, in.readAllBytes(), Secret.of(""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Each host certificate has its row of associations and each authority its row of OCSP, so that
  /// they can be set.
  private void associate() {
    List<String> hosts = names(CertificateType.HOST, _ -> true);
    List<String> authorities = names(CertificateType.OTHER, UnitCertificates::isAuthority);
    unit.configuration()
        .change(
            "the certificates",
            settings ->
                withRows(
                    withRows(settings, Cert.ASSOCIATIONS, hosts), Cert.AUTHORITIES, authorities));
  }

  private List<String> names(CertificateType type, Predicate<StoredCertificate> wanted) {
    return store.all(type).stream().filter(wanted).map(StoredCertificate::fileName).toList();
  }

  private static boolean isAuthority(StoredCertificate file) {
    return !file.fileName().equals(FACTORY) && CertificateFacts.of(file.certificate()).authority();
  }

  private static Settings withRows(Settings settings, Table table, List<String> files) {
    Settings changed = settings;
    for (String row : settings.rows(table)) {
      if (!files.contains(row)) changed = changed.withoutRow(table, row);
    }
    for (String file : files) changed = changed.withRow(table, file);
    return changed;
  }

  /// What became of a file or of a wish, a sentence.
  public sealed interface Answer {
    record Done(String sentence) implements Answer {}

    record Refused(String sentence) implements Answer {}
  }

  /// Takes a file up.
  public Answer add(CertificateType type, String fileName, byte[] octets, Secret password) {
    return switch (CertificateContents.read(octets, password)) {
      case Outcome.Unreadable(String reason) -> refused(reason);
      case Outcome.PasswordWanted(String reason) -> refused(reason);
      case Outcome.Read(CertificateContents contents) -> add(type, fileName, contents);
    };
  }

  private Answer add(CertificateType type, String fileName, CertificateContents contents) {
    return switch (store.add(type, fileName, contents, now())) {
      case Added.Refused(String reason) -> refused(reason);
      case Added.Stored(StoredCertificate file, boolean replaced, List<String> advice) -> {
        String what = replaced ? " takes the place of the one of its name." : " is installed.";
        yield new Answer.Done(
            String.join(" ", concat("The certificate " + file.fileName() + what, advice)));
      }
    };
  }

  private static List<String> concat(String first, List<String> more) {
    return Stream.concat(Stream.of(first), more.stream()).toList();
  }

  private static Answer refused(String reason) {
    return new Answer.Refused("The certificate was not taken: " + reason + ".");
  }

  public Answer delete(CertificateType type, String fileName) {
    try {
      if (!store.delete(type, fileName)) {
        return new Answer.Refused("There is no certificate " + fileName + ".");
      }
    } catch (UncheckedIOException e) {
      return new Answer.Refused("The certificate stays: " + e.getMessage() + ".");
    }
    return new Answer.Done("The certificate " + fileName + " is deleted.");
  }

  /// By the others SIP checks its servers; the pages check nobody.
  private void changed(CertificateType type) {
    associate();
    unit.outdated().accept("SipEp");
    if (type == CertificateType.HOST) unit.outdated().accept("Web");
  }

  List<StoredCertificate> all(CertificateType type) {
    return store.all(type);
  }

  /// By which the unit checks whom it connects to.
  public List<X509Certificate> authorities() {
    return store.authorities();
  }

  /// The OCSP responder that the settings name for what an authority issued.
  public Map<X509Certificate, URI> responders(Settings inForce) {
    return store.all(CertificateType.OTHER).stream()
        .filter(it -> inForce.rows(Cert.AUTHORITIES).contains(it.fileName()))
        .filter(it -> !inForce.get(Cert.OCSP_URL, it.fileName()).isEmpty())
        .collect(
            Collectors.toMap(
                StoredCertificate::certificate,
                it -> URI.create(inForce.get(Cert.OCSP_URL, it.fileName()))));
  }

  /// What SIP over TLS presents, as the settings allow; nothing where there is none.
  public Optional<CertifiedKey> forSip(Settings inForce) {
    return host(inForce, Cert.SIP);
  }

  /// What HTTPS presents: a host certificate, or else one that the unit signed itself.
  ///
  /// @param name how the unit is reached, for the certificate it makes
  public Optional<CertifiedKey> forWeb(Settings inForce, String name) {
    return host(inForce, Cert.WEB).or(() -> new OwnWebCertificate(folder).get(name, now()));
  }

  /// Of several the one that is valid, serves TLS, and was issued last.
  private Optional<CertifiedKey> host(Settings settings, Column<Boolean> association) {
    Instant now = now();
    return store.all(CertificateType.HOST).stream()
        .filter(it -> settings.get(association, it.fileName()))
        .filter(it -> CertificateFacts.of(it.certificate()).usage().contains("TlsServer"))
        .max(
            Comparator.<StoredCertificate, Boolean>comparing(it -> isValid(it, now))
                .thenComparing(it -> it.certificate().getNotBefore()))
        .flatMap(StoredCertificate::certifiedKey);
  }

  private static boolean isValid(StoredCertificate file, Instant now) {
    return !now.isBefore(file.certificate().getNotBefore().toInstant())
        && !now.isAfter(file.certificate().getNotAfter().toInstant());
  }

  /// Tells of certificates that expire soon; to be called a few times a day. The factory's is not
  /// worth a warning.
  public void checkExpiry() {
    List<StoredCertificate> all =
        Stream.of(CertificateType.values())
            .flatMap(type -> store.all(type).stream())
            .filter(it -> !it.fileName().equals(FACTORY))
            .toList();
    for (ExpiryWatch.Warning warning : expiry.check(all, now())) {
      String name = warning.file().fileName();
      unit.events()
          .report(
              warning.expired()
                  ? UnitEvents.CERTIFICATE_EXPIRED.report(name)
                  : UnitEvents.CERTIFICATE_EXPIRES.report(name, warning.daysLeft()));
    }
  }

  private Instant now() {
    return unit.clock().instant();
  }
}
