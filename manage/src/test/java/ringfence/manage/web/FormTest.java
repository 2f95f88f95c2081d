package ringfence.manage.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import ringfence.manage.setting.Secret;
import ringfence.manage.setting.Settings;

class FormTest {
  private static final String BANNER =
      "Some changes require to restart a service to apply new configuration.";
  private static final String TRANSPORT = "/sip/transport";
  private static final String GATEWAYS = "/sip/gateways";

  private SampleSite site;
  private Browser browser;

  @BeforeEach
  void start() throws IOException {
    site = SampleSite.here(InstantSource.system());
    browser = new Browser(site.web.address().getPort());
  }

  @AfterEach
  void stop() {
    browser.close();
    site.close();
  }

  @Test
  void a_field_has_its_label_its_help_and_the_stored_value() throws Exception {
    assertThat(browser.open(TRANSPORT).body())
        .containsPattern(
            "<label for=\"(field-[\\d-]+)\">Persistent TLS Base Port</label>.*<input id=\"\\1\""
                + " name=\"SipEp.TransportPersistentBasePort\" value=\"16000\"")
        .containsPattern(
            "aria-describedby=\"(field-[\\d-]+-help)\".*<small id=\"\\1\">Local ports of TLS links"
                + " count up from here. Allowed: a number from 1025 to 64535.</small>")
        .contains("<option value=\"SECURE\" selected=\"\">SECURE</option>")
        .containsOnlyOnce("<button class=\"submit\">Submit</button>");
  }

  @Test
  void an_address_leads_to_a_setting_a_column_or_a_table_by_its_name() throws Exception {
    assertThat(browser.open(TRANSPORT).body())
        .contains("<div class=\"field\" id=\"SipEp.TransportPersistentBasePort\">");
    assertThat(browser.open(GATEWAYS).body())
        .contains("id=\"SipEp.Gateway\"")
        .contains("<th scope=\"col\" id=\"SipEp.Gateway.Port\">");
  }

  @Test
  void F56_what_is_submitted_is_stored_and_waits_for_the_restart_of_its_service() throws Exception {
    assertThat(browser.open(TRANSPORT).body()).doesNotContain(BANNER);
    var answer = browser.submit(TRANSPORT, SampleSite.BASE_PORT.name(), "17000");
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(stored().get(SampleSite.BASE_PORT)).isEqualTo(17000);
    assertThat(site.configuration.inForce().get(SampleSite.BASE_PORT)).isEqualTo(16000);
    assertThat(followed(answer).body()).contains("The changes are stored.");
  }

  @Test
  void F32_the_banner_stands_on_every_page_until_the_services_are_restarted() throws Exception {
    browser.open(TRANSPORT);
    browser.submit(TRANSPORT, SampleSite.BASE_PORT.name(), "17000");
    for (String path : List.of(TRANSPORT, GATEWAYS, "/system/services")) {
      assertThat(browser.open(path).body())
          .contains(BANNER)
          .contains(
              "<a href=\"/system/services\">Please click this link to access the services table");
    }
    var answer = browser.submit("/system/services", "Scm.RestartRequiredServices", "10");
    assertThat(followed(answer).body())
        .contains("The services are restarted.")
        .doesNotContain(BANNER);
    assertThat(site.configuration.inForce().get(SampleSite.BASE_PORT)).isEqualTo(17000);
  }

  @Test
  void a_refusal_stands_beside_its_field_with_what_was_entered_and_nothing_is_stored()
      throws Exception {
    browser.open(TRANSPORT);
    var answer =
        browser.submit(
            TRANSPORT,
            SampleSite.BASE_PORT.name(),
            "80",
            SampleSite.FAILBACK.name(),
            "60",
            SampleSite.PASSWORD.name(),
            "a secret");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body())
        .contains("<title>Error: Transport", "Nothing was changed")
        .containsPattern(
            "value=\"80\" inputmode=\"numeric\" size=\"8\" aria-invalid=\"true\""
                + " aria-describedby=\"(field-[\\d-]+-wrong) [^\"]*\" autofocus=\"\"><strong"
                + " class=\"wrong\" id=\"\\1\">Allowed: a number from 1025 to 64535.</strong>")
        .contains("value=\"60\"")
        .doesNotContain("a secret");
    assertThat(stored()).isEqualTo(Settings.of(stored().declarations()));
  }

  @Test
  void a_rule_over_several_settings_speaks_at_the_field_to_change() throws Exception {
    site.configuration.change("test", it -> it.with(SampleSite.PORT, "default", 17000));
    browser.open(TRANSPORT);
    assertThat(browser.submit(TRANSPORT, SampleSite.BASE_PORT.name(), "17000").body())
        .containsPattern("wrong\">it is the port of the gateway default: take another</strong>");
  }

  @Test
  void a_secret_is_never_shown_and_stays_when_its_field_is_left_empty() throws Exception {
    site.configuration.change("test", it -> it.with(SampleSite.PASSWORD, Secret.of("hush hush")));
    assertThat(browser.open(TRANSPORT).body())
        .contains("placeholder=\"set; empty keeps it\"")
        .doesNotContain("hush");
    browser.submit(TRANSPORT, SampleSite.PASSWORD.name(), "", SampleSite.FAILBACK.name(), "20");
    assertThat(stored().get(SampleSite.PASSWORD)).isEqualTo(Secret.of("hush hush"));
    assertThat(stored().get(SampleSite.FAILBACK)).isEqualTo(Duration.ofSeconds(20));
    browser.submit(TRANSPORT, SampleSite.PASSWORD.name(), "another");
    assertThat(stored().get(SampleSite.PASSWORD)).isEqualTo(Secret.of("another"));
  }

  @Test
  void a_list_has_one_value_a_line_and_what_did_not_change_is_not_set() throws Exception {
    browser.open(TRANSPORT);
    browser.submit(
        TRANSPORT, SampleSite.DNS.name(), " 10.0.0.1\r\n\r\n10.0.0.2 ", "Mipt.Mode", "SECURE");
    assertThat(stored().get(SampleSite.DNS)).containsExactly("10.0.0.1", "10.0.0.2");
    assertThat(stored().isSet(SampleSite.MODE)).isFalse();
    assertThat(browser.open(TRANSPORT).body()).contains("10.0.0.1\n10.0.0.2</textarea>");
    browser.submit(TRANSPORT, SampleSite.DNS.name(), "");
    assertThat(stored().get(SampleSite.DNS)).isEmpty();
  }

  @Test
  void F46_rows_are_added_changed_moved_and_deleted_and_no_more_than_fit() throws Exception {
    browser.open(GATEWAYS);
    browser.submit(
        GATEWAYS,
        "SipEp.Gateway[Name=default].Port",
        "5070",
        "SipEp.Gateway[+]",
        "third",
        "SipEp.Gateway[+].NetworkInterface",
        "Lan1",
        "SipEp.Gateway[+].Insert",
        "10");
    assertThat(rows()).containsExactly("default", "OpenSIPS", "third");
    assertThat(stored().get(SampleSite.INTERFACE, "third")).isEqualTo("Lan1");
    assertThat(stored().get(SampleSite.PORT, "default")).isEqualTo(5070);
    assertThat(browser.open(GATEWAYS).body())
        .contains("There is room for 3 rows and no more.")
        .doesNotContain("SipEp.Gateway[+]");
    assertThat(browser.submit(GATEWAYS, "SipEp.Gateway[+]", "fourth").body())
        .contains("there is no room");

    browser.submit(GATEWAYS, "SipEp.Gateway[Name=third].Up", "10");
    assertThat(rows()).containsExactly("default", "third", "OpenSIPS");
    browser.submit(
        GATEWAYS,
        "SipEp.Gateway[Name=third].Delete",
        "10",
        "SipEp.Gateway[Name=third].Port",
        "1",
        "SipEp.Gateway[Name=OpenSIPS].Port",
        "5062");
    assertThat(rows()).containsExactly("default", "OpenSIPS");
    assertThat(stored().get(SampleSite.PORT, "OpenSIPS")).isEqualTo(5062);
  }

  @Test
  void a_new_row_that_is_refused_keeps_what_was_entered_in_its_line() throws Exception {
    browser.open(GATEWAYS);
    assertThat(browser.submit(GATEWAYS, "SipEp.Gateway[+].Insert", "10").body())
        .contains("Allowed: a name of 1 to 64 characters.");
    assertThat(browser.submit(GATEWAYS, "SipEp.Gateway[+]", "default").body())
        .contains("there is a row of that name already");
    assertThat(browser.submit(GATEWAYS, "SipEp.Gateway[+]", "a]\"").body())
        .contains("Allowed: a name", "value=\"a]&quot;\"");
    assertThat(
            browser
                .submit(GATEWAYS, "SipEp.Gateway[+]", "new", "SipEp.Gateway[+].Port", "70000")
                .body())
        .contains("value=\"new\"", "value=\"70000\"", "Allowed: a number from 0 to 65535.");
    assertThat(rows()).containsExactly("default", "OpenSIPS");
  }

  @Test
  void Enter_presses_submit_and_not_the_first_button_of_a_row() throws Exception {
    String page = browser.open(GATEWAYS).body();
    String form = page.substring(page.indexOf("<form class=\"settings\""));
    assertThat(form.substring(form.indexOf("<button")))
        .startsWith("<button class=\"first\" tabindex=\"-1\" aria-hidden=\"true\">Submit</button>");
  }

  @Test
  void every_control_has_a_name_for_those_who_listen_and_every_id_is_one() throws Exception {
    for (String path : List.of(TRANSPORT, GATEWAYS, "/management/access-control")) {
      String page = browser.open(path).body();
      List<String> ids = all(page, " id=\"([^\"]*)\"");
      assertThat(ids).doesNotHaveDuplicates();
      assertThat(ids).containsAll(all(page, "<label for=\"([^\"]*)\""));
      for (String described : all(page, "aria-describedby=\"([^\"]*)\"")) {
        assertThat(ids).contains(described.split(" "));
      }
      List<String> labelled = all(page, "<label for=\"([^\"]*)\"");
      for (String control : all(page, "<(?:input|select|textarea)( [^>]*)>")) {
        boolean named =
            control.contains("aria-label=")
                || control.contains("type=\"hidden\"")
                || labelled.stream().anyMatch(id -> control.contains(" id=\"" + id + "\""));
        assertThat(named).as(control).isTrue();
      }
    }
  }

  private static List<String> all(String page, String pattern) {
    return Pattern.compile(pattern).matcher(page).results().map(it -> it.group(1)).toList();
  }

  @Test
  void a_row_command_of_a_status_table_is_run_for_its_row() throws Exception {
    assertThat(browser.open("/system/services").body())
        .contains("name=\"EpAdm.Endpoint[EpId=FXS1].Lock\" value=\"10\" aria-label=\"Lock FXS1\"");
    var answer = browser.submit("/system/services", "EpAdm.Endpoint[EpId=FXS1].Lock", "10");
    assertThat(followed(answer).body()).contains("FXS1 is locked.");
    assertThat(site.done).containsExactly("lock FXS1");
    assertThat(browser.submit("/system/services", "EpAdm.Endpoint[EpId=X].Lock", "10").body())
        .contains("there is no X");
  }

  @Test
  void the_button_of_a_row_works_whatever_the_row_is_called() throws Exception {
    String page = browser.open("/system/services").body();
    String button = all(page, "name=\"(EpAdm[^\"]*)\" value=\"10\"").getLast();
    String name =
        button
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&");
    assertThat(followed(browser.submit("/system/services", name, "10")).body())
        .contains(" is locked.");
    assertThat(site.done).containsExactly("lock " + SampleSite.ODD);
  }

  @Test
  void a_field_that_no_setting_has_is_refused() throws Exception {
    browser.open(TRANSPORT);
    assertThat(browser.submit(TRANSPORT, "SipEp.Nothing", "1").statusCode()).isEqualTo(422);
    assertThat(browser.submit(TRANSPORT, "<b>\n#\"=", "1").body())
        .contains("a line is a name, an equals sign and a value")
        .doesNotContain("<b>");
  }

  @Test
  void no_address_makes_a_page_say_something() throws Exception {
    assertThat(browser.open(TRANSPORT + "?said=All+is+lost").body()).doesNotContain("All is lost");
  }

  @Test
  void F26_a_file_is_taken_on_plain_HTTP_only_after_the_risk_was_taken() throws Exception {
    String path = "/management/certificates";
    assertThat(browser.open(path).body())
        .contains("Certificate transfer is disabled because of unsecure HTTP access.")
        .contains("Activate unsecure certificate transfer (not recommended).")
        .doesNotContain("type=\"file\"");
    assertThat(browser.upload(path, "Certificate Import", "Other", "x").statusCode())
        .isEqualTo(422);
    assertThat(site.transferred).isEmpty();

    browser.submit(path, "transfer", "Certificate Import", "activate", "yes");
    assertThat(browser.open(path).body()).contains("type=\"file\"");
    var answer = browser.upload(path, "Certificate Import", "Other", "x");
    assertThat(followed(answer).body()).contains("Took ca.crt.");
    assertThat(site.transferred).containsExactly("Other ca.crt (1 octets)");
    assertThat(browser.upload(path, "Certificate Import", "Neither", "x").body())
        .contains("Choose a type: Other, Host.");
    assertThat(browser.upload(path, "Certificate Import", "Host", "x".repeat(2000)).body())
        .contains("Too long.");
    try (var another = new Browser(site.web.address().getPort())) {
      assertThat(another.upload(path, "Certificate Import", "Other", "x").statusCode())
          .isEqualTo(403);
    }
  }

  private List<String> rows() {
    return stored().rows(SampleSite.GATEWAY);
  }

  private Settings stored() {
    return site.configuration.stored();
  }

  private HttpResponse<String> followed(HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).isEqualTo(303);
    return browser.open(answer.headers().firstValue("Location").orElseThrow());
  }
}
