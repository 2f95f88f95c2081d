package ringfence.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// SIPp at our proxy.
class SippIT {
  /// What carries SIPp's messages to the proxy.
  enum Over {
    UDP,
    TLS
  }

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  private Ground ground;
  private Authority authority;
  private Peer proxy;

  @BeforeEach
  void prepare() {
    ground = new Ground(folder);
    authority = Authority.make(ground);
    proxy = new Ringfence(ground, authority).proxy(11);
  }

  @AfterEach
  void stop() {
    boolean alive = proxy.alive();
    proxy.close();
    assertThat(alive).as(proxy.text()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void a_user_registers_with_digest(Over over) {
    calls(over).registers();
  }

  @ParameterizedTest
  @EnumSource
  void a_call_is_answered_and_hung_up(Over over) {
    calls(over).between("caller.xml", "callee.xml");
  }

  @ParameterizedTest
  @EnumSource
  void a_ringing_call_is_cancelled(Over over) {
    calls(over).between("canceller.xml", "ringing.xml");
  }

  @ParameterizedTest
  @EnumSource(names = "UDP")
  void a_call_that_nobody_answers_ends_with_408(Over over) {
    calls(over).between("unanswered.xml", "silent.xml", Duration.ofSeconds(50));
  }

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
      calls(over).refused(wrong);
      calls(over).registers();
    }
  }

  private SippCall calls(Over over) {
    InetSocketAddress at = ground.at(11, Ringfence.PROXY_PORT);
    return new SippCall(
        ground,
        at,
        over == Over.TLS ? Optional.of(authority.certificate()) : Optional.<Path>empty());
  }
}
