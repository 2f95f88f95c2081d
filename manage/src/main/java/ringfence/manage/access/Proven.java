package ringfence.manage.access;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import ringfence.manage.access.Accounts.Account;

/// Names and passwords that were right, by the address they came from, as keyed hashes. The address
/// is part of it: who guesses from elsewhere meets the slow hash and the lock.
final class Proven {
  private static final int MOST = 64;

  private final byte[] key = new byte[32];
  private final Map<String, PasswordHash> byMark =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, PasswordHash> eldest) {
          return size() > MOST;
        }
      };

  Proven(SecureRandom chance) {
    chance.nextBytes(key);
  }

  /// Whether they were right for the password that the account has now.
  synchronized boolean has(BasicCredentials credentials, InetAddress client, Account account) {
    return account.password().equals(byMark.get(mark(credentials, client)));
  }

  synchronized void remember(BasicCredentials credentials, InetAddress client, Account account) {
    byMark.put(mark(credentials, client), account.password());
  }

  private String mark(BasicCredentials credentials, InetAddress client) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(client.getAddress());
      // a name has no colon, so that no two pairs are one text
      String pair = credentials.name() + ":" + credentials.password();
      return Base64.getEncoder().encodeToString(mac.doFinal(pair.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
