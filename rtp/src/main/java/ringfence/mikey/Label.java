package ringfence.mikey;

/// What a key is derived for: the constants of RFC 3830 tables 4.1.3 (from a TGK) and 4.1.4 (from a
/// pre-shared or envelope key).
enum Label {
  TEK(0x2AD01C64),
  TGK_SALT(0x39A2C14B),
  MESSAGE_ENCRYPTION(0x150533E1),
  MESSAGE_AUTHENTICATION(0x2D22AC75),
  MESSAGE_SALT(0x29B88916);

  /// What stands for the CS ID where a key is that of the messages.
  static final int NO_CS = 0xFF;

  private final int constant;

  Label(int constant) {
    this.constant = constant;
  }

  /// RFC 3830 4.1.3: label = constant || cs_id || csb_id || RAND
  byte[] of(int csId, int csbId, Octets rand) {
    try (var out = new OctetWriter()) {
      return out.u32(constant).u8(csId).u32(csbId).octets(rand).toArray();
    }
  }
}
