package ringfence.manage.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The one account of a web server, HTTP Basic, RFC 7617. A proven pair of name and password is
/// remembered as a keyed hash, so that only the first request pays for the slow one; wrong ones are
/// tried one at a time.
public final class Access {
  /// What an `Authorization` header proves.
  public enum Verdict {
    GRANTED,
    DENIED,
    /// Too many are guessing at once; the right password may try again.
    BUSY
  }

  private final String user;
  private final PasswordHash password;
  private final byte[] key = new byte[32];
  private final Semaphore oneGuess = new Semaphore(1, true);
  private volatile byte[] proven = new byte[0];

  public Access(String user, PasswordHash password) {
    this.user = user;
    this.password = password;
    new SecureRandom().nextBytes(key);
  }

  /// Checks the value of an `Authorization` header.
  public Verdict check(String authorization) {
    if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) return Verdict.DENIED;
    byte[] mark = mark(authorization.substring(6).strip());
    if (MessageDigest.isEqual(mark, proven)) return Verdict.GRANTED;
    try {
      if (!oneGuess.tryAcquire(2, TimeUnit.SECONDS)) return Verdict.BUSY;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Verdict.BUSY;
    }
    try {
      if (!isRight(authorization.substring(6).strip())) return Verdict.DENIED;
      proven = mark;
      return Verdict.GRANTED;
    } finally {
      oneGuess.release();
    }
  }

  private boolean isRight(String credentials) {
    try {
      var pair = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      if (colon < 0) return false;
      boolean right = password.matches(pair.substring(colon + 1).toCharArray());
      // the name is looked at last, so that the time taken does not tell whether it is right
      return MessageDigest.isEqual(bytes(user), bytes(pair.substring(0, colon))) && right;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private byte[] mark(String credentials) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(bytes(credentials));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
