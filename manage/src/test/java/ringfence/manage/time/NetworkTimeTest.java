package ringfence.manage.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NetworkTimeTest {
  private final LinkedBlockingQueue<NetworkTime.Status> statuses = new LinkedBlockingQueue<>();

  @Test
  void F42_the_server_of_the_setting_is_asked_and_its_time_is_kept() throws Exception {
    try (var server = new TimeServer(Duration.ofDays(365));
        var time = time()) {
      time.follow(SntpPlan.of(List.of(server.name())));
      var question = server.questions.poll(30, TimeUnit.SECONDS);
      assertThat(question).isNotNull();
      assertThat(question.mode()).isEqualTo(NtpPacket.CLIENT);
      assertThat(question.version()).isEqualTo(4);
      var status = awaitSource();
      assertThat(status.isSynchronised()).isTrue();
      assertThat(status.source().orElseThrow().server().getPort()).isEqualTo(server.name().port());
      var aYearOn = Instant.now().plus(Duration.ofDays(365));
      assertThat(time.instant()).isBetween(aYearOn.minusSeconds(5), aYearOn.plusSeconds(5));
    }
  }

  @Test
  void F42_a_server_that_cannot_be_found_gives_way_to_the_next() throws Exception {
    try (var server = new TimeServer(Duration.ZERO);
        var time = time()) {
      time.follow(SntpPlan.of(List.of(new NtpServer("nowhere.invalid", 123), server.name())));
      assertThat(awaitSource().source().orElseThrow().server().getPort())
          .isEqualTo(server.name().port());
    }
  }

  @Test
  void F38_the_clock_of_the_host_counts_as_right_only_while_no_server_is_set() throws Exception {
    try (var server = new TimeServer(Duration.ofHours(1));
        var time = time()) {
      assertThat(time.status().isSynchronised()).isTrue();
      time.follow(SntpPlan.of(List.of(new NtpServer("nowhere.invalid", 123))));
      assertThat(time.status().isSynchronised()).isFalse();
      time.follow(SntpPlan.of(List.of(server.name())));
      assertThat(awaitSource().isSynchronised()).isTrue();
      time.follow(SntpPlan.of(List.of()));
      assertThat(time.status()).isEqualTo(new NetworkTime.Status(false, noSource(), ""));
      assertThat(time.instant()).isBefore(Instant.now().plusSeconds(60));
    }
  }

  private static Optional<NetworkTime.Source> noSource() {
    return Optional.empty();
  }

  private NetworkTime time() {
    var time = new NetworkTime(InstantSource.system(), NetworkTimeTest::look, new Random(42));
    time.watch(() -> statuses.add(time.status()));
    return time;
  }

  private static InetAddress look(String host) throws UnknownHostException {
    if (host.endsWith(".invalid")) throw new UnknownHostException(host);
    return InetAddress.getByName(host);
  }

  private NetworkTime.Status awaitSource() throws InterruptedException {
    while (true) {
      var status = statuses.poll(30, TimeUnit.SECONDS);
      assertThat(status).as("a status with a source").isNotNull();
      if (status.source().isPresent()) return status;
    }
  }
}
