package ringfence.trace.decode;

import java.util.Optional;
import ringfence.mikey.PreSharedKey;
import ringfence.trace.tls.TlsSecrets;

/// What the reader of a capture knows beside it.
///
/// @param psk MIKEY's pre-shared key
/// @param tls secrets of TLS, to which those in the capture are added
public record Knowledge(Optional<PreSharedKey> psk, TlsSecrets tls) {
  /// Nothing but what the capture itself has.
  public static Knowledge none() {
    return new Knowledge(Optional.empty(), new TlsSecrets());
  }
}
