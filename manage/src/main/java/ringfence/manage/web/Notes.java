package ringfence.manage.web;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a page says after a form went well, kept for the GET that follows its POST. The address
/// carries a number that nobody guesses rather than the sentence, so that no link makes a page say
/// something.
final class Notes {
  private static final int MOST = 200;

  private final SecureRandom chance = new SecureRandom();
  private final Map<String, List<Part.Notice>> byNumber =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Part.Notice>> eldest) {
          return size() > MOST;
        }
      };

  /// Keeps them; the result goes into the address.
  synchronized String keep(List<Part.Notice> notices) {
    byte[] bytes = new byte[12];
    chance.nextBytes(bytes);
    String number = Base64.getUrlEncoder().encodeToString(bytes);
    byNumber.put(number, notices);
    return number;
  }

  synchronized List<Part.Notice> find(String number) {
    return byNumber.getOrDefault(number, List.of());
  }
}
