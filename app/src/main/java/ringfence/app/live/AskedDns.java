package ringfence.app.live;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import ringfence.transport.resolve.Answer;
import ringfence.transport.resolve.Dns;
import ringfence.transport.resolve.DnsClient;
import ringfence.transport.resolve.DnsPlan;
import ringfence.transport.resolve.DnsRecord;
import ringfence.transport.resolve.Locator;
import ringfence.transport.resolve.Question;
import ringfence.transport.resolve.SystemNames;

/// The DNS of the system, with what it was asked and what it said, in words.
public final class AskedDns implements Dns {
  private final Dns dns;
  private final Queue<String> said = new ConcurrentLinkedQueue<>();

  AskedDns(Dns dns) {
    this.dns = dns;
  }

  public static AskedDns ofSystem() {
    InstantSource clock = InstantSource.system();
    return new AskedDns(new DnsClient(new SystemNames(clock)::plan, clock));
  }

  /// By this DNS server alone.
  public static AskedDns of(InetSocketAddress server) {
    var plan = DnsPlan.of(server);
    return new AskedDns(new DnsClient(() -> plan, InstantSource.system()));
  }

  public Locator locator() {
    return Locator.steady(this, InstantSource.system());
  }

  /// A line for each question, in the order of the answers.
  public List<String> said() {
    return List.copyOf(said);
  }

  @Override
  public List<InetAddress> known(String name) {
    List<InetAddress> known = dns.known(name);
    if (!known.isEmpty()) said.add(name + ": " + known + ", as the host's own table has it");
    return known;
  }

  @Override
  public String qualified(String name) {
    return dns.qualified(name);
  }

  @Override
  public CompletableFuture<Answer> ask(Question question) {
    return dns.ask(question)
        .thenApply(
            answer -> {
              said.add(question + ": " + words(answer));
              return answer;
            });
  }

  private static String words(Answer answer) {
    return switch (answer) {
      case Answer.Records(var records) ->
          records.stream().map(AskedDns::words).collect(Collectors.joining(", "));
      case Answer.None(var reason) -> reason;
      case Answer.Failed(var reason) -> reason;
    };
  }

  private static String words(DnsRecord each) {
    return switch (each) {
      case DnsRecord.Address(var address) -> address.getHostAddress();
      case DnsRecord.Srv(int priority, int weight, int port, String target) ->
          "%s:%d (priority %d, weight %d)".formatted(target, port, priority, weight);
      case DnsRecord.Naptr(int order, int preference, _, String service, String next) ->
          "%s at %s (order %d, preference %d)".formatted(service, next, order, preference);
    };
  }
}
