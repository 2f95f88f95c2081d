package ringfence.manage.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import ringfence.manage.setting.SettingStore.Loaded;
import ringfence.manage.setting.SettingStore.Refused;

/// Settings of a gateway that stand in another table than the gateway itself.
class FollowingTableTest {
  private static final Table GATEWAYS =
      Table.of("SipEp.Gateway", "Name").startingWith("default").atMost(2);
  private static final Column<Integer> PORT = GATEWAYS.column(Variable.number("Port", 0, 0, 65535));
  private static final Table PROXIES =
      Table.of("SipEp.GwSpecificProxy", "GatewayName").following(GATEWAYS);
  private static final Column<String> HOST = PROXIES.column(Variable.text("ProxyHost", "none"));
  private static final Settings START = Settings.of(Declarations.of(PORT, HOST));

  @Test
  void it_has_the_rows_of_the_other_at_any_time() {
    assertThat(START.rows(PROXIES)).containsExactly("default");
    Settings more = START.withRow(GATEWAYS, "OpenSIPS").with(HOST, "OpenSIPS", "a");
    assertThat(more.rows(PROXIES)).containsExactly("default", "OpenSIPS");
    assertThat(more.moved(GATEWAYS, "OpenSIPS", -1).rows(PROXIES))
        .containsExactly("OpenSIPS", "default");
    assertThatThrownBy(() -> more.with(HOST, "asterisk", "b"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_row_that_goes_takes_its_cells_along() {
    Settings gone =
        START
            .with(PORT, "OpenSIPS", 5)
            .with(HOST, "OpenSIPS", "a")
            .withoutRow(GATEWAYS, "OpenSIPS");
    assertThat(gone.toText()).isEmpty();
    assertThat(gone.withRow(GATEWAYS, "OpenSIPS").get(HOST, "OpenSIPS")).isEqualTo("none");
  }

  @Test
  void its_text_reads_back() {
    Settings settings =
        START.withoutRow(GATEWAYS, "default").withRow(GATEWAYS, "B").with(HOST, "B", "a");
    assertThat(settings.toText())
        .isEqualTo(
            """
            SipEp.Gateway[Name=default].Delete=10
            SipEp.Gateway[Name=B].Insert=10
            SipEp.GwSpecificProxy[GatewayName=B].ProxyHost="a"
            """);
    List<String> lines = settings.toText().lines().toList();
    assertThat(SettingStore.read("text", lines, START)).isEqualTo(new Loaded(settings));
  }

  @Test
  void a_row_that_the_other_does_not_have_is_refused() {
    List<String> lines = List.of("SipEp.GwSpecificProxy[GatewayName=B].ProxyHost=a");
    assertThat(SettingStore.read("text", lines, START))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.refusals().getFirst())
                    .hasToString(
                        "text, line 1: SipEp.GwSpecificProxy[GatewayName=B].ProxyHost names no row"
                            + " of its table; allowed: default"));
  }
}
