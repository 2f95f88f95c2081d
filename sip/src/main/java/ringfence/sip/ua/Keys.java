package ringfence.sip.ua;

import java.util.Optional;
import ringfence.sip.auth.Challenge;
import ringfence.sip.auth.DigestAnswer;

/// Finds the user name and secret for a challenge, by its realm; empty where there are none.
@FunctionalInterface
public interface Keys {
  Optional<DigestAnswer> find(Challenge challenge);

  /// A line without any password.
  static Keys none() {
    return _ -> Optional.empty();
  }
}
