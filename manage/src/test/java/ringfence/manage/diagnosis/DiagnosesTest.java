package ringfence.manage.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import ringfence.manage.access.Asker;
import ringfence.manage.access.Role;
import ringfence.manage.admin.Command;
import ringfence.manage.status.Cell;
import ringfence.manage.status.StatusTable.RowAction;

class DiagnosesTest {
  private static final Finding FINDING =
      new Finding(
          "tls.expired",
          97,
          "It has expired.",
          List.of("shown"),
          "Renew it.",
          Optional.of(new SettingField("SIP/Servers", "SipEp.Transport[GatewayName=…].Tls")));
  private static final Diagnosed WELL = new Diagnosed(List.of(), "The link comes up.");

  private final SynchronousQueue<Diagnosed> result = new SynchronousQueue<>();
  private volatile Instant now = Instant.EPOCH;
  private volatile CountDownLatch shown = new CountDownLatch(2);
  private final Diagnoses diagnoses = new Diagnoses(() -> now, () -> shown.countDown());
  private final Examination kind =
      new Examination(
          "SipEp.LinkDiagnosis",
          "Link Diagnosis",
          "Gateway",
          new RowAction("SipEp.Link", "GatewayName", "Diagnose", "Diagnose"),
          "Looks into it.",
          this::look);

  /// Only one is known.
  private Optional<Supplier<Diagnosed>> look(String gateway) {
    return gateway.equals("default") ? Optional.of(this::taken) : Optional.empty();
  }

  private Diagnosed taken() {
    try {
      return result.take();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_finding_stands_in_the_table_and_leads_to_the_field_that_cures_it() throws Exception {
    assertThat(press("default")).isInstanceOf(Command.Result.Done.class);
    assertThat(texts()).contains("is looked into");

    result.put(new Diagnosed(List.of(FINDING), "The rest was not seen."));
    shown.await();
    assertThat(texts())
        .contains("It has expired. (tls.expired)", "97 %", "Renew it.", "shown")
        .contains("The rest was not seen.");
    assertThat(diagnoses.table(kind).now().getFirst())
        .extracting(Cell::link)
        .contains("/sip/servers#SipEp.Transport.Tls");
  }

  @Test
  void only_one_is_looked_into_and_not_at_once_again() throws Exception {
    press("default");
    assertThat(press("default")).isInstanceOf(Command.Result.NotDone.class);
    result.put(WELL);
    shown.await();
    assertThat(texts()).contains("The link comes up.");

    assertThat(press("default")).isInstanceOf(Command.Result.NotDone.class);
    now = now.plus(Diagnoses.LEAST_BETWEEN);
    assertThat(press("default")).isInstanceOf(Command.Result.Done.class);
  }

  @Test
  void what_fails_itself_does_not_keep_others_from_being_looked_into() throws Exception {
    var broken =
        new Examination(
            kind.table(),
            kind.title(),
            kind.subject(),
            kind.button(),
            kind.help(),
            _ ->
                Optional.of(
                    () -> {
                      throw new UnsupportedOperationException("as a test wishes");
                    }));
    press(broken, "default");
    shown.await();
    assertThat(texts()).contains("It could not be looked into: see the log.");

    now = now.plus(Duration.ofMinutes(1));
    assertThat(press("default")).isInstanceOf(Command.Result.Done.class);
  }

  @Test
  void nothing_that_is_not_known_is_looked_into() {
    assertThat(press("192.0.2.99")).isInstanceOf(Command.Result.NotDone.class);
    assertThat(diagnoses.table(kind).now()).isEmpty();
    assertThat(diagnoses.command(kind).least()).isEqualTo(Role.USER);
  }

  private Command.Result press(String gateway) {
    return press(kind, gateway);
  }

  private Command.Result press(Examination of, String gateway) {
    return diagnoses.command(of).action().apply(gateway, Asker.by("the test", Role.USER));
  }

  private List<String> texts() {
    return diagnoses.table(kind).now().stream().flatMap(List::stream).map(Cell::text).toList();
  }
}
