package ringfence.transport.resolve;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import ringfence.sip.message.Transport;

/// Finds the addresses of a target, RFC 3263 section 4, within ten seconds. Nothing waits: a loop
/// may ask it. For any thread.
///
/// ```java
/// loop.then(locator.locate(new Target("proxy.example", 0, Transport.TLS)), this::located);
/// ```
public final class Locator {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration PENALTY = Duration.ofMinutes(5);

  private final Dns dns;
  private final Supplier<RandomGenerator> chance;
  private final InstantSource clock;
  private final Penalties<Destination> failed = new Penalties<>(PENALTY);

  /// What a look-up came to.
  public sealed interface Located {
    /// There are addresses.
    ///
    /// @param destinations in the order to try, at least one
    record Found(List<Destination> destinations) implements Located {
      public Found {
        destinations = List.copyOf(destinations);
      }
    }

    /// There are none.
    ///
    /// @param reason a sentence for a person
    record NotFound(String reason) implements Located {}
  }

  /// By these names.
  ///
  /// @param chance asked once a look-up; who wants the same order each time gives the same chance
  public Locator(Dns dns, Supplier<RandomGenerator> chance, InstantSource clock) {
    this.dns = dns;
    this.chance = chance;
    this.clock = clock;
  }

  /// By the names of the system. Among equal servers it chooses by chance, but always the same.
  public static Locator ofSystem() {
    InstantSource clock = InstantSource.system();
    return steady(new DnsClient(new SystemNames(clock)::plan, clock), clock);
  }

  /// By these names, with a chance that was drawn once, so that links have no reason to move from
  /// one server to its equal.
  public static Locator steady(Dns dns, InstantSource clock) {
    long seed = new SecureRandom().nextLong();
    return new Locator(dns, () -> new Random(seed), clock);
  }

  public CompletableFuture<Located> locate(Target target) {
    Target full = target.named(dns.qualified(target.host()));
    var usage = new ClientUsage(full, known(target.host()), chance.get());
    return walk(usage, Map.of())
        .thenApply(this::withoutFailed)
        .completeOnTimeout(tooLate(full), LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// The addresses of a host alone, whatever it serves; the port is of no meaning.
  public CompletableFuture<Located> addresses(String host) {
    return locate(new Target(host, 1, Transport.UDP));
  }

  private List<InetAddress> known(String host) {
    try {
      return List.of(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException _) {
      return dns.known(host);
    }
  }

  private CompletableFuture<Located> walk(ClientUsage usage, Map<Question, Answer> answers) {
    return switch (usage.next(answers)) {
      case ClientUsage.Step.Done(Located located) -> CompletableFuture.completedFuture(located);
      case ClientUsage.Step.Ask(var questions) -> {
        Map<Question, CompletableFuture<Answer>> asked =
            questions.stream().collect(Collectors.toMap(it -> it, dns::ask));
        yield CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new))
            .thenCompose(_ -> walk(usage, together(answers, asked)));
      }
    };
  }

  private static Map<Question, Answer> together(
      Map<Question, Answer> before, Map<Question, CompletableFuture<Answer>> asked) {
    Map<Question, Answer> all = new HashMap<>(before);
    asked.forEach((question, answer) -> all.put(question, answer.join()));
    return all;
  }

  private static Located tooLate(Target target) {
    String seconds = LIMIT.toSeconds() + " s";
    return new Located.NotFound(
        "DNS said nothing about " + target.host() + " for " + seconds + ".");
  }

  private Located withoutFailed(Located located) {
    return switch (located) {
      case Located.NotFound notFound -> notFound;
      case Located.Found(var all) ->
          new Located.Found(failed.sorted(all, it -> it, clock.instant()));
    };
  }

  /// Has a destination tried after all others for a while, since it failed in the sense of RFC 3263
  /// 4.3: it answered 503, could not be reached, or did not answer.
  public void failed(Destination destination) {
    failed.failed(destination, clock.instant());
  }
}
