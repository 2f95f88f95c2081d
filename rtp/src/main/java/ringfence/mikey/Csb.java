package ringfence.mikey;

import java.util.List;

/// A Crypto Session Bundle that was agreed: what an update of it builds on, RFC 3830 section 4.5.
/// It holds keys; closing it erases them.
public final class Csb implements AutoCloseable {
  private final int id;
  private final Octets rand;
  private final List<CryptoSession> sessions;
  private final List<SecurityPolicy> policies;
  private final List<KeyData> keys;

  Csb(
      int id,
      Octets rand,
      List<CryptoSession> sessions,
      List<SecurityPolicy> policies,
      List<KeyData> keys) {
    this.id = id;
    this.rand = rand;
    this.sessions = List.copyOf(sessions);
    this.policies = List.copyOf(policies);
    this.keys = List.copyOf(keys);
  }

  /// The CSB ID.
  public int id() {
    return id;
  }

  Octets rand() {
    return rand;
  }

  /// The streams, whose SSRCs are all known.
  public List<CryptoSession> sessions() {
    return sessions;
  }

  List<SecurityPolicy> policies() {
    return policies;
  }

  List<KeyData> keys() {
    return keys;
  }

  @Override
  public void close() {
    keys.forEach(KeyData::close);
  }

  @Override
  public String toString() {
    return "CSB 0x%08x (%d streams)".formatted(id, sessions.size());
  }
}
