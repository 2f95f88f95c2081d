package ringfence.proxy.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import ringfence.proxy.cluster.ClusterStatus;

class StatusJsonTest {
  @Test
  void a_node_says_how_it_is_with_Redis_and_whom_it_sees() {
    var status =
        new ClusterStatus(
            "a",
            ClusterStatus.Redis.AWAY,
            Instant.parse("2026-11-26T10:00:00Z"),
            "Connection refused",
            List.of(new ClusterStatus.Other("b", "192.0.2.2:5071", true, false)),
            7);
    assertThat(StatusJson.of(status))
        .hasToString(
            """
            {"node":"a","redis":"away","since":"2026-11-26T10:00:00Z",\
            "cause":"Connection refused","waiting":7,\
            "others":[{"name":"b","address":"192.0.2.2:5071","up":true,"linked":false}]}\
            """);
  }
}
