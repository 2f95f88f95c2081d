package ringfence.media.negotiation;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ringfence.mikey.CryptoSessionKeys;
import ringfence.mikey.Csb;
import ringfence.mikey.KeyMgmtAttribute;
import ringfence.rtp.Ssrc;
import ringfence.sdes.CryptoAttribute;
import ringfence.srtp.IdentifiedKey;
import ringfence.srtp.MasterKey;
import ringfence.srtp.SrtpPolicy;

/// How the packets of a stream are secured, as both sides agreed.
public sealed interface SecurityChoice {
  /// RTP as it is, RTP/AVP.
  record Plain() implements SecurityChoice {
    /// For a person.
    @Override
    public String toString() {
      return "none";
    }
  }

  /// SRTP with keys from `a=crypto`, RFC 4568.
  ///
  /// @param role ours in the exchange that brought the keys
  /// @param own the line of our description: its key protects what we send
  /// @param peer the line of the peer's
  record Sdes(Role role, CryptoAttribute own, CryptoAttribute peer) implements SecurityChoice {
    /// For a person: suite and tag, no keys.
    @Override
    public String toString() {
      return "SDES " + own.suiteName() + " tag " + own.tag();
    }
  }

  /// SRTP with keys from `a=key-mgmt:mikey`, RFC 4567.
  ///
  /// @param role ours in the exchange that brought the keys
  /// @param csb what an update builds on
  /// @param sent our message, if the peer asked for one
  /// @param received the peer's
  record Mikey(
      Role role,
      CryptoSessionKeys own,
      CryptoSessionKeys peer,
      Csb csb,
      Optional<KeyMgmtAttribute> sent,
      KeyMgmtAttribute received)
      implements SecurityChoice {
    private boolean sharesBundle(SecurityChoice other) {
      return other instanceof Mikey mikey && mikey.csb == csb;
    }

    /// For a person: suite and bundle, no keys.
    @Override
    public String toString() {
      return "MIKEY %s CSB %08x".formatted(own.policy().profile(), csb.id());
    }
  }

  /// What a session needs to protect what it sends and unprotect what it receives.
  record Protection(ProtectedStream own, ProtectedStream peer) {}

  /// One direction.
  ///
  /// @param keys of our stream the one that we send with, of the peer's those it may send with
  /// @param ssrc the source, where the agreement names it
  /// @param rolloverCounter where that source begins
  record ProtectedStream(
      SrtpPolicy policy, List<IdentifiedKey> keys, Optional<Ssrc> ssrc, long rolloverCounter) {
    public ProtectedStream {
      keys = List.copyOf(keys);
      if (keys.isEmpty()) throw new IllegalArgumentException("no key");
    }

    private static ProtectedStream of(CryptoAttribute line) {
      // RFC 4568 6.4.1: SSRCs are bound late, and "the ROC value by definition is zero"
      return new ProtectedStream(
          line.policy().orElseThrow(), line.forSession(), Optional.empty(), 0);
    }

    private static ProtectedStream of(CryptoSessionKeys session) {
      Ssrc ssrc = session.ssrc();
      return new ProtectedStream(
          session.policy(), session.keys(), Optional.of(ssrc), session.rolloverCounter());
    }

    /// The same with keys of its own, which are to be erased apart from these.
    public ProtectedStream copy() {
      List<IdentifiedKey> copies =
          keys.stream()
              .map(it -> new IdentifiedKey(it.key().copy(), it.identifier(), it.lifetime()))
              .toList();
      return new ProtectedStream(policy, copies, ssrc, rolloverCounter);
    }

    public void erase() {
      keys.forEach(it -> it.key().close());
    }

    /// The key to send with.
    public IdentifiedKey key() {
      return keys.getFirst();
    }

    /// Whether both mean the same keys: then a cryptographic context of one goes on for the other.
    public boolean isSame(ProtectedStream other) {
      if (!policy.equals(other.policy) || keys.size() != other.keys.size()) return false;
      for (int i = 0; i < keys.size(); i++) {
        IdentifiedKey one = keys.get(i);
        IdentifiedKey another = other.keys.get(i);
        if (!one.identifier().equals(another.identifier())) return false;
        if (!one.key().matches(another.key())) return false;
      }
      return true;
    }
  }

  /// The keys; empty where packets are plain.
  default Optional<Protection> protection() {
    return switch (this) {
      case Plain _ -> Optional.empty();
      case Sdes(_, var own, var peer) ->
          Optional.of(new Protection(ProtectedStream.of(own), ProtectedStream.of(peer)));
      case Mikey mikey ->
          Optional.of(
              new Protection(ProtectedStream.of(mikey.own), ProtectedStream.of(mikey.peer)));
    };
  }

  /// Our part in the exchange that brought the keys.
  default Optional<Role> ourRole() {
    return switch (this) {
      case Plain _ -> Optional.empty();
      case Sdes sdes -> Optional.of(sdes.role);
      case Mikey mikey -> Optional.of(mikey.role);
    };
  }

  /// Erases the keys; nothing can be protected with them any more.
  default void erase() {
    eraseBut(List.of());
  }

  /// Erases the keys that none of `others` has too.
  default void eraseBut(List<SecurityChoice> others) {
    keys().stream()
        .filter(key -> others.stream().noneMatch(other -> other.has(key)))
        .forEach(MasterKey::close);
    if (this instanceof Mikey mikey && others.stream().noneMatch(mikey::sharesBundle)) {
      mikey.csb.close();
    }
  }

  /// Whether both mean the same keys in both directions.
  default boolean isSame(SecurityChoice other) {
    return isSecure()
        && other.isSecure()
        && protection()
            .filter(it -> it.own().isSame(other.protection().orElseThrow().own()))
            .filter(it -> it.peer().isSame(other.protection().orElseThrow().peer()))
            .isPresent();
  }

  /// Whether it is this very key that is in use.
  default boolean has(MasterKey key) {
    return keys().stream().anyMatch(own -> own == key);
  }

  private List<MasterKey> keys() {
    return protection().stream()
        .flatMap(it -> Stream.of(it.own(), it.peer()))
        .flatMap(stream -> stream.keys().stream())
        .map(IdentifiedKey::key)
        .toList();
  }

  default boolean isSecure() {
    return !(this instanceof Plain);
  }
}
