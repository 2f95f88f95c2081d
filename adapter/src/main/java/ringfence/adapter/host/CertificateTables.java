package ringfence.adapter.host;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import ringfence.manage.admin.Command;
import ringfence.manage.certificate.CertificateFacts;
import ringfence.manage.certificate.CertificateType;
import ringfence.manage.certificate.StoredCertificate;
import ringfence.manage.status.Cell;
import ringfence.manage.status.StatusTable;
import ringfence.manage.status.Tone;

/// The tables of the page Management > Certificates and what can be done with their rows.
public final class CertificateTables {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private final UnitCertificates certificates;
  private final InstantSource clock;

  public CertificateTables(UnitCertificates certificates, InstantSource clock) {
    this.certificates = certificates;
    this.clock = clock;
  }

  public StatusTable hosts() {
    return new StatusTable(
            Cert.HOSTS,
            "Host Certificates",
            List.of("File Name", "Issued To", "Issued By", "Valid From", "Valid To", "Usage"),
            () -> rows(CertificateType.HOST))
        .none("None: this unit can call by TLS, and cannot be called without a proxy.")
        .actions(Cert.DELETE_HOST);
  }

  public StatusTable others() {
    return new StatusTable(
            Cert.OTHERS,
            "Other Certificates",
            List.of("File Name", "Issued To", "Issued By", "Valid From", "Valid To", "Usage", "CA"),
            () -> rows(CertificateType.OTHER))
        .none("None: without a CA certificate no server can be checked.")
        .actions(Cert.DELETE_OTHER);
  }

  private List<List<Cell>> rows(CertificateType type) {
    return certificates.all(type).stream().map(it -> row(it, type)).toList();
  }

  private List<Cell> row(StoredCertificate file, CertificateType type) {
    var facts = CertificateFacts.of(file.certificate());
    int more = file.certificates().size() - 1;
    List<Cell> row = new ArrayList<>();
    row.add(Cell.of(file.fileName()));
    row.add(Cell.of(more == 0 ? facts.issuedTo() : facts.issuedTo() + " (and " + more + " more)"));
    row.add(Cell.of(facts.issuedBy()));
    row.add(time(facts.validFrom(), clock.instant().isBefore(facts.validFrom())));
    row.add(time(facts.validTo(), clock.instant().isAfter(facts.validTo())));
    row.add(Cell.of(String.join(", ", facts.usage())));
    if (type == CertificateType.OTHER) row.add(Cell.of(facts.authority() ? "Yes" : "No"));
    return row;
  }

  private static Cell time(Instant time, boolean bad) {
    return new Cell(TIME.format(time), bad ? Tone.BAD : Tone.PLAIN);
  }

  public List<Command> commands() {
    return List.of(
        Command.row(
            Cert.DELETE_HOST,
            "Deletes a host certificate and its private key.",
            name -> delete(CertificateType.HOST, name)),
        Command.row(
            Cert.DELETE_OTHER,
            "Deletes a certificate by which others are checked.",
            name -> delete(CertificateType.OTHER, name)));
  }

  private Command.Result delete(CertificateType type, String name) {
    return switch (certificates.delete(type, name)) {
      case UnitCertificates.Answer.Done(String sentence) -> new Command.Result.Done(sentence);
      case UnitCertificates.Answer.Refused(String sentence) -> new Command.Result.NotDone(sentence);
    };
  }
}
