package ringfence.proxy.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import ringfence.proxy.cluster.ClusterSetup.RedisPlace;

/// The way to Redis. It has threads of its own and nothing here waits: what comes of a question
/// completes a future there, and whoever asked brings it to the loop.
///
/// The library has many classes, whose loading takes the better part of a second at first. So it is
/// made before the loop has anything to do, and opens sessions on a thread of its own.
public final class Redis implements AutoCloseable {
  /// A Redis that is silent for so long is away.
  static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final int THREADS = 2; // the fewest that the library takes

  private final RedisURI uri;
  private final ClientResources resources;
  private final RedisClient client;

  /// Asks nothing yet.
  public Redis(RedisPlace place) {
    ClientOptions options = options(place.authorities());
    this.uri = uri(place);
    this.resources =
        DefaultClientResources.builder()
            .ioThreadPoolSize(THREADS)
            .computationThreadPoolSize(THREADS)
            .build();
    this.client = RedisClient.create(resources, uri);
    client.setOptions(options);
  }

  private static RedisURI uri(RedisPlace place) {
    RedisURI bare = RedisURI.create(place.uri());
    if (place.password().isEmpty()) return bare;
    char[] password = place.password().use(it -> new String(it, UTF_8).toCharArray());
    var builder = RedisURI.builder(bare);
    return (place.user().isEmpty()
            ? builder.withPassword(password)
            : builder.withAuthentication(place.user(), password))
        .build();
  }

  /// The library's own way back is off: after each break everything is read anew, so that one path
  /// serves the start and every return.
  private static ClientOptions options(Optional<Path> authorities) {
    var ssl = SslOptions.builder().jdkSslProvider();
    authorities.ifPresent(file -> ssl.trustManager(file.toFile()));
    return ClientOptions.builder()
        .autoReconnect(false)
        .requestQueueSize(4 * Outbox.IN_FLIGHT)
        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
        .timeoutOptions(TimeoutOptions.builder().fixedTimeout(PATIENCE).build())
        .socketOptions(SocketOptions.builder().connectTimeout(PATIENCE).build())
        .sslOptions(ssl.build())
        .build();
  }

  /// Opens a session: a connection for questions and one that waits for changes.
  @SuppressWarnings("FutureReturnValueIgnored") // both futures end up in the one returned
  CompletableFuture<RedisSession> open() {
    return CompletableFuture.supplyAsync(this::connect).thenCompose(session -> session);
  }

  private CompletableFuture<RedisSession> connect() {
    var questions = client.connectAsync(StringCodec.UTF8, uri).toCompletableFuture();
    var changes = client.connectAsync(StringCodec.UTF8, uri).toCompletableFuture();
    return questions
        .thenCombine(changes, RedisSession::new)
        .thenCompose(RedisSession::warmed)
        .whenComplete(
            (_, failure) -> {
              if (failure == null) return;
              var _ = questions.thenCompose(StatefulConnection::closeAsync);
              var _ = changes.thenCompose(StatefulConnection::closeAsync);
            });
  }

  @Override
  public void close() {
    client.shutdown(Duration.ZERO, PATIENCE);
    var _ = resources.shutdown(0, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }
}
