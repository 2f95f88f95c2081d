package ringfence.adapter.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ExpiryTimerTest {
  @Test
  void the_certificates_are_looked_at_again_and_again() throws Exception {
    var looks = new CountDownLatch(3);
    try (var _ = new ExpiryTimer(looks::countDown, Duration.ofMillis(5))) {
      assertThat(looks.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }
}
