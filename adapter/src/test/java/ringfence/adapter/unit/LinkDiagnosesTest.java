package ringfence.adapter.unit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.Test;
import ringfence.adapter.gateway.GatewayPlan;
import ringfence.adapter.unit.LinkExaminer.Finding;
import ringfence.adapter.unit.LinkExaminer.Subject;
import ringfence.manage.access.Asker;
import ringfence.manage.access.Role;
import ringfence.manage.admin.Command;
import ringfence.manage.status.Cell;
import ringfence.sip.message.HostPort;
import ringfence.transport.resolve.Locator;
import ringfence.transport.tls.TrustAnchors;

class LinkDiagnosesTest {
  private static final Finding FINDING =
      new Finding(
          "tls.expired", 97, "It has expired.", List.of("shown"), "Renew it.", "SIP/Servers", "X");

  private final SynchronousQueue<List<Finding>> found = new SynchronousQueue<>();
  private volatile Instant now = Instant.EPOCH;
  private volatile CountDownLatch shown = new CountDownLatch(2);
  private final LinkDiagnoses diagnoses =
      new LinkDiagnoses(LinkDiagnosesTest::subject, () -> now, () -> shown.countDown());

  /// Only one gateway has a server.
  private static Optional<Subject> subject(String gateway) {
    if (!gateway.equals("default")) return Optional.empty();
    var credentials =
        GatewayPlan.Credentials.of(UnitSettings.defaults(), TrustAnchors.none(), Optional.empty());
    var server = HostPort.of("192.0.2.1", 5061);
    return Optional.of(new Subject(server, credentials, Locator.ofSystem()));
  }

  private List<Finding> examine(Subject subject) {
    try {
      return found.take();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_finding_stands_in_the_table_with_the_page_that_cures_it() throws Exception {
    diagnoses.by(this::examine);
    assertThat(press("default")).isInstanceOf(Command.Result.Done.class);
    assertThat(texts()).contains("is looked into");

    found.put(List.of(FINDING));
    shown.await();
    assertThat(texts()).contains("It has expired. (tls.expired)", "97 %", "Renew it.", "shown");
    assertThat(diagnoses.table().now().getFirst()).extracting(Cell::link).contains("/sip/servers");
  }

  @Test
  void only_one_is_looked_into_and_not_at_once_again() throws Exception {
    diagnoses.by(this::examine);
    press("default");
    assertThat(press("default")).isInstanceOf(Command.Result.NotDone.class);
    found.put(List.of());
    shown.await();
    assertThat(texts()).contains("The link comes up.");

    assertThat(press("default")).isInstanceOf(Command.Result.NotDone.class);
    now = now.plus(Duration.ofSeconds(6));
    assertThat(press("default")).isInstanceOf(Command.Result.Done.class);
  }

  @Test
  void nothing_but_the_server_of_a_gateway_is_looked_into() {
    diagnoses.by(this::examine);
    assertThat(press("192.0.2.99")).isInstanceOf(Command.Result.NotDone.class);
    assertThat(diagnoses.table().now()).isEmpty();
    assertThat(diagnoses.command().least()).isEqualTo(Role.USER);
  }

  private Command.Result press(String gateway) {
    return diagnoses.command().action().apply(gateway, Asker.by("the test", Role.USER));
  }

  private List<String> texts() {
    return diagnoses.table().now().stream().flatMap(List::stream).map(Cell::text).toList();
  }
}
