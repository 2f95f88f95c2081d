package ringfence.proxy.cluster;

import io.lettuce.core.KeyValue;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import ringfence.proxy.cluster.Presence.Member;
import ringfence.sip.message.HostPort;

/// What the nodes ask of Redis, over one pair of connections. Any failure of it is the end of the
/// session.
///
/// Redis holds a key for each [SharedRecord], `ringfence:record:…`, which ends by itself; the
/// stream `ringfence:changes` with every write in its order; and `ringfence:nodes`, a field for
/// each node.
final class RedisSession {
  private static final String RECORD = "ringfence:record:";
  private static final String CHANGES = "ringfence:changes";
  private static final String NODES = "ringfence:nodes";
  private static final String LONGEST_STREAM = "100000";
  private static final int PAGE = 500;
  private static final Duration WAIT = Redis.PATIENCE.dividedBy(2);

  /// Writes a record and tells of it, unless one is there that is later: that one is the answer.
  private static final String WRITE =
      """
      local held = redis.call('GET', KEYS[1])
      if held then
        local version, node = string.match(held, '^(%d+) (%S+)')
        local order = tonumber(version) - tonumber(ARGV[1])
        if order > 0 or (order == 0 and node > ARGV[2]) then return held end
      end
      redis.call('SET', KEYS[1], ARGV[3], 'PX', ARGV[4])
      redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[6], '*', 'key', ARGV[5], 'value', ARGV[3])
      return ''
      """;

  /// Says that this node is up and lists all nodes, by the clock of Redis alone: the life that had
  /// this name before, then name, state, life and addresses of each. One that was not seen for a
  /// day is forgotten.
  private static final String BEAT =
      """
      local time = redis.call('TIME')
      local now = time[1] * 1000 + math.floor(time[2] / 1000)
      local before = redis.call('HGET', KEYS[1], ARGV[1])
      local ends = string.format('%d', now + ARGV[4])
      redis.call('HSET', KEYS[1], ARGV[1], ends .. ' ' .. ARGV[2] .. ' ' .. ARGV[3])
      local nodes = redis.call('HGETALL', KEYS[1])
      local said = { before and string.match(before, '^%d+ (%S+)') or '' }
      for i = 1, #nodes, 2 do
        local till, rest = string.match(nodes[i + 1], '^(%d+) (.*)')
        if tonumber(till) + 86400000 < now then
          redis.call('HDEL', KEYS[1], nodes[i])
        else
          said[#said + 1] = nodes[i]
          said[#said + 1] = (tonumber(till) > now and 'up ' or 'down ') .. rest
        end
      end
      return said
      """;

  private final StatefulRedisConnection<String, String> questions;
  private final StatefulRedisConnection<String, String> changes;

  RedisSession(
      StatefulRedisConnection<String, String> questions,
      StatefulRedisConnection<String, String> changes) {
    this.questions = questions;
    this.changes = changes;
  }

  /// The session after a question of each kind, so that no class is loaded for the first on the
  /// loop.
  CompletableFuture<RedisSession> warmed() {
    String[] keys = {NODES};
    return ask()
        .<String>eval("return ''", ScriptOutputType.VALUE, keys, "")
        .toCompletableFuture()
        .thenCombine(position(), (_, _) -> this)
        .thenCombine(records(ScanCursor.INITIAL), (session, _) -> session);
  }

  /// Writes a record; the answer is empty when it was taken, or the later one that is there.
  CompletableFuture<Optional<SharedRecord>> write(SharedRecord fact, Instant now) {
    String[] keys = {RECORD + fact.key(), CHANGES};
    String[] arguments = {
      Long.toString(fact.stamp().version()),
      fact.stamp().node(),
      fact.value(),
      Long.toString(fact.lifetime(now).toMillis()),
      fact.key(),
      LONGEST_STREAM
    };
    return ask()
        .<String>eval(WRITE, ScriptOutputType.VALUE, keys, arguments)
        .<Optional<SharedRecord>>thenApply(
            held -> held.isEmpty() ? Optional.empty() : SharedRecord.parse(fact.key(), held))
        .toCompletableFuture();
  }

  /// All nodes as Redis sees them.
  ///
  /// @param held the life that this node's name had until now, or empty
  record Roll(String held, List<Member> members) {}

  /// Says that `self` is up, and asks who else is.
  CompletableFuture<Roll> beat(Member self) {
    String addresses = String.join(",", self.addresses().stream().map(HostPort::toString).toList());
    String lifetime = Long.toString(self.up() ? Presence.LIFETIME.toMillis() : 0);
    String[] keys = {NODES};
    String[] arguments = {self.name(), self.life(), addresses, lifetime};
    return ask()
        .<List<String>>eval(BEAT, ScriptOutputType.MULTI, keys, arguments)
        .thenApply(RedisSession::roll)
        .toCompletableFuture();
  }

  private static Roll roll(List<String> said) {
    List<Member> members = new ArrayList<>();
    for (int i = 1; i + 1 < said.size(); i += 2) {
      String[] words = said.get(i + 1).split(" ", -1);
      List<HostPort> addresses = Stream.of(words[2].split(",")).map(HostPort::parse).toList();
      members.add(new Member(said.get(i), words[1], addresses, words[0].equals("up")));
    }
    return new Roll(said.getFirst(), members);
  }

  /// Where the stream of changes stands: what is written from now on comes after it.
  CompletableFuture<String> position() {
    return ask()
        .xrevrange(CHANGES, Range.unbounded(), Limit.from(1))
        .thenApply(last -> last.isEmpty() ? "0-0" : last.getFirst().getId())
        .toCompletableFuture();
  }

  /// Some of the records.
  ///
  /// @param next where the following ones are asked for
  record Page(ScanCursor next, List<SharedRecord> records) {}

  CompletableFuture<Page> records(ScanCursor from) {
    return ask()
        .scan(from, ScanArgs.Builder.limit(PAGE).match(RECORD + "*"))
        .thenCompose(found -> page(found, found.getKeys()))
        .toCompletableFuture();
  }

  private CompletableFuture<Page> page(ScanCursor next, List<String> keys) {
    if (keys.isEmpty()) return CompletableFuture.completedFuture(new Page(next, List.of()));
    return ask()
        .mget(keys.toArray(String[]::new))
        .thenApply(values -> new Page(next, values.stream().flatMap(RedisSession::record).toList()))
        .toCompletableFuture();
  }

  private static Stream<SharedRecord> record(KeyValue<String, String> each) {
    String key = each.getKey().substring(RECORD.length());
    return each.hasValue() ? SharedRecord.parse(key, each.getValue()).stream() : Stream.empty();
  }

  /// What was written since.
  ///
  /// @param position where to go on
  record News(String position, List<SharedRecord> records) {}

  /// Waits a moment for what is written after `position`.
  @SuppressWarnings("unchecked") // the library takes an array of a generic type
  CompletableFuture<News> follow(String position) {
    return changes
        .async()
        .xread(XReadArgs.Builder.block(WAIT).count(PAGE), StreamOffset.from(CHANGES, position))
        .thenApply(read -> news(position, read))
        .toCompletableFuture();
  }

  private static News news(String position, List<StreamMessage<String, String>> read) {
    List<SharedRecord> records = new ArrayList<>();
    for (StreamMessage<String, String> message : read) {
      String key = message.getBody().getOrDefault("key", "");
      String value = message.getBody().getOrDefault("value", "");
      SharedRecord.parse(key, value).ifPresent(records::add);
    }
    return new News(read.isEmpty() ? position : read.getLast().getId(), records);
  }

  private RedisAsyncCommands<String, String> ask() {
    return questions.async();
  }

  void close() {
    var _ = questions.closeAsync();
    var _ = changes.closeAsync();
  }
}
