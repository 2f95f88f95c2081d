package ringfence.mikey;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import ringfence.srtp.SrtpPolicy;

/// A Crypto Session Bundle that was agreed: what an update of it builds on, RFC 3830 section 4.5.
/// It holds keys; closing it erases them.
public final class Csb implements AutoCloseable {
  private final int id;
  private final Octets rand;
  private final Terms terms;
  private final List<KeyData> keys;

  /// What was agreed besides keys.
  record Terms(
      List<CryptoSession> sessions,
      Map<Integer, SrtpPolicy> policies,
      List<Identity> identities,
      List<String> protocols) {
    Terms {
      sessions = List.copyOf(sessions);
      policies = Map.copyOf(policies);
      identities = List.copyOf(identities);
      protocols = List.copyOf(protocols);
    }

    Optional<SrtpPolicy> policy(int number) {
      return Optional.ofNullable(policies.get(number));
    }

    SrtpPolicy policyOf(CryptoSession session) {
      return requireNonNull(policies.get(session.policyNumber()));
    }

    Terms with(List<CryptoSession> others) {
      return new Terms(others, policies, identities, protocols);
    }
  }

  /// Takes the keys over.
  Csb(int id, Octets rand, Terms terms, List<KeyData> keys) {
    this.id = id;
    this.rand = rand;
    this.terms = terms;
    this.keys = List.copyOf(keys);
  }

  /// The CSB ID.
  public int id() {
    return id;
  }

  Octets rand() {
    return rand;
  }

  /// The streams, in the order of their Crypto Session IDs.
  public List<CryptoSession> sessions() {
    return terms.sessions();
  }

  Terms terms() {
    return terms;
  }

  List<KeyData> copyOfKeys() {
    return keys.stream().map(KeyData::copy).toList();
  }

  /// The keys of the streams.
  List<CryptoSessionKeys> derive() {
    return new StreamKeys(id, rand, terms).derive(keys);
  }

  @Override
  public void close() {
    keys.forEach(KeyData::close);
  }

  @Override
  public String toString() {
    return "CSB 0x%08x (%d streams)".formatted(id, sessions().size());
  }
}
