package ringfence.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// SIPp at our proxy. The tests go on side by side, since one waits for Timer B.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SippIT {
  /// What carries SIPp's messages to the proxy.
  enum Over {
    UDP,
    TLS
  }

  private static final int SEATS = 20;
  private static final int HOST = 40;
  private static final int USER = 300;

  private final Authority authority = Authority.ours();
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger begun = new AtomicInteger();
  private Ground ground;
  private Peer proxy;

  @BeforeAll
  void prepare(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) {
    ground = new Ground(folder);
    String callees =
        IntStream.range(USER, USER + SEATS)
            .mapToObj("user[name=%1$d].password = \"secret%1$d\"\n"::formatted)
            .collect(Collectors.joining());
    proxy = new Ringfence(ground, authority).proxy(11, callees);
  }

  @AfterEach
  void it_is_still_alive() {
    assertThat(proxy.alive()).isTrue();
  }

  @AfterAll
  void stop() {
    proxy.close();
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @EnumSource
  void a_user_registers_with_digest(Over over) {
    calls(over).registers();
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @EnumSource
  void a_call_is_answered_and_hung_up(Over over) {
    calls(over).between("caller.xml", "callee.xml");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @EnumSource
  void a_ringing_call_is_cancelled(Over over) {
    calls(over).between("canceller.xml", "ringing.xml");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @EnumSource(names = "UDP")
  void a_call_that_nobody_answers_ends_with_408(Over over) {
    calls(over).between("unanswered.xml", "silent.xml", Duration.ofSeconds(50));
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{1}: {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Request-URI in brackets     | 400 | OPTIONS <sip:101@[proxy]> SIP/2.0 | <sip:100@[proxy]>;tag=a  | 70
          another version of SIP      | 505 | OPTIONS sip:101@[proxy] SIP/7.0   | <sip:100@[proxy]>;tag=a  | 70
          From with an open quote     | 400 | OPTIONS sip:101@[proxy] SIP/2.0   | "100 <sip:100@[proxy]>   | 70
          From with an open bracket   | 400 | OPTIONS sip:101@[proxy] SIP/2.0   | <sip:100@[proxy];tag=a   | 70
          Max-Forwards that is a word | 400 | OPTIONS sip:101@[proxy] SIP/2.0   | <sip:100@[proxy]>;tag=a  | many
          a scheme that nobody knows  | 416 | OPTIONS nobodyKnows:101 SIP/2.0   | <sip:100@[proxy]>;tag=a  | 70
          """)
  void a_wrong_request_is_refused(
      String what, String code, String start, String from, String hops) {
    var wrong = new SippCall.Wrong(start, from, hops, code);
    for (Over over : Over.values()) {
      SippCall calls = calls(over);
      calls.refused(wrong);
      calls.registers();
    }
  }

  /// Two at addresses that nobody else has, with a callee whom nobody else calls.
  private SippCall calls(Over over) {
    int seat = taken.getAndIncrement();
    String callee = Integer.toString(USER + seat);
    return new SippCall(
        seat(over, HOST + 2 * seat), seat(over, HOST + 2 * seat + 1), callee, begun);
  }

  private Sipp.Seat seat(Over over, int host) {
    InetSocketAddress at = ground.at(11, Ringfence.PROXY_PORT);
    Optional<Path> trusted = Optional.of(authority.certificate()).filter(_ -> over == Over.TLS);
    return new Sipp.Seat(ground, host, at, trusted);
  }
}
