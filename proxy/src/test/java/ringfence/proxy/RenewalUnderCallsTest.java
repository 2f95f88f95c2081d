package ringfence.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ringfence.manage.event.EventLog;
import ringfence.manage.setting.SettingStore;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.Transport;
import ringfence.testkit.Certificates;
import ringfence.testkit.Certificates.Issued;
import ringfence.testkit.Certificates.Wanted;

/// The proxy's certificate is replaced while 500 calls are up, ring or are being made, over links
/// that stay and over links that open meanwhile.
class RenewalUnderCallsTest {
  private static final Certificates.Authority AUTHORITY = new Certificates.Authority("Test CA");
  private static final Wanted LOOPBACK = Wanted.server("127.0.0.1", "ip:127.0.0.1");

  /// Pairs of links that are up before the change, and in the middle of it, and after it.
  private static final int BEFORE = 20;

  private static final int AMID = 3;
  private static final int AFTER = 2;

  @TempDir Path folder;
  private final EventLog log = new EventLog(5000, InstantSource.system());
  private final List<Pair> pairs = new ArrayList<>();
  private ProxyServer proxy;
  private Issued first;

  /// Two phones with a link each, and the calls that the one has made to the other.
  private record Pair(String callee, ScriptedPhone a, ScriptedPhone b, List<Placed> calls) {}

  /// A call that rings at the callee, as `invite` got there.
  private record Ringing(SipRequest sent, SipRequest invite) {}

  /// A call that was answered.
  private record Placed(SipRequest sent, SipResponse ok) {}

  /// What a pair does.
  private interface Part<T> {
    T of(Pair pair) throws IOException;
  }

  @BeforeEach
  void a_proxy() throws IOException {
    first = write(AUTHORITY.issue(LOOPBACK));
    List<String> settings = new ArrayList<>();
    settings.add("listen = tls:127.0.0.1:0");
    settings.add("certificate = cert.pem");
    settings.add("private_key = cert.key");
    IntStream.range(0, 2 * (BEFORE + AMID + AFTER))
        .forEach(user -> settings.add("user[name=%d].password = \"geheim\"".formatted(user)));
    var read = SettingStore.read("test", settings, ProxySettings.DECLARATIONS);
    var loaded = ((SettingStore.Loaded) read).settings();
    proxy = ((ProxyServer.Starting.Running) ProxyServer.start(loaded, folder, log)).proxy();
  }

  @AfterEach
  void everything_closes() throws IOException {
    for (Pair pair : pairs) {
      pair.a().close();
      pair.b().close();
    }
    proxy.close();
    log.close();
  }

  @Test
  void a_certificate_is_replaced_during_500_calls_and_none_is_lost() throws Exception {
    List<Pair> early = open(BEFORE);
    together(early, pair -> places(pair, 10));
    List<Ringing> ringing = together(early, RenewalUnderCallsTest::rings);

    Files.writeString(folder.resolve("cert.key"), AUTHORITY.issue(LOOPBACK).keyPem());
    assertThat(proxy.reloadCertificates().join())
        .singleElement()
        .asString()
        .contains("does not belong");
    List<Pair> amid = open(AMID);
    assertThat(served(amid)).containsOnly(first.certificate());
    together(amid, pair -> places(pair, 20));

    Issued second = write(AUTHORITY.issue(LOOPBACK));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> going = threads.submit(() -> together(early, pair -> places(pair, 9)));
      assertThat(proxy.reloadCertificates().join()).isEmpty();
      List<Pair> late = open(AFTER);
      assertThat(served(late)).containsOnly(second.certificate());
      together(late, pair -> places(pair, 20));
      going.get();
    }
    for (int i = 0; i < early.size(); i++) answered(early.get(i), ringing.get(i));

    assertThat(pairs.stream().mapToInt(pair -> pair.calls().size()).sum()).isEqualTo(500);
    together(pairs, RenewalUnderCallsTest::ends);
    assertThat(proxy.defence(defence -> defence.calls().size()).join()).isZero();
    assertThat(remotes()).containsExactlyInAnyOrderElementsOf(locals());
  }

  private Issued write(Issued issued) throws IOException {
    Files.writeString(folder.resolve("cert.pem"), issued.certificatePem());
    Files.writeString(folder.resolve("cert.key"), issued.keyPem());
    return issued;
  }

  private List<Pair> open(int count) throws IOException, GeneralSecurityException {
    List<Pair> opened = new ArrayList<>();
    InetSocketAddress address = proxy.address(Transport.TLS).orElseThrow();
    for (int i = 0; i < count; i++) {
      int user = 2 * pairs.size();
      var pair =
          new Pair(
              Integer.toString(user + 1),
              ScriptedPhone.tls(address, AUTHORITY),
              ScriptedPhone.tls(address, AUTHORITY),
              new ArrayList<>());
      pairs.add(pair);
      opened.add(pair);
      pair.a().registers(Integer.toString(user), "geheim");
      pair.b().registers(pair.callee(), "geheim");
    }
    return opened;
  }

  /// Has every pair do its part at the same time.
  private static <T> List<T> together(List<Pair> pairs, Part<T> part)
      throws InterruptedException, ExecutionException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var parts = pairs.stream().map(pair -> threads.submit(() -> part.of(pair))).toList();
      List<T> results = new ArrayList<>();
      for (Future<T> each : parts) results.add(each.get());
      return results;
    }
  }

  private static int places(Pair pair, int calls) throws IOException {
    for (int i = 0; i < calls; i++) answered(pair, rings(pair));
    return calls;
  }

  private static Ringing rings(Pair pair) throws IOException {
    String caller = Integer.toString(Integer.parseInt(pair.callee()) - 1);
    SipRequest invite = pair.a().request(Method.INVITE, caller, pair.callee());
    SipRequest sent = pair.a().authenticated(invite, caller, "geheim");
    SipRequest arrived = pair.b().got(Method.INVITE);
    pair.b().answers(arrived, 180);
    pair.a().got(180);
    return new Ringing(sent, arrived);
  }

  private static void answered(Pair pair, Ringing call) throws IOException {
    pair.b().answers(call.invite(), 200);
    SipResponse ok = pair.a().got(200);
    pair.a().sends(pair.a().within(call.sent(), ok, Method.ACK));
    assertThat(pair.b().got(Method.ACK).callId()).isEqualTo(call.sent().callId());
    pair.calls().add(new Placed(call.sent(), ok));
  }

  private static int ends(Pair pair) throws IOException {
    for (Placed call : pair.calls()) {
      pair.a().sends(pair.a().within(call.sent(), call.ok(), Method.BYE));
      SipRequest bye = pair.b().got(Method.BYE);
      assertThat(bye.callId()).isEqualTo(call.sent().callId());
      pair.b().answers(bye, 200);
      pair.a().got(200);
    }
    return pair.calls().size();
  }

  private static List<X509Certificate> served(List<Pair> pairs) throws IOException {
    List<X509Certificate> served = new ArrayList<>();
    for (Pair pair : pairs) {
      served.add(pair.a().presented());
      served.add(pair.b().presented());
    }
    return served;
  }

  private List<String> remotes() {
    return proxy.status().join().links().stream().map(ProxyStatus.Link::remote).toList();
  }

  private List<String> locals() {
    return pairs.stream()
        .flatMap(pair -> Stream.of(pair.a(), pair.b()))
        .map(phone -> "127.0.0.1:" + phone.local().getPort())
        .toList();
  }
}
