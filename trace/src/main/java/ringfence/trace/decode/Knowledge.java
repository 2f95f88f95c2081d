package ringfence.trace.decode;

import java.util.Optional;
import ringfence.mikey.PreSharedKey;

/// What the reader of a capture knows beside it.
///
/// @param psk MIKEY's pre-shared key
public record Knowledge(Optional<PreSharedKey> psk) {
  public static final Knowledge NONE = new Knowledge(Optional.empty());
}
