package ringfence.proxy.tls;

import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Variable;

/// The settings of TLS links that the proxy opens itself.
public interface OutgoingSettings {
  Variable<String> CLIENT_CERTIFICATE =
      Variable.text("client_certificate", "")
          .help(
              "The file of the certificate shown to servers that ask for one, PEM; none is shown"
                  + " when empty.")
          .page(ListenerSettings.PAGE);

  Variable<String> CLIENT_PRIVATE_KEY =
      Variable.text("client_private_key", "")
          .help("The file of its private key, PEM; the certificate's when empty.")
          .page(ListenerSettings.PAGE);

  Variable<String> SERVER_CA_LIST =
      Variable.text("server_ca_list", "")
          .help(
              "The file of authorities that servers' certificates must lead to; ca_list when empty.")
          .page(ListenerSettings.PAGE);

  Variable<Boolean> VERIFY_SERVER =
      Variable.yesNo("verify_server", true)
          .help("no: any certificate of a server will do. For a laboratory.")
          .page(ListenerSettings.PAGE);

  Variable<Boolean> ALLOW_WILDCARD_CERTIFICATES =
      Variable.yesNo("allow_wildcard_certificates", false)
          .help("Whether *.example.com may stand for one label, which RFC 5922 does not allow.")
          .page(ListenerSettings.PAGE);

  Declarations DECLARATIONS =
      Declarations.of(
          CLIENT_CERTIFICATE,
          CLIENT_PRIVATE_KEY,
          SERVER_CA_LIST,
          VERIFY_SERVER,
          ALLOW_WILDCARD_CERTIFICATES);
}
