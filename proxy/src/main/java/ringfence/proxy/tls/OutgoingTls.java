package ringfence.proxy.tls;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ringfence.manage.setting.Settings;
import ringfence.sip.message.Transport;
import ringfence.sip.transaction.Flow;
import ringfence.transport.Connect;
import ringfence.transport.Connect.TlsClient;
import ringfence.transport.FlowFacts;
import ringfence.transport.FlowTable;
import ringfence.transport.TlsSession;
import ringfence.transport.tls.ExpectedPeer;
import ringfence.transport.tls.PeerVerifier;
import ringfence.transport.tls.PeerVerifier.Role;
import ringfence.transport.tls.Revocation;
import ringfence.transport.tls.TlsIdentity;
import ringfence.transport.tls.TlsPolicy;
import ringfence.transport.tls.TlsVersion;
import ringfence.transport.tls.TrustAnchors;
import ringfence.transport.tls.TrustLevel;
import ringfence.transport.tls.VerifiedPeer;

/// TLS towards other servers: who the proxy is to them, and which of them it believes (RFC 5922). A
/// value; what a reload makes is another one.
///
/// ```java
/// Connect connect = outgoing.connect(target.address(), "example.com");
/// ```
///
/// @param identity shown to a server that asks; without one an empty certificate message is sent
/// @param verifier holds servers against the name that was asked for
/// @param revocation asked about a server that is found good otherwise
public record OutgoingTls(
    Optional<TlsIdentity> identity,
    TlsPolicy policy,
    PeerVerifier verifier,
    Revocation revocation) {

  /// What reading the settings came to.
  public sealed interface Reading {
    record Ready(OutgoingTls tls) implements Reading {}

    /// No link can be opened so.
    ///
    /// @param reason a sentence for a person
    record Unusable(String reason) implements Reading {}
  }

  /// Whoever these authorities vouch for, by name.
  public OutgoingTls(TlsIdentity identity, TrustAnchors trust) {
    this(
        Optional.of(identity),
        TlsPolicy.modern(),
        new PeerVerifier(TrustLevel.HOST_NAME, trust),
        Revocation.unchecked());
  }

  /// Reads the settings and the files that they name.
  public static Reading read(Settings settings, Path folder) {
    String authorities = settings.get(OutgoingSettings.SERVER_CA_LIST);
    if (authorities.isEmpty()) authorities = settings.get(ListenerSettings.CA_LIST);
    if (authorities.isEmpty()) return read(settings, folder, TrustAnchors.none());
    return switch (IdentityFiles.authorities(folder.resolve(authorities))) {
      case IdentityFiles.Authorities.Unusable(var reason) ->
          new Reading.Unusable("server_ca_list cannot be used: " + reason);
      case IdentityFiles.Authorities.Read(var trust) -> read(settings, folder, trust);
    };
  }

  /// Everything that [#read] reads.
  static List<Path> files(Settings settings, Path folder) {
    return Stream.of(
            OutgoingSettings.CLIENT_CERTIFICATE,
            OutgoingSettings.CLIENT_PRIVATE_KEY,
            OutgoingSettings.SERVER_CA_LIST,
            ListenerSettings.CA_LIST)
        .map(settings::get)
        .filter(name -> !name.isEmpty())
        .map(folder::resolve)
        .toList();
  }

  private static Reading read(Settings settings, Path folder, TrustAnchors trust) {
    String certificate = settings.get(OutgoingSettings.CLIENT_CERTIFICATE);
    if (certificate.isEmpty()) return ready(settings, trust, Optional.empty());
    String key = settings.get(OutgoingSettings.CLIENT_PRIVATE_KEY);
    Path file = folder.resolve(certificate);
    return switch (IdentityFiles.pair(file, key.isEmpty() ? file : folder.resolve(key))) {
      case IdentityFiles.Pair.Unusable(var reason) ->
          new Reading.Unusable("client_certificate cannot be used: " + reason);
      case IdentityFiles.Pair.Read(var own) when !Role.CLIENT.allows(own.certificate()) ->
          new Reading.Unusable(
              "client_certificate cannot be used: "
                  + file
                  + " is for servers only (its extended key usage lacks clientAuth); name another"
                  + " certificate, or none");
      case IdentityFiles.Pair.Read(var own) -> ready(settings, trust, Optional.of(own));
    };
  }

  private static Reading ready(Settings settings, TrustAnchors trust, Optional<TlsIdentity> own) {
    boolean newest = settings.get(ListenerSettings.TLS_MIN) == TlsVersion.TLS_1_3;
    boolean verify = settings.get(OutgoingSettings.VERIFY_SERVER);
    TlsPolicy policy = newest ? TlsPolicy.only(TlsVersion.TLS_1_3) : TlsPolicy.modern();
    var verifier =
        new PeerVerifier(
            verify ? TrustLevel.HOST_NAME : TrustLevel.NO_VALIDATION,
            trust,
            settings.get(OutgoingSettings.ALLOW_WILDCARD_CERTIFICATES),
            policy.leastRsaBits());
    return new Reading.Ready(new OutgoingTls(own, policy, verifier, Revocation.unchecked()));
  }

  OutgoingTls with(Revocation other) {
    return new OutgoingTls(identity, policy, verifier, other);
  }

  /// A connection to `remote`, which must prove to be `name`.
  ///
  /// @param name the host name or address that was asked for, before any look-up; it is sent as SNI
  ///   when it is a host name
  public Connect connect(InetSocketAddress remote, String name) {
    var expected = new ExpectedPeer(name);
    return Connect.tls(remote, new TlsClient(identity, policy, verifier, expected, revocation));
  }

  /// An open link to `remote` that a request for `name` may use, whoever opened it.
  // RFC 5923 8.1 and 8.2: a link is used again only where "the URI used for RFC3263 server
  // resolution matches one of the identities stored in the alias table"
  public Optional<Flow> reusable(FlowTable flows, InetSocketAddress remote, String name) {
    return flows.facts(Transport.TLS, remote).stream()
        .filter(facts -> isFor(facts, name))
        .map(FlowFacts::flow)
        .findFirst();
  }

  /// Whether both sides of a link of ours have shown who they are.
  public boolean isMutual(FlowFacts facts) {
    return identity.isPresent()
        && verifier.level() != TrustLevel.NO_VALIDATION
        && facts.tls().flatMap(TlsSession::peer).isPresent();
  }

  private boolean isFor(FlowFacts facts, String name) {
    if (verifier.level() == TrustLevel.NO_VALIDATION && facts.outgoing()) return true;
    Optional<VerifiedPeer> peer = facts.tls().flatMap(TlsSession::peer);
    return peer.filter(it -> it.isNamed(name, verifier.wildcards())).isPresent();
  }
}
