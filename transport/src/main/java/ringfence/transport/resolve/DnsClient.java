package ringfence.transport.resolve;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/// Asks DNS servers, in their order until one can tell; one that was silent comes last for a while.
/// What they say is kept as long as they allow. For any thread; nothing waits.
public final class DnsClient implements Dns {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration PENALTY = Duration.ofMinutes(1);
  private static final int MOST_KEPT = 1000;

  private final Supplier<DnsPlan> plan;
  private final InstantSource clock;
  private final AnswerCache kept = new AnswerCache(MOST_KEPT);
  private final Penalties<InetSocketAddress> silent = new Penalties<>(PENALTY);
  private volatile List<InetSocketAddress> servers = List.of();

  /// By a plan that may change; what was kept is forgotten when its servers do.
  public DnsClient(Supplier<DnsPlan> plan, InstantSource clock) {
    this.plan = plan;
    this.clock = clock;
  }

  @Override
  public List<InetAddress> known(String name) {
    return plan.get().known().apply(name);
  }

  @Override
  public String qualified(String name) {
    String domain = plan.get().domain();
    return domain.isEmpty() || name.contains(".") ? name : name + "." + domain;
  }

  @Override
  public CompletableFuture<Answer> ask(Question question) {
    List<InetSocketAddress> now = plan.get().servers();
    if (!now.equals(servers)) {
      servers = now;
      kept.clear();
    }
    Optional<Answer> known = kept.get(question, clock.instant());
    if (known.isPresent()) return CompletableFuture.completedFuture(known.get());
    return settle(question, ResponseReader.MOST_ALIASES).thenApply(it -> keep(question, it));
  }

  private Answer keep(Question question, Reading.Settled settled) {
    kept.put(question, settled.answer(), settled.timeToLive(), clock.instant());
    return settled.answer();
  }

  private CompletableFuture<Reading.Settled> settle(Question question, int aliases) {
    return read(question).thenCompose(reading -> settled(question, reading, aliases));
  }

  private CompletableFuture<Reading.Settled> settled(
      Question question, Reading reading, int aliases) {
    return switch (reading) {
      case Reading.Settled settled -> CompletableFuture.completedFuture(settled);
      case Reading.Alias _ when aliases == 0 ->
          CompletableFuture.completedFuture(ResponseReader.endless(question));
      case Reading.Alias(String name, Duration timeToLive) ->
          settle(new Question(name, question.kind()), aliases - 1)
              .thenApply(it -> it.within(timeToLive));
      case Reading.Unable(String reason) -> {
        var answer = new Answer.Failed("No DNS server can tell about " + question + reason + ".");
        yield CompletableFuture.completedFuture(new Reading.Settled(answer, Duration.ZERO));
      }
    };
  }

  private CompletableFuture<Reading> read(Question question) {
    try {
      Name name = Name.fromString(question.name(), Name.root);
      int type = Type.value(question.kind().name());
      var query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
      List<InetSocketAddress> order = silent.sorted(servers, Function.identity(), clock.instant());
      return new Round(question, query, order).next(0);
    } catch (TextParseException _) {
      var answer = new Answer.None(question.name() + " can be no name in the DNS.");
      return CompletableFuture.completedFuture(new Reading.Settled(answer, Duration.ZERO));
    }
  }

  /// One question to one server after the other.
  private final class Round {
    private final Question question;
    private final Message query;
    private final List<InetSocketAddress> order;
    private final List<String> complaints = new ArrayList<>();

    Round(Question question, Message query, List<InetSocketAddress> order) {
      this.question = question;
      this.query = query;
      this.order = order;
    }

    CompletableFuture<Reading> next(int index) {
      if (index == order.size()) {
        String why = complaints.isEmpty() ? "none is set" : String.join("; ", complaints);
        return CompletableFuture.completedFuture(new Reading.Unable(": " + why));
      }
      InetSocketAddress server = order.get(index);
      return send(server)
          .thenApply(it -> new ResponseReader(question, it, DnsPlan.text(server)).read())
          .exceptionally(failure -> new Reading.Unable(DnsPlan.text(server) + " is silent"))
          .thenCompose(reading -> taken(reading, server, index))
          .toCompletableFuture();
    }

    private CompletionStage<Message> send(InetSocketAddress server) {
      var resolver = new SimpleResolver(server);
      resolver.setTimeout(PATIENCE);
      return resolver.sendAsync(query);
    }

    private CompletableFuture<Reading> taken(Reading reading, InetSocketAddress server, int index) {
      Instant now = clock.instant();
      if (!(reading instanceof Reading.Unable(String complaint))) {
        silent.worked(server);
        return CompletableFuture.completedFuture(reading);
      }
      silent.failed(server, now);
      complaints.add(complaint);
      return next(index + 1);
    }
  }
}
