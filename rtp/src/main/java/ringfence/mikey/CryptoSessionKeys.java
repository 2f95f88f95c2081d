package ringfence.mikey;

import java.util.List;
import java.util.stream.IntStream;
import ringfence.rtp.Ssrc;
import ringfence.srtp.IdentifiedKey;
import ringfence.srtp.SrtpPolicy;

/// What one crypto session has agreed: the master keys of one stream.
///
/// `id` is the Crypto Session ID, from 1: of an SDP offer's line the odd one is the offerer's
/// stream, the even one the answerer's (RFC 4567 section 7.1). `rolloverCounter` is where the
/// stream stands, 0 of a new one. `keys` has several keys when they are told apart by an MKI, or by
/// the indices that `validities` has for each. Closing it erases the keys.
public record CryptoSessionKeys(
    int id,
    Ssrc ssrc,
    long rolloverCounter,
    SrtpPolicy policy,
    List<IdentifiedKey> keys,
    List<KeyValidity> validities)
    implements AutoCloseable {
  public CryptoSessionKeys {
    if (keys.size() != validities.size()) throw new IllegalArgumentException("a validity a key");
    keys = List.copyOf(keys);
    validities = List.copyOf(validities);
  }

  /// Whether one key serves a stream from its first packet to its last, or each packet says by MKI
  /// which it has: what SRTP streams here can do.
  public boolean isUsable() {
    return !keys.isEmpty()
        && IntStream.range(0, keys.size())
            .allMatch(i -> keys.size() == 1 || validities.get(i) instanceof KeyValidity.Spi);
  }

  @Override
  public void close() {
    keys.forEach(it -> it.key().close());
  }
}
