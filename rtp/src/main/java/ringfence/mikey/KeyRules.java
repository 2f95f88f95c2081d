package ringfence.mikey;

import java.util.List;
import ringfence.srtp.ProtectionProfile;
import ringfence.srtp.SrtpPolicy;

/// Refuses keys that the policies of their streams cannot use. `at` is the octet of the message at
/// which the keys begin.
record KeyRules(int at) {
  /// More keys than any stream has MKIs for.
  private static final int MOST_KEYS = 64;

  /// Refuses also a new bundle without a key.
  void checkNew(List<KeyData> keys, Csb.Terms terms) {
    if (keys.isEmpty()) throw refused("RFC 3830 6.2", "no key, and no update");
    check(keys, terms);
  }

  /// Erases keys that it refuses.
  void check(List<KeyData> keys, Csb.Terms terms) {
    try {
      checkAll(keys, terms);
    } catch (Fault fault) {
      keys.forEach(KeyData::close);
      throw fault;
    }
  }

  private void checkAll(List<KeyData> keys, Csb.Terms terms) {
    if (keys.size() > MOST_KEYS) throw refused("RFC 3830 6.13", keys.size() + " keys");
    keys.forEach(it -> check(it.validity()));
    List<KeyValidity> identified =
        keys.stream().map(KeyData::validity).filter(it -> it instanceof KeyValidity.Spi).toList();
    if (identified.stream().distinct().count() < identified.size()) {
      throw refused("RFC 3830 6.14", "two keys with the same MKI");
    }
    terms.sessions().stream()
        .map(terms::policyOf)
        .map(SrtpPolicy::profile)
        .distinct()
        .forEach(profile -> keys.forEach(key -> check(key, profile)));
  }

  private void check(KeyData key, ProtectionProfile profile) {
    // RFC 3830 6.10.1: "Session Encr. key length" is "also [...] the Master key length".
    if (key.traffic() && key.key().length() != profile.keyLength()) {
      throw refused(
          "RFC 3830 6.10.1",
          "a TEK of " + key.key().length() + " octets where the policy has " + profile.keyLength());
    }
    key.salt()
        .filter(it -> it.length() != profile.saltLength())
        .ifPresent(
            it -> {
              throw refused(
                  "RFC 3830 6.13",
                  "a salt of "
                      + it.length()
                      + " octets where the policy has "
                      + profile.saltLength());
            });
  }

  private void check(KeyValidity validity) {
    switch (validity) {
      case KeyValidity.Null _ -> {}
      case KeyValidity.Spi(var spi) -> {
        if (spi.length() < 1 || spi.length() > 128) {
          throw refused("RFC 3830 6.14", "an MKI of " + spi.length() + " octets");
        }
      }
      case KeyValidity.Interval it -> {
        // RFC 3830 6.14: "VF/VT Length is equal to 6 bytes (i.e., the size of the index)".
        if (it.from().length() > 6 || it.to().length() > 6) {
          throw refused("RFC 3830 6.14", "an interval of more than 48 bits");
        }
        if (StreamKeys.packets(it) < 1) {
          throw refused("RFC 3830 6.14", "an interval that ends before it begins");
        }
      }
    }
  }

  private Fault refused(String clause, String reason) {
    return new Fault(ErrorNumber.UNSPECIFIED, clause, reason, at);
  }
}
