package ringfence.manage.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.io.Content;
import org.junit.jupiter.api.Test;

class SubscriptionTest {
  private final Broadcast changes = new Broadcast();
  private final Subscription listener = new Subscription();
  private final List<String> written = new ArrayList<>();

  /// What is written until `last` is.
  private List<String> written(String last) throws IOException {
    Content.Sink out =
        (_, octets, callback) -> {
          String text = StandardCharsets.UTF_8.decode(octets).toString();
          written.add(text);
          if (text.contains(last)) listener.end();
          callback.succeeded();
        };
    listener.write(out, () -> true);
    return written;
  }

  @Test
  void the_same_news_many_times_reach_a_slow_listener_once() throws IOException {
    changes.add(listener);
    for (int i = 0; i < 10_000; i++) changes.publish("changed", "");
    changes.publish("note", "last");
    assertThat(written("last"))
        .containsExactly(
            ": listening\n\n", "event: changed\ndata:\n\n", "event: note\ndata: last\n\n");
  }

  @Test
  void who_does_not_keep_up_is_let_go() throws IOException {
    changes.add(listener);
    for (int i = 0; i < 10_000; i++) changes.publish("note", "number " + i);
    assertThat(written("listening")).hasSize(1);
  }
}
