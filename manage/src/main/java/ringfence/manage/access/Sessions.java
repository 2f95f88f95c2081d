package ringfence.manage.access;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Who is signed in: a token in a cookie for each. A session ends by signing out, when nobody uses
/// it for the time-out, or after half a day at the latest.
final class Sessions {
  private static final int MOST = 64;
  private static final Duration LONGEST = Duration.ofHours(12);

  /// @param csrf the token that every form of the session carries
  private record Session(Accounts.Account account, String csrf, Instant started, Instant lastUsed) {
    Session used(Instant now) {
      return new Session(account, csrf, started, now);
    }
  }

  private final SecureRandom chance;
  private final Map<String, Session> byToken =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Session> eldest) {
          return size() > MOST;
        }
      };

  Sessions(SecureRandom chance) {
    this.chance = chance;
  }

  /// Starts one; the result is its token.
  synchronized String start(Accounts.Account account, Instant now) {
    String token = token(chance);
    byToken.put(token, new Session(account, token(chance), now, now));
    return token;
  }

  /// The session of a token, kept alive where a person did something.
  synchronized Optional<SignedIn> find(String token, Use use, Instant now) {
    byToken.values().removeIf(session -> isOver(session, use.idle(), now));
    var session = Optional.ofNullable(byToken.get(token));
    if (use.byPerson()) session.ifPresent(it -> byToken.put(token, it.used(now)));
    return session.map(it -> new SignedIn(it.account(), it.csrf()));
  }

  /// @param byPerson false when a page only keeps itself fresh
  record Use(boolean byPerson, Duration idle) {}

  record SignedIn(Accounts.Account account, String csrf) {}

  synchronized void end(String token) {
    byToken.remove(token);
  }

  private static boolean isOver(Session session, Duration idle, Instant now) {
    return !now.isBefore(session.lastUsed().plus(idle))
        || !now.isBefore(session.started().plus(LONGEST));
  }

  /// 256 bits that nobody guesses.
  static String token(SecureRandom chance) {
    byte[] bytes = new byte[32];
    chance.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
