package ringfence.sdp;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/// Who made a description and which version of it this is; RFC 8866 section 5.2.
///
/// @param sessionId a number of at most 20 digits, kept as written
/// @param sessionVersion the same; it grows by one with each change
public record Origin(
    String username, String sessionId, String sessionVersion, Connection unicastAddress) {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,20}");

  public Origin {
    if (username.isEmpty() || username.indexOf(' ') >= 0) {
      throw new IllegalArgumentException("username " + username);
    }
    if (!isNumber(sessionId) || !isNumber(sessionVersion)) {
      throw new IllegalArgumentException("session " + sessionId + " " + sessionVersion);
    }
  }

  /// Reads the value of an `o=` line; empty when it is not one.
  public static Optional<Origin> parse(String text) {
    String[] words = text.strip().split(" +", -1);
    if (words.length != 6 || !isNumber(words[1]) || !isNumber(words[2])) return Optional.empty();
    var address = new Connection(words[3], words[4], words[5]);
    return Optional.of(new Origin(words[0], words[1], words[2], address));
  }

  private static boolean isNumber(String word) {
    return NUMBER.matcher(word).matches();
  }

  /// RFC 3264 8: "the version in the origin field MUST increment by one from the previous SDP".
  public Origin next() {
    String following = new BigInteger(sessionVersion).add(BigInteger.ONE).toString();
    String version = isNumber(following) ? following : "1";
    return new Origin(username, sessionId, version, unicastAddress);
  }

  public Line line() {
    return new Line('o', toString());
  }

  @Override
  public String toString() {
    return username + " " + sessionId + " " + sessionVersion + " " + unicastAddress;
  }
}
