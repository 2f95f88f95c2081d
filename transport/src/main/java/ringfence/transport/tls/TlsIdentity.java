package ringfence.transport.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;

/// What an end of a TLS link presents: a certificate chain, its own certificate first, and the
/// private key that belongs to it. It cannot exist with a key that does not match.
public final class TlsIdentity {
  private final List<X509Certificate> chain;
  private final PrivateKey key;

  private TlsIdentity(List<X509Certificate> chain, PrivateKey key) {
    this.chain = List.copyOf(chain);
    this.key = key;
  }

  /// What reading an identity came to.
  public sealed interface Reading {
    record Accepted(TlsIdentity identity) implements Reading {}

    /// No identity can be made of it.
    ///
    /// @param reason a sentence for a person
    record Rejected(String reason) implements Reading {}
  }

  public static Reading of(List<X509Certificate> chain, PrivateKey key) {
    if (chain.isEmpty()) return new Reading.Rejected("There is no certificate.");
    if (!belongs(key, chain.getFirst().getPublicKey())) {
      return new Reading.Rejected(
          "The private key does not belong to the certificate of "
              + chain.getFirst().getSubjectX500Principal()
              + ".");
    }
    return new Reading.Accepted(new TlsIdentity(chain, key));
  }

  private static boolean belongs(PrivateKey key, PublicKey certified) {
    if (!key.getAlgorithm().equals(certified.getAlgorithm())) return false;
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    byte[] probe = certified.getEncoded();
    try {
      var signer = Signature.getInstance(algorithm);
      signer.initSign(key);
      signer.update(probe);
      byte[] signature = signer.sign();
      signer.initVerify(certified);
      signer.update(probe);
      return signer.verify(signature);
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  /// Its own certificate first.
  public List<X509Certificate> chain() {
    return chain;
  }

  public X509Certificate certificate() {
    return chain.getFirst();
  }

  /// Whether a client that asks for this host or address would find its name here; `*.a.example`
  /// stands for one label.
  public boolean isFor(String host) {
    return PeerNames.of(certificate()).match(host, true);
  }

  /// The key, for the engine that signs with it.
  public PrivateKey key() {
    return key;
  }

  /// The same chain: the key is the one that belongs to it.
  @Override
  public boolean equals(Object other) {
    return other instanceof TlsIdentity identity && chain.equals(identity.chain);
  }

  @Override
  public int hashCode() {
    return chain.hashCode();
  }

  @Override
  public String toString() {
    return "TlsIdentity(" + certificate().getSubjectX500Principal() + ")";
  }
}
