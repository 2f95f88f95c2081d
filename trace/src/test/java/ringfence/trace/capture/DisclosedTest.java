package ringfence.trace.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import ringfence.manage.disclosure.Disclosure;
import ringfence.manage.disclosure.Subject;

/// Of what passes, a disclosure gives away what was asked for and not one secret more.
class DisclosedTest {
  private static final Instant T = Instant.parse("2026-11-26T17:00:00Z");
  private static final InetSocketAddress PROXY = address("127.0.120.11:5062");
  private static final InetSocketAddress ANNA = address("127.0.120.30:16000");
  private static final InetSocketAddress OTTO = address("127.0.120.12:16000");

  private final List<Passed> written = new ArrayList<>();
  private Instant now = T;

  private final Traffic target =
      new Traffic() {
        @Override
        public void write(Passed passed) {
          written.add(passed);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @Test
  void of_an_account_the_links_are_written_from_their_beginning_once_it_registers()
      throws IOException {
    try (var traffic = disclosed("100")) {
      connect(traffic, ANNA, 1);
      connect(traffic, OTTO, 2);
      assertThat(written).isEmpty();
      traffic.write(new Passed.Registers(T, OTTO, PROXY, "101@127.0.120.11"));
      traffic.write(new Passed.Registers(T, ANNA, PROXY, "100@127.0.120.11"));
      traffic.write(octets(OTTO, PROXY, "his"));
      traffic.write(octets(PROXY, ANNA, "hers"));
    }
    assertThat(secrets()).isEqualTo(keyLine(1));
    assertThat(written.stream().map(it -> it.getClass().getSimpleName()))
        .containsExactly("Opened", "Secrets", "Octets", "Octets");
    assertThat(written).noneMatch(it -> it.toString().contains("127.0.120.12"));
  }

  @Test
  void a_link_by_which_another_account_registers_as_well_is_left() throws IOException {
    try (var traffic = disclosed("100")) {
      connect(traffic, ANNA, 1);
      traffic.write(new Passed.Registers(T, ANNA, PROXY, "100@127.0.120.11"));
      traffic.write(new Passed.Registers(T, ANNA, PROXY, "101@127.0.120.11"));
      int before = written.size();
      traffic.write(octets(ANNA, PROXY, "for both"));
      assertThat(written).hasSize(before);
    }
  }

  @Test
  void of_a_peer_the_links_are_written_whoever_opened_them() throws IOException {
    try (var traffic = disclosed("127.0.120.30")) {
      connect(traffic, ANNA, 1);
      connect(traffic, OTTO, 2);
      traffic.write(new Passed.Opened(T, PROXY, address("127.0.120.30:5061"), true));
    }
    assertThat(secrets()).isEqualTo(keyLine(1));
    assertThat(written).hasSize(4);
    // our own address is no peer
    written.clear();
    try (var traffic = disclosed("127.0.120.11")) {
      connect(traffic, ANNA, 1);
    }
    assertThat(written).isEmpty();
  }

  @Test
  void nothing_is_written_from_the_minute_of_the_end_on() throws IOException {
    try (var traffic = disclosed("127.0.120.30")) {
      connect(traffic, ANNA, 1);
      int before = written.size();
      now = T.plusSeconds(60);
      traffic.write(octets(ANNA, PROXY, "too late"));
      connect(traffic, address("127.0.120.30:16001"), 3);
      assertThat(written).hasSize(before);
    }
  }

  @Test
  void a_link_that_was_up_before_is_not_written_since_nothing_opens_it() throws IOException {
    try (var traffic = disclosed("127.0.120.30")) {
      traffic.write(octets(ANNA, PROXY, "from the midst"));
      traffic.write(new Passed.Closed(T, ANNA, PROXY, false));
    }
    assertThat(written).isEmpty();
  }

  @Test
  void links_on_which_nobody_registers_are_forgotten_before_they_cost_much() throws IOException {
    try (var traffic = disclosed("100")) {
      connect(traffic, ANNA, 1);
      for (int i = 0; i < 300; i++) traffic.write(octets(ANNA, PROXY, "x".repeat(1000)));
      traffic.write(new Passed.Registers(T, ANNA, PROXY, "100@127.0.120.11"));
    }
    assertThat(written).isEmpty();
  }

  private Disclosed disclosed(String subject) {
    var asked =
        new Disclosure(
            1, Subject.parse(subject).orElseThrow(), T, T.plusSeconds(60), Optional.empty());
    return new Disclosed(target, asked, () -> now);
  }

  /// A handshake whose client random is made of `seed`, with its secret before it.
  private static void connect(Traffic traffic, InetSocketAddress client, int seed)
      throws IOException {
    traffic.write(new Passed.Opened(T, client, PROXY, false));
    traffic.write(new Passed.Secrets(keyLine(seed)));
    var hello =
        ByteBuffer.allocate(60).put((byte) 22).putShort((short) 0x0301).putShort((short) 55);
    hello.put((byte) 1).put(new byte[5]).put(random(seed));
    traffic.write(new Passed.Octets(T, client, PROXY, hello.array()));
  }

  private static byte[] random(int seed) {
    byte[] random = new byte[32];
    random[31] = (byte) seed;
    return random;
  }

  private static String keyLine(int seed) {
    return "CLIENT_RANDOM " + HexFormat.of().formatHex(random(seed)) + " 0" + seed;
  }

  private String secrets() {
    return written.stream()
        .filter(Passed.Secrets.class::isInstance)
        .map(it -> ((Passed.Secrets) it).lines())
        .collect(Collectors.joining("\n"));
  }

  private static Passed octets(
      InetSocketAddress source, InetSocketAddress destination, String text) {
    return new Passed.Octets(T, source, destination, text.getBytes(StandardCharsets.US_ASCII));
  }

  private static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    return new InetSocketAddress(
        text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
  }
}
