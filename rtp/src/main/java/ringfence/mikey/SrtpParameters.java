package ringfence.mikey;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ringfence.srtp.ProtectionProfile;
import ringfence.srtp.ProtectionProfile.Cipher;
import ringfence.srtp.SrtpPolicy;

/// The policy of SRTP as parameters of an SP payload, RFC 3830 section 6.10.1 and RFC 7714 sections
/// 14.3 and 15.
final class SrtpParameters {
  private static final int ENCRYPTION = 0;
  private static final int ENCRYPTION_KEY = 1;
  private static final int AUTHENTICATION = 2;
  private static final int AUTHENTICATION_KEY = 3;
  private static final int SALT = 4;
  private static final int PRF = 5;
  private static final int KEY_DERIVATION_RATE = 6;
  private static final int SRTP_ENCRYPTED = 7;
  private static final int SRTCP_ENCRYPTED = 8;
  private static final int FEC_ORDER = 9;
  private static final int SRTP_AUTHENTICATED = 10;
  private static final int TAG = 11;
  private static final int PREFIX = 12;
  private static final int AEAD_TAG = 20;

  private static final int NULL = 0;
  private static final int AES_CM = 1;
  private static final int AES_GCM = 6;
  private static final int HMAC_SHA_1 = 1;

  private static final String CLAUSE = "RFC 3830 6.10.1";

  /// The types above, with the names of table 6.10.1.a.
  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(ENCRYPTION, "Encryption algorithm"),
          Map.entry(ENCRYPTION_KEY, "Session Encr. key length"),
          Map.entry(AUTHENTICATION, "Authentication algorithm"),
          Map.entry(AUTHENTICATION_KEY, "Session Auth. key length"),
          Map.entry(SALT, "Session Salt key length"),
          Map.entry(PRF, "SRTP Pseudo Random Function"),
          Map.entry(KEY_DERIVATION_RATE, "Key derivation rate"),
          Map.entry(SRTP_ENCRYPTED, "SRTP encryption off/on"),
          Map.entry(SRTCP_ENCRYPTED, "SRTCP encryption off/on"),
          Map.entry(FEC_ORDER, "sender's FEC order"),
          Map.entry(SRTP_AUTHENTICATED, "SRTP authentication off/on"),
          Map.entry(TAG, "Authentication tag length"),
          Map.entry(PREFIX, "SRTP prefix length"),
          Map.entry(AEAD_TAG, "AEAD authentication tag length"));

  private final Map<Integer, Integer> values = new HashMap<>();
  private final Map<Integer, Integer> places = new HashMap<>();
  private final int at;

  private SrtpParameters(SecurityPolicy payload, int at) {
    this.at = at;
    int place = at + 5;
    for (PolicyParameter it : payload.parameters()) {
      place(it, place);
      place += 2 + it.value().length();
    }
  }

  private void place(PolicyParameter parameter, int place) {
    int type = parameter.type();
    if (!NAMES.containsKey(type)) {
      throw refused("SRTP policy parameter " + type + " is unknown", place);
    }
    if (places.put(type, place) != null) throw refused(NAMES.get(type) + " stands twice", place);
    values.put(
        type,
        number(parameter.value())
            .orElseThrow(() -> refused(NAMES.get(type) + " is no number", place)));
  }

  /// The value as a number, which RFC 3830 does not limit to one octet.
  private static Optional<Integer> number(Octets value) {
    byte[] octets = value.array();
    if (octets.length < 1 || octets.length > 4 || (octets.length == 4 && octets[0] < 0)) {
      return Optional.empty();
    }
    int number = 0;
    for (byte octet : octets) number = (number << 8) | (octet & 0xFF);
    return Optional.of(number);
  }

  /// The name of a parameter's type; empty of one that is not registered for SRTP.
  static Optional<String> name(int type) {
    return Optional.ofNullable(NAMES.get(type));
  }

  /// What a parameter says.
  static String words(PolicyParameter parameter) {
    Optional<Integer> number = number(parameter.value());
    if (number.isEmpty()) return parameter.value().hex();
    int value = number.get();
    return value
        + switch (parameter.type()) {
          case ENCRYPTION -> words(value, "NULL", "AES-CM", "AES-F8", "", "", "", "AES-GCM");
          case AUTHENTICATION -> words(value, "NULL", "HMAC-SHA-1");
          case PRF -> words(value, "AES-CM");
          case FEC_ORDER -> words(value, "FEC-SRTP");
          case SRTP_ENCRYPTED, SRTCP_ENCRYPTED, SRTP_AUTHENTICATED -> words(value, "off", "on");
          case ENCRYPTION_KEY, AUTHENTICATION_KEY, SALT, TAG, PREFIX, AEAD_TAG -> " octets";
          case KEY_DERIVATION_RATE -> value == 0 ? " derived once" : " packets";
          default -> "";
        };
  }

  private static String words(int value, String... names) {
    return value < names.length ? " " + names[value] : " unknown";
  }

  /// What SRTP does by default, of an SP that is not there.
  static SrtpPolicy defaults() {
    return SrtpPolicy.of(ProtectionProfile.AES_CM_128_HMAC_SHA1_80);
  }

  /// The policy of a payload that begins at octet `at` of its message.
  static SrtpPolicy read(SecurityPolicy payload, int at) {
    if (payload.protocol() != SecurityPolicy.SRTP) {
      throw new Fault(
          ErrorNumber.INVALID_SP,
          "RFC 3830 6.10",
          "security protocol " + payload.protocol() + " is not SRTP",
          at + 2);
    }
    return new SrtpParameters(payload, at).policy();
  }

  private SrtpPolicy policy() {
    require(PRF, 0, 0);
    require(FEC_ORDER, 0, 0);
    require(PREFIX, 0, 0);
    int rate = value(KEY_DERIVATION_RATE, 0);
    if (Integer.bitCount(rate) > 1 || rate > 1 << 24) throw unsupported(KEY_DERIVATION_RATE);
    ProtectionProfile profile = profile();
    if (profile.cipher() == Cipher.AES_GCM) {
      // RFC 7714 8.2: "All SRTP packets MUST be both authenticated and encrypted."
      require(SRTP_ENCRYPTED, 1, 1);
      require(SRTP_AUTHENTICATED, 1, 1);
    }
    return new SrtpPolicy(
        profile, isOn(SRTP_ENCRYPTED), isOn(SRTCP_ENCRYPTED), isOn(SRTP_AUTHENTICATED), rate);
  }

  private ProtectionProfile profile() {
    Cipher cipher =
        switch (value(ENCRYPTION, AES_CM)) {
          case NULL -> Cipher.NULL;
          case AES_CM -> Cipher.AES_CM;
          case AES_GCM -> Cipher.AES_GCM;
          default -> throw unsupported(ENCRYPTION);
        };
    boolean aead = cipher == Cipher.AES_GCM;
    if (aead) {
      require(AEAD_TAG, 16, 16);
    } else {
      require(AUTHENTICATION, HMAC_SHA_1, HMAC_SHA_1);
      require(AUTHENTICATION_KEY, 20, 20);
    }
    int tag = aead ? 16 : value(TAG, 10);
    int key = value(ENCRYPTION_KEY, 16);
    List<ProtectionProfile> ofCipher =
        Arrays.stream(ProtectionProfile.values()).filter(it -> it.cipher() == cipher).toList();
    if (ofCipher.stream().noneMatch(it -> it.keyLength() == key)) throw unsupported(ENCRYPTION_KEY);
    ProtectionProfile profile =
        ofCipher.stream()
            .filter(it -> it.keyLength() == key && it.rtpTagLength() == tag)
            .findFirst()
            .orElseThrow(() -> unsupported(TAG));
    require(SALT, profile.saltLength(), profile.saltLength());
    return profile;
  }

  private boolean isOn(int type) {
    int value = value(type, 1);
    if (value > 1) throw unsupported(type);
    return value == 1;
  }

  private int value(int type, int otherwise) {
    return values.getOrDefault(type, otherwise);
  }

  private void require(int type, int wanted, int otherwise) {
    if (value(type, otherwise) != wanted) throw unsupported(type);
  }

  private Fault unsupported(int type) {
    String value = values.containsKey(type) ? " of " + values.get(type) : "";
    return refused(NAMES.get(type) + value + " is not supported", places.getOrDefault(type, at));
  }

  private static Fault refused(String reason, int place) {
    return new Fault(ErrorNumber.INVALID_SP_PARAMETER, CLAUSE, reason, place);
  }

  /// The payload of a policy, with every parameter that is defined for its cipher.
  static SecurityPolicy write(int number, SrtpPolicy policy) {
    ProtectionProfile profile = policy.profile();
    boolean aead = profile.cipher() == Cipher.AES_GCM;
    List<PolicyParameter> all = new ArrayList<>();
    all.add(parameter(ENCRYPTION, algorithm(profile.cipher())));
    all.add(parameter(ENCRYPTION_KEY, profile.keyLength()));
    if (!aead) all.add(parameter(AUTHENTICATION, HMAC_SHA_1));
    if (!aead) all.add(parameter(AUTHENTICATION_KEY, 20));
    all.add(parameter(SALT, profile.saltLength()));
    all.add(parameter(PRF, 0));
    all.add(parameter(KEY_DERIVATION_RATE, policy.keyDerivationRate()));
    all.add(parameter(SRTP_ENCRYPTED, policy.rtpEncrypted() ? 1 : 0));
    all.add(parameter(SRTCP_ENCRYPTED, policy.rtcpEncrypted() ? 1 : 0));
    if (aead) {
      all.add(parameter(AEAD_TAG, profile.rtpTagLength()));
    } else {
      all.add(parameter(FEC_ORDER, 0));
      all.add(parameter(SRTP_AUTHENTICATED, policy.rtpAuthenticated() ? 1 : 0));
      all.add(parameter(TAG, profile.rtpTagLength()));
      all.add(parameter(PREFIX, 0));
    }
    return new SecurityPolicy(number, SecurityPolicy.SRTP, all);
  }

  private static int algorithm(Cipher cipher) {
    return switch (cipher) {
      case NULL -> NULL;
      case AES_CM -> AES_CM;
      case AES_GCM -> AES_GCM;
    };
  }

  private static PolicyParameter parameter(int type, int value) {
    try (var out = new OctetWriter()) {
      if (value >>> 24 != 0) out.u8(value >>> 24);
      if (value >>> 16 != 0) out.u8(value >>> 16);
      if (value >>> 8 != 0) out.u8(value >>> 8);
      return new PolicyParameter(type, Octets.of(out.u8(value).toArray()));
    }
  }
}
