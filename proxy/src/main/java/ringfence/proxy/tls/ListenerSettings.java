package ringfence.proxy.tls;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Kind;
import ringfence.manage.setting.Variable;
import ringfence.transport.tls.TlsVersion;

/// The settings of listeners, TLS and the proxy's own files.
public interface ListenerSettings {
  String PAGE = "Proxy/Transport";

  Variable<List<ListenAddress>> LISTEN =
      Variable.list("listen", ListenAddress.KIND)
          .help("Where the proxy listens, a line for each place.")
          .page(PAGE);

  Variable<String> CERTIFICATE =
      Variable.text("certificate", "")
          .help("The file of the server's certificate and its chain, PEM.")
          .page(PAGE);

  Variable<String> PRIVATE_KEY =
      Variable.text("private_key", "")
          .help("The file of the private key, PEM, not encrypted; the certificate's when empty.")
          .page(PAGE);

  Variable<String> CA_LIST =
      Variable.text("ca_list", "")
          .help("The file of authorities that client certificates must lead to, PEM.")
          .page(PAGE);

  Variable<String> CRL =
      Variable.text("crl", "")
          .help(
              "The file of revocation lists, PEM, that certificates of clients and servers are held"
                  + " against; read again when it changes.")
          .page(PAGE);

  Variable<Boolean> VERIFY_CLIENT =
      Variable.yesNo("verify_client", false)
          .help("Asks clients for a certificate and refuses a bad one.")
          .page(PAGE);

  Variable<Boolean> REQUIRE_CLIENT_CERTIFICATE =
      Variable.yesNo("require_client_certificate", false)
          .help("Refuses a client without a certificate that leads to ca_list.")
          .page(PAGE);

  Variable<Boolean> CERTIFICATE_LOGIN =
      Variable.yesNo("certificate_login", false)
          .help(
              "yes: a device registers and calls without a password as the users that its"
                  + " certificate names by sip: URIs; ca_list says whose certificates count.")
          .page(PAGE);

  Variable<TlsVersion> TLS_MIN =
      Variable.of(
              "tls_min",
              new Kind<>(
                  "TLSv1, TLSv1.1, TLSv1.2, TLSv1.3",
                  Kind.Form.TEXT,
                  TlsVersion::of,
                  version -> List.of(version.text()),
                  Optional.empty()),
              TlsVersion.TLS_1_2)
          .help("The lowest version spoken; one below TLSv1.2 needs legacy_tls beside it.")
          .page(PAGE);

  Variable<Boolean> LEGACY_TLS =
      Variable.yesNo("legacy_tls", false)
          .help("Allows TLS before 1.2 and RSA key transport, for old devices only.")
          .page(PAGE);

  Variable<Duration> TLS_SESSION_LIFETIME =
      Variable.seconds("tls_session_lifetime", 3600, 0, 86_400)
          .help("How long a device may take its TLS session up again; 0 for never.")
          .page(PAGE);

  Variable<Boolean> OCSP_STAPLING =
      Variable.yesNo("ocsp_stapling", false)
          .help(
              "Asks the responder that our certificates name and sends its answer along, so that"
                  + " clients need not ask.")
          .page(PAGE);

  Variable<Duration> CERTIFICATE_CHECK_INTERVAL =
      Variable.seconds("certificate_check_interval", 10, 0, 86_400)
          .help("How often the files of certificates are looked at for a change; 0 for never.")
          .page(PAGE);

  Variable<Duration> KEEPALIVE_INTERVAL =
      Variable.seconds("keepalive_interval", 0, 0, 86_400)
          .help(
              "How often a device's link is sent a ping; 0 for never. One that has answered and"
                  + " does so no longer is closed.")
          .page(PAGE);

  Variable<Duration> TCP_CONNECTION_LIFETIME =
      Variable.seconds("tcp_connection_lifetime", 7200, 1, 10_000_000)
          .help("A link with nothing on it for so long is closed.")
          .page(PAGE);

  Variable<Integer> MAX_CONNECTIONS =
      Variable.number("max_connections", 10_000, 1, 1_000_000)
          .help("Links that devices may hold open at once.")
          .page(PAGE);

  Variable<Integer> MAX_CONNECTIONS_PER_ADDRESS =
      Variable.number("max_connections_per_address", 1000, 1, 1_000_000)
          .help("Of those, from one address.")
          .page(PAGE);

  Variable<Integer> MAX_SILENT_CONNECTIONS =
      Variable.number("max_silent_connections", 2000, 1, 1_000_000)
          .help(
              "Links on which nothing has been said yet, handshakes among them; the oldest makes"
                  + " room for one more.")
          .page(PAGE);

  Variable<Integer> MAX_SILENT_CONNECTIONS_PER_ADDRESS =
      Variable.number("max_silent_connections_per_address", 500, 1, 1_000_000)
          .help("Of those, from one address.")
          .page(PAGE);

  Variable<String> DATA =
      Variable.text("data", "")
          .help("The folder that keeps registrations over a restart; none are kept when empty.")
          .page(PAGE);

  Declarations DECLARATIONS =
      Declarations.of(
          LISTEN,
          CERTIFICATE,
          PRIVATE_KEY,
          CA_LIST,
          CRL,
          VERIFY_CLIENT,
          REQUIRE_CLIENT_CERTIFICATE,
          CERTIFICATE_LOGIN,
          TLS_MIN,
          LEGACY_TLS,
          TLS_SESSION_LIFETIME,
          OCSP_STAPLING,
          CERTIFICATE_CHECK_INTERVAL,
          KEEPALIVE_INTERVAL,
          TCP_CONNECTION_LIFETIME,
          MAX_CONNECTIONS,
          MAX_CONNECTIONS_PER_ADDRESS,
          MAX_SILENT_CONNECTIONS,
          MAX_SILENT_CONNECTIONS_PER_ADDRESS,
          DATA);
}
