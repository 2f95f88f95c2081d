package ringfence.transport.resolve;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Answers that need not be asked for again until their time to live is over. Full, it forgets
/// those that have not been looked at for longest. For any thread.
final class AnswerCache {
  /// However long the DNS allows it, a move of a server is noticed within the hour.
  private static final Duration LONGEST = Duration.ofHours(1);

  /// And a name that has come to be, within a minute.
  private static final Duration LONGEST_NEGATIVE = Duration.ofMinutes(1);

  private record Kept(Answer answer, Instant until) {}

  private final Map<Question, Kept> kept;

  AnswerCache(int most) {
    this.kept =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Question, Kept> eldest) {
            return size() > most;
          }
        };
  }

  synchronized Optional<Answer> get(Question question, Instant now) {
    return Optional.ofNullable(kept.get(question))
        .filter(it -> now.isBefore(it.until()))
        .map(Kept::answer);
  }

  synchronized void put(Question question, Answer answer, Duration timeToLive, Instant now) {
    Duration longest =
        switch (answer) {
          case Answer.Records _ -> LONGEST;
          case Answer.None _ -> LONGEST_NEGATIVE;
          case Answer.Failed _ -> Duration.ZERO;
        };
    Duration time = timeToLive.compareTo(longest) < 0 ? timeToLive : longest;
    if (time.isPositive()) kept.put(question, new Kept(answer, now.plus(time)));
  }

  synchronized void clear() {
    kept.clear();
  }
}
