package ringfence.mikey;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One Key data sub-payload, RFC 3830 section 6.13: a TGK or a TEK, perhaps with its salt, and when
/// it is valid.
record KeyData(boolean traffic, Secret key, Optional<Secret> salt, KeyValidity validity)
    implements AutoCloseable {
  /// A TGK, from which keys and salts are derived.
  static KeyData tgk(Secret key) {
    return new KeyData(false, key, Optional.empty(), new KeyValidity.Null());
  }

  /// Reads the sub-payloads of a KEMAC; none is an update without new keys.
  static List<KeyData> readAll(OctetReader in) {
    List<KeyData> all = new ArrayList<>();
    boolean more = in.remaining() > 0;
    while (more) {
      int at = in.position();
      int next = in.u8("key data, Next payload");
      all.add(read(in));
      if (next != PayloadType.LAST && next != PayloadType.KEY_DATA) {
        throw unspecified("payload type " + next + " among the keys", at);
      }
      more = next != PayloadType.LAST;
    }
    if (in.remaining() > 0) {
      throw unspecified(in.remaining() + " octets behind the last key", in.position());
    }
    return all;
  }

  private static KeyData read(OctetReader in) {
    int at = in.position();
    int both = in.u8("key data, Type and KV");
    int type = both >>> 4;
    if (type > 3) throw unspecified("key data type " + type + " is unknown", at);
    int keyLength = in.u16("key data, Key data len");
    if (keyLength == 0) throw unspecified("a key of no octets", in.position() - 2);
    Secret key = new Secret(in.secret(keyLength, "key data, Key data"));
    Optional<Secret> salt =
        type % 2 == 1
            ? Optional.of(new Secret(in.secret(in.u16("key data, Salt len"), "Salt data")))
            : Optional.empty();
    return new KeyData(type >= 2, key, salt, KeyValidityReader.read(both & 0xF, at, in));
  }

  private static Fault unspecified(String reason, int at) {
    return new Fault(ErrorNumber.UNSPECIFIED, "RFC 3830 6.13", reason, at);
  }

  /// Writes the sub-payloads as the KEMAC has them, in clear: the caller is to erase them.
  static byte[] writeAll(List<KeyData> all) {
    try (var out = new OctetWriter()) {
      for (int i = 0; i < all.size(); i++) {
        out.u8(i + 1 < all.size() ? PayloadType.KEY_DATA : PayloadType.LAST);
        all.get(i).write(out);
      }
      return out.toArray();
    }
  }

  private void write(OctetWriter out) {
    out.u8(type() << 4 | validity.number()).u16(key.length());
    key.use(out::octets);
    salt.ifPresent(it -> it.use(octets -> out.u16(octets.length).octets(octets)));
    out.octets(validity.octets());
  }

  private int type() {
    return (traffic ? 2 : 0) + (salt.isPresent() ? 1 : 0);
  }

  /// The Type's name in table 6.13.a.
  String standardName() {
    return (traffic ? "TEK" : "TGK") + (salt.isPresent() ? "+SALT" : "");
  }

  KeyData copy() {
    return new KeyData(traffic, key.copy(), salt.map(Secret::copy), validity);
  }

  @Override
  public void close() {
    key.close();
    salt.ifPresent(Secret::close);
  }
}
