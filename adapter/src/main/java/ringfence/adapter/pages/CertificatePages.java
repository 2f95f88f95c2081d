package ringfence.adapter.pages;

import java.util.ArrayList;
import java.util.List;
import ringfence.adapter.host.Cert;
import ringfence.adapter.host.CertificateTables;
import ringfence.adapter.host.UnitCertificates;
import ringfence.manage.access.Role;
import ringfence.manage.certificate.CertificateType;
import ringfence.manage.web.Form;
import ringfence.manage.web.Page;
import ringfence.manage.web.TransferForm;
import ringfence.manage.web.TransferForm.Result;
import ringfence.manage.web.TransferForm.Transfer;

/// The page Management > Certificates.
public final class CertificatePages {
  static final String RESTART_NOTE =
      "You must restart the appropriate service before using the newly transferred certificate.";
  static final String KEY_WARNING =
      "The private key of a Host certificate would go over the network in clear text. Transfer it"
          + " by HTTPS, or from a computer that is connected directly to the unit.";

  private final UnitCertificates certificates;
  private final CertificateTables tables;

  public CertificatePages(UnitCertificates certificates, CertificateTables tables) {
    this.certificates = certificates;
    this.tables = tables;
  }

  public List<Page> all() {
    return List.of(
        Page.of("Management", "Certificates")
            .status(tables.hosts(), tables.others())
            .transfer(transfer())
            .form(Form.of("Host Certificate Associations", Cert.SIP, Cert.WEB).keptRows())
            .form(Form.of("Certificate Authorities", Cert.OCSP_URL).keptRows()));
  }

  private TransferForm transfer() {
    List<String> types = new ArrayList<>();
    for (CertificateType type : CertificateType.values()) types.add(type.toString());
    return new TransferForm("Certificate Import", types, "certificate", this::take)
        .password("Password of a protected file")
        .warning(CertificateType.HOST.toString(), KEY_WARNING);
  }

  private Result take(Transfer transfer) {
    boolean host = transfer.type().equals(CertificateType.HOST.toString());
    if (host && !transfer.request().role().isAtLeast(Role.ADMIN)) {
      return new Result.Refused("A private key may only be brought by an Admin.");
    }
    var type = host ? CertificateType.HOST : CertificateType.OTHER;
    var password = transfer.password();
    var answer =
        transfer
            .file()
            .use(octets -> certificates.add(type, transfer.file().fileName(), octets, password));
    return switch (answer) {
      case UnitCertificates.Answer.Done(String sentence) ->
          new Result.Taken(sentence + " " + RESTART_NOTE);
      case UnitCertificates.Answer.Refused(String sentence) -> new Result.Refused(sentence);
    };
  }
}
