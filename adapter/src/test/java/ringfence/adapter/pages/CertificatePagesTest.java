package ringfence.adapter.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ringfence.adapter.host.Cert;
import ringfence.adapter.host.CertificateTables;
import ringfence.adapter.host.UnitCertificates;
import ringfence.manage.admin.Administration;
import ringfence.manage.certificate.CertificateAuthority;
import ringfence.manage.certificate.CertificateFile;
import ringfence.manage.certificate.CertifiedKey;
import ringfence.manage.certificate.HostRequest;
import ringfence.manage.certificate.KeyKind;
import ringfence.manage.certificate.SubjectName;
import ringfence.manage.event.EventLog;
import ringfence.manage.service.Lifecycle;
import ringfence.manage.service.Service;
import ringfence.manage.service.Services;
import ringfence.manage.setting.Configuration;
import ringfence.manage.setting.Settings;
import ringfence.manage.web.Page;
import ringfence.manage.web.Routes;
import ringfence.manage.web.Site;
import ringfence.manage.web.WebServer;

/// The page Management > Certificates in a real server, as a browser meets it.
class CertificatePagesTest {
  private static final String PATH = "management/certificates";
  private static final String IMPORT = "Certificate Import";
  private static final String GUARD =
      "Certificate transfer is disabled because of unsecure HTTP access.";
  private static final String ACTIVATE =
      "Activate unsecure certificate transfer (not recommended).";
  private static final InetSocketAddress ANYWHERE = new InetSocketAddress("127.0.0.1", 0);
  private static final CertificateAuthority AUTHORITY =
      CertificateAuthority.make("Lab CA", KeyKind.EC_P256, 30, Instant.now());

  @TempDir Path folder;

  private final EventLog events = new EventLog(100, InstantSource.system());
  private final Configuration configuration =
      Configuration.inMemory(Settings.of(Cert.DECLARATIONS), List.of());
  private final Services services = new Services(configuration, events);
  private UnitCertificates certificates;
  private WebServer web;
  private PageBrowser browser;

  @BeforeEach
  void start() throws IOException {
    var surroundings =
        new UnitCertificates.Surroundings(
            configuration,
            events,
            InstantSource.system(),
            key -> services.named(key).ifPresent(services::requireRestart));
    certificates = UnitCertificates.open(folder.resolve("certificates"), surroundings);
    services
        .addAtOnce(Service.system("Cert", "Certificate Manager (CERT)"), _ -> {})
        .add(Service.settings("Web", "Web (WEB)"), (Lifecycle.TakesUp) _ -> {})
        .add(Service.user("SipEp", "SIP Endpoint (SIPEP)"), (Lifecycle.TakesUp) _ -> {});
    services.startAll(_ -> true).join();
    var tables = new CertificateTables(certificates, InstantSource.system());
    var administration =
        new Administration(
            configuration, services, List.of(tables.hosts(), tables.others()), tables.commands());
    var pages = new CertificatePages(certificates, tables).all();
    web =
        WebServer.start(
            ANYWHERE,
            new Routes().site(Site.of("Unit", administration, pages.toArray(Page[]::new))));
    browser = new PageBrowser(HttpClient.newHttpClient(), web.uri() + PATH);
  }

  @AfterEach
  void stop() {
    browser.close();
    web.close();
    services.close();
    events.close();
  }

  @Test
  void F25_the_page_has_both_tables() throws Exception {
    assertThat(browser.open()).contains("Host Certificates", "Other Certificates");
  }

  @Test
  void F26_F27_on_plain_HTTP_nothing_is_taken_before_the_link_is_clicked() throws Exception {
    assertThat(browser.open()).contains(GUARD, ACTIVATE).doesNotContain("type=\"file\"");
    assertThat(browser.upload(IMPORT, "Other", "ca.crt", ca())).contains(GUARD);
    assertThat(certificates.authorities()).hasSize(1);
    activate();
    assertThat(browser.open()).contains("type=\"file\"").doesNotContain(GUARD);
    browser.upload(IMPORT, "Other", "ca.crt", ca());
    assertThat(certificates.authorities()).contains(AUTHORITY.certificate());
  }

  @Test
  void F28_F29_an_uploaded_CA_is_a_row_of_the_table_of_others() throws Exception {
    activate();
    assertThat(browser.upload(IMPORT, "Other", "ca.crt", ca()))
        .contains("The certificate ca.crt is installed.");
    var own = AUTHORITY.certificate();
    assertThat(cells(browser.open(), "ca.crt"))
        .containsExactly(
            "ca.crt",
            "Lab CA",
            "Lab CA",
            time(own.getNotBefore().toInstant()),
            time(own.getNotAfter().toInstant()),
            "",
            "Yes",
            "-");
  }

  @Test
  void F28_F29_an_uploaded_host_certificate_is_a_row_with_its_usage() throws Exception {
    activate();
    browser.upload(IMPORT, "Host", "unit.pem", host("unit"));
    assertThat(cells(browser.open(), "unit.pem"))
        .contains("unit", "Lab CA", "TlsClient, TlsServer", "-");
    assertThat(configuration.stored().rows(Cert.ASSOCIATIONS)).containsExactly("unit.pem");
  }

  @Test
  void F31_the_factory_s_certificate_is_there_and_has_expired() throws Exception {
    assertThat(cells(browser.open(), "Cert_MxDefault001.der"))
        .containsExactly(
            "Cert_MxDefault001.der",
            "test",
            "test",
            "2009-07-29 18:06:00",
            "2013-07-27 18:06:00",
            "",
            "Yes",
            "-");
    certificates.checkExpiry();
    assertThat(events.recent()).isEmpty();
  }

  @Test
  void F30_the_minus_of_a_row_deletes_its_certificate() throws Exception {
    assertThat(browser.submit("Cert.OtherCertificate[FileName=Cert_MxDefault001.der].Delete", "10"))
        .contains("The certificate Cert_MxDefault001.der is deleted.");
    assertThat(cells(browser.open(), "Cert_MxDefault001.der")).isEmpty();
    assertThat(browser.open()).contains("without a CA certificate no server can be checked");
    // and it does not come again with the next start
    assertThat(Files.list(folder.resolve("certificates/other"))).isEmpty();
  }

  @Test
  void F32_F33_a_new_certificate_asks_for_the_restart_of_the_service_that_uses_it()
      throws Exception {
    String banner = "Some changes require to restart a service to apply new configuration.";
    assertThat(browser.open()).doesNotContain(banner);
    activate();
    assertThat(browser.upload(IMPORT, "Other", "ca.crt", ca()))
        .contains(
            "You must restart the appropriate service before using the newly transferred"
                + " certificate.")
        .contains(banner);
    assertThat(services.needRestart()).extracting(Service::key).containsExactly("SipEp");
    services.restartRequired().join();
    assertThat(browser.open()).doesNotContain(banner);
  }

  @Test
  void F36_the_private_key_s_exposure_is_warned_of_on_HTTP_and_not_on_HTTPS() throws Exception {
    activate();
    // form.css hides it while Other is chosen
    assertThat(browser.open())
        .contains(CertificatePages.KEY_WARNING, "<option class=\"harmless\">Other</option>");
    var key = certificates.forWeb(configuration.inForce(), "127.0.0.1").orElseThrow();
    var address = web.secure(ANYWHERE, key);
    String uri = "https://127.0.0.1:" + address.getPort() + "/" + PATH;
    try (var secure = new PageBrowser(trusting(key), uri)) {
      assertThat(secure.open())
          .contains("type=\"file\"")
          .doesNotContain(GUARD)
          .doesNotContain(CertificatePages.KEY_WARNING);
      assertThat(secure.upload(IMPORT, "Host", "unit.pem", host("unit")))
          .contains("The certificate unit.pem is installed.");
    }
  }

  @Test
  void the_associations_follow_the_certificates_and_no_row_can_be_added() throws Exception {
    activate();
    browser.upload(IMPORT, "Host", "unit.pem", host("unit"));
    browser.upload(IMPORT, "Other", "ca.crt", ca());
    assertThat(browser.open())
        .contains("Cert.HostCertificateAssociation[FileName=unit.pem].Sip")
        .contains("Cert.CertificateAuthorities[FileName=ca.crt].OverrideIssuedCertificateOcspUrl")
        .doesNotContain("Add the row", "Delete unit.pem\" title", "Delete ca.crt\" title");
    assertThat(configuration.stored().rows(Cert.AUTHORITIES)).containsExactly("ca.crt");
  }

  @Test
  void the_responder_of_an_authority_is_the_one_that_the_settings_name() throws Exception {
    activate();
    browser.upload(IMPORT, "Other", "ca.crt", ca());
    String place = "Cert.CertificateAuthorities[FileName=ca.crt].OverrideIssuedCertificateOcspUrl";
    assertThat(browser.submit(place, "ocsp.example")).contains("llowed: an address such as http");
    browser.submit(place, "http://ocsp.example/");
    assertThat(certificates.responders(configuration.stored()))
        .containsExactly(Map.entry(AUTHORITY.certificate(), URI.create("http://ocsp.example/")));
    assertThat(services.needRestart()).extracting(Service::key).containsExactly("SipEp");
  }

  @Test
  void F22_garbage_is_refused_with_a_sentence_that_says_what_it_is() throws Exception {
    activate();
    byte[] text = "Dear administrator".getBytes(StandardCharsets.US_ASCII);
    assertThat(browser.upload(IMPORT, "Other", "ca.crt", text))
        .contains("The certificate was not taken: the file is no certificate, but a text");
    assertThat(browser.upload(IMPORT, "Host", "ca.crt", ca()))
        .contains("a host certificate needs its private key");
  }

  @Test
  void the_own_certificate_of_the_pages_is_kept_and_is_never_SIP_s() throws Exception {
    var settings = configuration.inForce();
    var first = certificates.forWeb(settings, "192.0.2.1").orElseThrow();
    assertThat(certificates.forWeb(settings, "192.0.2.1").orElseThrow().certificate())
        .isEqualTo(first.certificate());
    assertThat(certificates.forWeb(settings, "192.0.2.2").orElseThrow().certificate())
        .isNotEqualTo(first.certificate());
    assertThat(certificates.forSip(settings)).isEmpty();
  }

  @Test
  void a_host_certificate_is_used_where_its_association_says() throws Exception {
    activate();
    browser.upload(IMPORT, "Host", "unit.pem", host("unit"));
    var settings = configuration.stored();
    assertThat(certificates.forSip(settings)).isPresent();
    var apart = settings.with(Cert.SIP, "unit.pem", false).with(Cert.WEB, "unit.pem", true);
    assertThat(certificates.forSip(apart)).isEmpty();
    assertThat(
            certificates
                .forWeb(apart, "192.0.2.1")
                .orElseThrow()
                .certificate()
                .getIssuerX500Principal())
        .isEqualTo(AUTHORITY.certificate().getSubjectX500Principal());
  }

  private void activate() throws Exception {
    browser.submit("transfer", IMPORT, "activate", "yes");
  }

  private static byte[] ca() {
    return CertificateFile.pem(AUTHORITY.certificate()).getBytes(StandardCharsets.US_ASCII);
  }

  private byte[] host(String name) throws IOException {
    var request = HostRequest.of(name, SubjectName.parse("127.0.0.1").orElseThrow());
    Path pem = folder.resolve("issued.pem");
    AUTHORITY.issue(request, Instant.now()).save(pem, folder.resolve("issued.key"));
    return (Files.readString(folder.resolve("issued.key")) + Files.readString(pem))
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String time(Instant time) {
    return time.toString().replace("T", " ").replaceFirst("(\\.\\d+)?Z", "");
  }

  /// The texts of the row that begins with a file's name; none where there is no such row.
  private static List<String> cells(String page, String fileName) {
    for (String row : page.split("<tr>")) {
      List<String> cells =
          Pattern.compile("<t[hd] [^>]*>(.*?)</t[hd]>", Pattern.DOTALL)
              .matcher(row)
              .results()
              .map(it -> it.group(1).replaceAll("<[^>]*>", ""))
              .toList();
      if (!cells.isEmpty() && cells.getFirst().equals(fileName)) return cells;
    }
    return List.of();
  }

  private static HttpClient trusting(CertifiedKey key) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("unit", key.certificate());
    var trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).build();
  }
}
