package ringfence.transport.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import ringfence.transport.tls.CertificatePath.Search;
import ringfence.transport.tls.Refusal.Cause;

/// Checks a peer's certificate as far as its level asks, RFC 5280 and RFC 5922, and is the only
/// maker of `VerifiedPeer`. It opens nothing and looks at no clock; revocation is for [Revocation].
///
/// @param wildcards whether `*.a.example` may stand for one label; RFC 5922 7.2 says no
/// @param leastRsaBits smaller RSA keys are refused as weak
public record PeerVerifier(
    TrustLevel level, TrustAnchors trust, boolean wildcards, int leastRsaBits) {
  private static final String ANY_USAGE = "2.5.29.37.0";
  private static final String SIP_DOMAIN = "1.3.6.1.5.5.7.3.20"; // RFC 5924

  /// Which end of the link the peer is, and so which extended key usage its certificate needs.
  public enum Role {
    SERVER("1.3.6.1.5.5.7.3.1", "serverAuth"),
    CLIENT("1.3.6.1.5.5.7.3.2", "clientAuth");

    private final String usage;
    private final String usageName;

    Role(String usage, String usageName) {
      this.usage = usage;
      this.usageName = usageName;
    }

    /// Whether a certificate may be presented in this role.
    // RFC 5922 7.1: "implementations MUST check for restrictions on certificate usage declared by
    // any extendedKeyUsage extensions in the certificate"
    public boolean allows(X509Certificate certificate) {
      try {
        List<String> usages = certificate.getExtendedKeyUsage();
        return usages == null
            || usages.contains(usage)
            || usages.contains(SIP_DOMAIN)
            || usages.contains(ANY_USAGE);
      } catch (CertificateParsingException _) {
        return false; // an extension that cannot be read allows nothing
      }
    }
  }

  /// Without wildcards, RSA keys from 2048 bits.
  public PeerVerifier(TrustLevel level, TrustAnchors trust) {
    this(level, trust, false, 2048);
  }

  /// The same for the peers of a link or listener with that policy.
  public PeerVerifier with(TlsPolicy policy) {
    return new PeerVerifier(level, trust, wildcards, policy.leastRsaBits());
  }

  /// Judges what a server presented.
  ///
  /// @param presented the peer's certificates, its own first
  public Verification verifyServer(
      List<X509Certificate> presented, ExpectedPeer expected, Instant now) {
    if (presented.isEmpty()) return noCertificate();
    if (!level.checksChain()) return witness(presented, Optional.empty());
    Verification trusted = trusted(presented, Role.SERVER, now);
    return trusted instanceof VerifiedPeer peer && level.checksName()
        ? named(peer, expected)
        : trusted;
  }

  private Verification named(VerifiedPeer peer, ExpectedPeer expected) {
    List<String> accepted = accepted(expected);
    PeerNames names = PeerNames.of(peer.certificate());
    Predicate<String> matches = name -> names.match(name, wildcards);
    Optional<String> matched = accepted.stream().filter(matches).findFirst();
    return matched.isPresent() ? peer.named(matched.get()) : wrongName(names, accepted);
  }

  /// Judges what a client presented; its name is never checked here.
  public Verification verifyClient(List<X509Certificate> presented, Instant now) {
    if (presented.isEmpty()) return noCertificate();
    return level.checksChain()
        ? trusted(presented, Role.CLIENT, now)
        : witness(presented, Optional.empty());
  }

  private static Refusal noCertificate() {
    return new Refusal(
        Cause.NO_CERTIFICATE,
        "The peer presented no certificate.",
        "RFC 3261 26.3.1",
        "give the peer a certificate and its private key");
  }

  private VerifiedPeer witness(List<X509Certificate> presented, Optional<X509Certificate> issuer) {
    return new VerifiedPeer(level, firstName(presented.getFirst()), presented, issuer);
  }

  private static String firstName(X509Certificate certificate) {
    List<String> names = PeerNames.of(certificate).texts();
    return names.isEmpty()
        ? certificate.getSubjectX500Principal().getName()
        : names.getFirst().substring(names.getFirst().indexOf(':') + 1);
  }

  private Verification trusted(List<X509Certificate> presented, Role role, Instant now) {
    return switch (CertificatePath.find(presented, trust)) {
      case Search.NotFound(Refusal why) -> why;
      case Search.Found(CertificatePath path) -> {
        Optional<Refusal> refusal =
            path.check(now).or(() -> weak(path)).or(() -> usage(presented.getFirst(), role));
        yield refusal.isPresent() ? refusal.get() : witness(presented, path.issuer());
      }
    };
  }

  private Optional<Refusal> weak(CertificatePath path) {
    for (X509Certificate certificate : path.certificates()) {
      if (certificate.getPublicKey() instanceof RSAPublicKey key
          && key.getModulus().bitLength() < leastRsaBits) {
        return Optional.of(
            new Refusal(
                Cause.WEAK_KEY,
                "The RSA key of %s has %d bits; at least %d are asked for."
                    .formatted(
                        certificate.getSubjectX500Principal(),
                        key.getModulus().bitLength(),
                        leastRsaBits),
                "",
                "issue the certificate for a larger key"));
      }
    }
    return Optional.empty();
  }

  private static Optional<Refusal> usage(X509Certificate certificate, Role role) {
    if (role.allows(certificate)) return Optional.empty();
    return Optional.of(
        new Refusal(
            Cause.WRONG_USAGE,
            "The certificate of %s may not be used by a TLS %s."
                .formatted(
                    certificate.getSubjectX500Principal(),
                    role == Role.SERVER ? "server" : "client"),
            "RFC 5280 4.2.1.12",
            "issue it with the extended key usage " + role.usageName + ", or with none"));
  }

  private List<String> accepted(ExpectedPeer expected) {
    List<String> accepted = new ArrayList<>(List.of(expected.configured()));
    if (level == TrustLevel.DNS_SRV_RESPONSE) accepted.addAll(expected.srvNames());
    return accepted;
  }

  private Refusal wrongName(PeerNames names, List<String> accepted) {
    String wanted = accepted.getFirst();
    String kind = PeerNames.literal(wanted).isPresent() ? "IP:" : "DNS:";
    return new Refusal(
        Cause.WRONG_NAME,
        "The certificate was issued for somebody else.",
        names.texts(),
        accepted,
        "RFC 5922 7.2, exact and case-insensitive" + (wildcards ? ", wildcards allowed" : ""),
        "issue it with the subject alternative name "
            + kind
            + wanted
            + ", or configure a name it carries");
  }
}
