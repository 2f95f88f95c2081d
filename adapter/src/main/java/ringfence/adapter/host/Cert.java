package ringfence.adapter.host;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import ringfence.manage.certificate.CertificateType;
import ringfence.manage.setting.Column;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Kind;
import ringfence.manage.setting.Table;
import ringfence.manage.setting.Variable;
import ringfence.manage.status.StatusTable.RowAction;

/// The settings of the unit's certificates and the commands for them, under the vendor's names.
public interface Cert {
  String PAGE = "Management/Certificates";
  String HOSTS = "Cert.HostCertificate";
  String OTHERS = "Cert.OtherCertificate";
  String KEY = "FileName";

  Table ASSOCIATIONS =
      Table.of("Cert.HostCertificateAssociation", KEY).atMost(CertificateType.HOST.most());
  Column<Boolean> SIP =
      ASSOCIATIONS.column(
          Variable.enable("Sip", true)
              .label("SIP")
              .help("Whether SIP over TLS may present it.")
              .page(PAGE)
              .readBy("SipEp"));
  Column<Boolean> WEB =
      ASSOCIATIONS.column(
          Variable.enable("Web", true)
              .label("Web")
              .help("Whether the pages may be served by HTTPS with it.")
              .page(PAGE)
              .readBy("Web"));

  Table AUTHORITIES =
      Table.of("Cert.CertificateAuthorities", KEY).atMost(CertificateType.OTHER.most());
  Column<String> OCSP_URL =
      AUTHORITIES.column(
          Variable.of("OverrideIssuedCertificateOcspUrl", responder(), "")
              .label("OCSP URL")
              .help(
                  "The responder that is asked about what the authority issued; empty for the one"
                      + " that each certificate names.")
              .page(PAGE)
              .readBy("SipEp"));

  RowAction DELETE_HOST = new RowAction(HOSTS, KEY, "Delete", "-");
  RowAction DELETE_OTHER = new RowAction(OTHERS, KEY, "Delete", "-");

  Declarations DECLARATIONS = Declarations.of(SIP, WEB, OCSP_URL);

  private static Kind<String> responder() {
    return Kind.of(
        "an address such as http://ocsp.example/, or empty",
        text -> Optional.of(text).filter(it -> it.isEmpty() || isHttp(it)));
  }

  private static boolean isHttp(String text) {
    try {
      var address = new URI(text);
      return "http".equalsIgnoreCase(address.getScheme()) && address.getHost() != null;
    } catch (URISyntaxException _) {
      return false;
    }
  }
}
