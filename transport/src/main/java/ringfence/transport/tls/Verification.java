package ringfence.transport.tls;

/// What looking at a peer's certificate came to.
public sealed interface Verification permits VerifiedPeer, Refusal {}
