package ringfence.mikey;

import java.time.Duration;
import java.util.List;

/// What a Responder allows: how far the clocks may differ, whether keys may come in clear (NULL
/// encryption or NULL MAC: RFC 3830 sections 4.2.3 and 4.2.4 allow it only where signalling is
/// protected), and who we are, for which an IDr must then stand; the first of these identities goes
/// into answers to messages that have identities.
public record ResponderRules(
    Duration clockTolerance, boolean nullTransforms, List<Identity> identities) {
  /// Five minutes, no NULL transforms, no identity.
  public static final ResponderRules USUAL =
      new ResponderRules(Duration.ofMinutes(5), false, List.of());

  public ResponderRules {
    identities = List.copyOf(identities);
  }

  boolean isOurs(Identity identity) {
    return identities.contains(identity);
  }
}
