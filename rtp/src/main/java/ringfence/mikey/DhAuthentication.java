package ringfence.mikey;

/// How the messages of a Diffie-Hellman exchange are authenticated.
public sealed interface DhAuthentication {
  /// By signatures, RFC 3830 section 3.3.
  record Signed(CertifiedParty party) implements DhAuthentication {}

  /// By a pre-shared key (DHHMAC), RFC 4650.
  record Hmac(PreSharedKey key) implements DhAuthentication {}
}
