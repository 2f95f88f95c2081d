package ringfence.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ringfence.sip.message.Parsed;
import ringfence.sip.message.Responses;
import ringfence.sip.message.SipMessage;
import ringfence.sip.message.SipParser;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.StatusCode;
import ringfence.sip.transaction.Output.DeliverRequest;
import ringfence.sip.transaction.Output.Ended;
import ringfence.sip.transaction.Output.Transmit;
import ringfence.testkit.VirtualTime;

/// Random messages, commands and time: the layer never throws and never grows past its bound.
class TransactionLayerFuzzTest {
  private static final int MOST = 50;
  private static final String[] METHODS = {"INVITE", "ACK", "CANCEL", "BYE", "OPTIONS", "ODD"};
  private static final String[] BRANCHES = {"z9hG4bKa", "z9hG4bKb", "z9hG4bK", "old", ""};

  private final SipParser parser = new SipParser();
  private final VirtualTime time = new VirtualTime();
  private final List<SipRequest> sent = new ArrayList<>();
  private final List<TransactionKey> keys = new ArrayList<>();
  private final Map<TransactionKey, SipRequest> asked = new LinkedHashMap<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void nothing_breaks_and_nothing_grows(long seed) {
    var chance = new SplittableRandom(seed);
    var layer = new TransactionLayer(Timers.RFC_3261, new Identifiers(chance), MOST);
    for (int i = 0; i < 20_000; i++) {
      step(layer, chance).forEach(this::remember);
      // Server transactions are bounded by the layer, ours by this test.
      assertThat(layer.size()).isLessThanOrEqualTo(2 * MOST + 2);
    }
    time.advance(Duration.ofHours(1));
    asked.forEach(
        (key, request) ->
            layer.respond(key, Responses.to(request, StatusCode.BUSY_HERE), time.now()));
    layer.flowFailed(Bench.UDP, time.now());
    layer.flowFailed(Bench.TLS, time.now());
    layer.elapse(time.now());
    time.advance(Duration.ofHours(1));
    layer.elapse(time.now());
    assertThat(layer.size()).isZero();
    assertThat(layer.deadline()).isEmpty();
  }

  private List<Output> step(TransactionLayer layer, SplittableRandom chance) {
    Flow flow = chance.nextBoolean() ? Bench.UDP : Bench.TLS;
    return switch (chance.nextInt(10)) {
      case 0, 1, 2, 3 -> layer.receive(message(chance), flow, time.now());
      case 4 -> start(layer, flow, chance);
      case 5 -> cancel(layer, chance);
      case 6 -> respond(layer, chance);
      case 7 -> answer(layer, flow, chance);
      case 8 -> chance.nextInt(50) == 0 ? layer.flowFailed(flow, time.now()) : List.of();
      default -> {
        time.advance(Duration.ofMillis(chance.nextInt(3000)));
        yield layer.elapse(time.now());
      }
    };
  }

  private List<Output> start(TransactionLayer layer, Flow flow, SplittableRandom chance) {
    if (layer.size() > MOST) return List.of();
    String method = METHODS[chance.nextInt(METHODS.length)];
    if (method.equals("ACK") || method.equals("CANCEL")) return List.of();
    Started started = layer.start(Bench.request(method), Bench.SENT_BY, flow, time.now());
    keys.add(started.key());
    return started.outputs();
  }

  private List<Output> cancel(TransactionLayer layer, SplittableRandom chance) {
    if (keys.isEmpty()) return List.of();
    return layer.cancel(keys.get(chance.nextInt(keys.size())), time.now());
  }

  private List<Output> respond(TransactionLayer layer, SplittableRandom chance) {
    if (asked.isEmpty()) return List.of();
    var key = List.copyOf(asked.keySet()).get(chance.nextInt(asked.size()));
    SipRequest request = asked.getOrDefault(key, Bench.request("OPTIONS"));
    var status = new StatusCode(100 + chance.nextInt(600));
    return layer.respond(key, Responses.tagged(request, status, "t"), time.now());
  }

  private List<Output> answer(TransactionLayer layer, Flow flow, SplittableRandom chance) {
    if (sent.isEmpty()) return List.of();
    SipRequest request = sent.get(chance.nextInt(sent.size()));
    var status = new StatusCode(100 + chance.nextInt(600));
    return layer.receive(Responses.tagged(request, status, "t"), flow, time.now());
  }

  private SipMessage message(SplittableRandom chance) {
    while (true) {
      String method = METHODS[chance.nextInt(METHODS.length)];
      String branch = BRANCHES[chance.nextInt(BRANCHES.length)];
      String start =
          chance.nextInt(4) == 0
              ? "SIP/2.0 " + (100 + chance.nextInt(600)) + " X"
              : method + " sip:a@b SIP/2.0";
      String text =
          start
              + ("\nVia: SIP/2.0/UDP h" + chance.nextInt(20))
              + (branch.isEmpty() ? "" : ";branch=" + branch + chance.nextInt(20))
              + "\nMax-Forwards: 70\nFrom: <sip:a@b>;tag=1\nTo: <sip:c@d>\nCall-ID: "
              + (chance.nextInt(3) + "\nCSeq: " + chance.nextInt(4) + " " + method + "\n\n");
      byte[] bytes = text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
      if (chance.nextInt(5) == 0) bytes[chance.nextInt(bytes.length)] = (byte) chance.nextInt();
      if (parser.parse(bytes) instanceof Parsed.Message(var message)) return message;
    }
  }

  private void remember(Output output) {
    if (output instanceof Transmit(SipRequest request, _)) {
      sent.add(request);
      if (sent.size() > 500) sent.removeFirst();
    }
    if (output instanceof DeliverRequest(var request, var key, _)) asked.put(key, request);
    if (output instanceof Ended(var key)) asked.remove(key);
  }
}
