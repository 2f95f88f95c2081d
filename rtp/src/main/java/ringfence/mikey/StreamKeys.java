package ringfence.mikey;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import ringfence.srtp.IdentifiedKey;
import ringfence.srtp.KeyIdentifier;
import ringfence.srtp.MasterKey;
import ringfence.srtp.ProtectionProfile;
import ringfence.srtp.SrtpPolicy;

/// Derives the SRTP master keys of a bundle's streams, RFC 3830 section 4.1.3.
record StreamKeys(int csbId, Octets rand, Csb.Terms terms) {
  /// Each stream has a key of each key data; the caller is to close them.
  List<CryptoSessionKeys> derive(List<KeyData> keys) {
    List<CryptoSession> sessions = terms.sessions();
    return IntStream.range(0, sessions.size())
        .mapToObj(i -> derive(i + 1, sessions.get(i), keys))
        .toList();
  }

  // RFC 3830 6.1.1: "The stream using SSRC_i will also have Crypto Session ID equal to no i".
  private CryptoSessionKeys derive(int csId, CryptoSession session, List<KeyData> keys) {
    SrtpPolicy policy = terms.policyOf(session);
    List<IdentifiedKey> derived = new ArrayList<>();
    for (KeyData key : keys) derived.add(identified(key, masterKey(key, csId, policy.profile())));
    return new CryptoSessionKeys(
        csId,
        session.ssrc(),
        session.rolloverCounter(),
        policy,
        derived,
        keys.stream().map(KeyData::validity).toList());
  }

  private MasterKey masterKey(KeyData data, int csId, ProtectionProfile profile) {
    return data.key()
        .use(
            key -> {
              byte[] master =
                  data.traffic() ? key.clone() : derive(Label.TEK, csId, key, profile.keyLength());
              byte[] salt = salt(data, csId, profile.saltLength());
              try {
                return new MasterKey(master, salt);
              } finally {
                Arrays.fill(master, (byte) 0);
                Arrays.fill(salt, (byte) 0);
              }
            });
  }

  private byte[] salt(KeyData data, int csId, int length) {
    // RFC 3830 4.1.3: SRTP "SHALL use the salt key carried in the Key data sub-payload [...], when
    // present".
    if (data.salt().isPresent()) return data.salt().get().use(byte[]::clone);
    // RFC 3711 3.2.1: 'A "NULL" salt is treated as 00...0.'
    if (data.traffic()) return new byte[length];
    return data.key().use(key -> derive(Label.TGK_SALT, csId, key, length));
  }

  private byte[] derive(Label label, int csId, byte[] tgk, int length) {
    return Prf.derive(tgk, label.of(csId, csbId, rand), length);
  }

  private static IdentifiedKey identified(KeyData data, MasterKey key) {
    return switch (data.validity()) {
      case KeyValidity.Null _ -> new IdentifiedKey(key);
      case KeyValidity.Spi(var spi) ->
          new IdentifiedKey(key, KeyIdentifier.of(spi.array()), IdentifiedKey.LONGEST);
      case KeyValidity.Interval it -> new IdentifiedKey(key, KeyIdentifier.NONE, packets(it));
    };
  }

  /// How many packets an interval of indices has.
  static long packets(KeyValidity.Interval interval) {
    BigInteger from = new BigInteger(1, interval.from().array());
    BigInteger to = new BigInteger(1, interval.to().array());
    BigInteger count = to.subtract(from).add(BigInteger.ONE);
    return count.min(BigInteger.valueOf(IdentifiedKey.LONGEST)).longValueExact();
  }
}
