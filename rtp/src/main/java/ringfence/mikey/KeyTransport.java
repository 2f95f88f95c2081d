package ringfence.mikey;

import java.util.Arrays;
import java.util.List;

/// How a KEMAC carries keys: its encryption and its MAC, RFC 3830 sections 4.2.3, 4.2.4 and 6.2.
record KeyTransport(EncryptionAlgorithm encryption, MacAlgorithm mac) {
  static final KeyTransport USUAL =
      new KeyTransport(EncryptionAlgorithm.AES_CM_128, MacAlgorithm.HMAC_SHA_1_160);

  /// A pre-shared key message: what was drafted, with a KEMAC of the keys behind it.
  MikeyMessage seal(MikeyMessage draft, List<KeyData> content, MessageKeys keys) {
    Timestamp timestamp = draft.first(Timestamp.class).orElseThrow();
    byte[] plain = KeyData.writeAll(content);
    byte[] data =
        encryption == EncryptionAlgorithm.NULL ? plain.clone() : keys.crypt(plain, timestamp);
    Arrays.fill(plain, (byte) 0);
    byte[] none = new byte[mac.length()];
    Kemac kemac = new Kemac(encryption.number(), Octets.of(data), mac, Octets.of(none));
    if (mac == MacAlgorithm.NULL) return draft.with(kemac);
    // RFC 3830 6.2: with a pre-shared key "The MAC is then calculated over the entire MIKEY
    // message".
    return draft.with(kemac.with(keys.mac(draft.with(kemac).covered(mac.length()))));
  }

  /// Refuses a KEMAC whose transforms are not supported, or NULL where that is not allowed.
  static void check(Kemac kemac, boolean nullAllowed, int at) {
    boolean supported =
        kemac.encryption() == EncryptionAlgorithm.AES_CM_128.number()
            || kemac.encryption() == EncryptionAlgorithm.NULL.number();
    if (!supported) {
      throw new Fault(
          ErrorNumber.INVALID_EA,
          "RFC 3830 6.2",
          "encryption algorithm " + kemac.encryption() + " is not supported",
          at + 1);
    }
    if (nullAllowed) return;
    // RFC 3830 4.2.3, 4.2.4: "this MUST NOT be used unless the underlying protocols can guarantee
    // security".
    if (kemac.macAlgorithm() == MacAlgorithm.NULL) {
      int macAt = at + 4 + kemac.data().length();
      throw new Fault(ErrorNumber.INVALID_MAC, "RFC 3830 4.2.4", "NULL MAC is not allowed", macAt);
    }
    if (kemac.encryption() == EncryptionAlgorithm.NULL.number()) {
      throw new Fault(
          ErrorNumber.INVALID_EA, "RFC 3830 4.2.3", "NULL encryption is not allowed", at + 1);
    }
  }

  /// The keys of a KEMAC whose data begin at octet `at` of the message.
  static List<KeyData> keys(Kemac kemac, Timestamp initiators, MessageKeys keys, int at) {
    byte[] plain = open(kemac, initiators, keys);
    try {
      return KeyData.readAll(OctetReader.calledFrom(plain, at));
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  /// The octets that a KEMAC has encrypted, in clear: the caller is to erase them.
  static byte[] open(Kemac kemac, Timestamp initiators, MessageKeys keys) {
    byte[] data = kemac.data().array();
    return kemac.encryption() == EncryptionAlgorithm.NULL.number()
        ? data
        : keys.crypt(data, initiators);
  }
}
