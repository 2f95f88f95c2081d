package ringfence.transport.tls;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Finds out whether what a peer presented has been revoked, after everything else about it was
/// found good. The link is held until the answer is there.
@FunctionalInterface
public interface Revocation extends AutoCloseable {
  /// Completes with the reason not to take the peer, or with nothing; never exceptionally.
  ///
  /// @param stapled the responder's answer that came with the handshake (RFC 6066 section 8)
  CompletableFuture<Optional<Refusal>> check(
      VerifiedPeer peer, Optional<byte[]> stapled, Instant now);

  /// Asks no more.
  @Override
  default void close() {}

  /// Nobody is asked.
  static Revocation unchecked() {
    return (_, _, _) -> CompletableFuture.completedFuture(Optional.empty());
  }
}
