package ringfence.adapter.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.Optional;
import ringfence.adapter.gateway.SipEp;
import ringfence.manage.setting.Column;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Kind;
import ringfence.manage.setting.Secret;
import ringfence.manage.setting.Table;
import ringfence.manage.setting.Variable;
import ringfence.media.negotiation.SecurityPolicy;
import ringfence.sdes.CryptoSuite;

/// The security block of the unit's media service, under the vendor's names: for every line, and
/// for a line that is to differ.
public interface MediaSecurity {
  /// The RTP mode as the unit writes it.
  enum RtpMode {
    UNSECURE("Unsecure", SecurityPolicy.Mode.UNSECURE),
    SECURE("Secure", SecurityPolicy.Mode.SECURE),
    SECURE_WITH_FALLBACK("SecureWithFallback", SecurityPolicy.Mode.SECURE_WITH_FALLBACK);

    private final String text;
    private final SecurityPolicy.Mode mode;

    RtpMode(String text, SecurityPolicy.Mode mode) {
      this.text = text;
      this.mode = mode;
    }

    SecurityPolicy.Mode mode() {
      return mode;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /// The key management protocols: a line has one and offers one.
  enum Keys {
    /// RFC 3830 with a pre-shared key.
    MIKEY,
    /// RFC 4568.
    SDES
  }

  /// Whether the media is encrypted at all.
  enum Encryption {
    AES_CM_128,
    /// Not encrypted, yet authenticated: to debug, by MIKEY alone.
    NULL
  }

  /// The suites that an offer may name.
  enum Suite {
    AES_CM_128_HMAC_SHA1_80,
    AES_CM_128_HMAC_SHA1_32,
    AES_192_CM_HMAC_SHA1_80,
    AES_192_CM_HMAC_SHA1_32,
    AES_256_CM_HMAC_SHA1_80,
    AES_256_CM_HMAC_SHA1_32,
    AEAD_AES_128_GCM,
    AEAD_AES_256_GCM;

    CryptoSuite registered() {
      return CryptoSuite.valueOf(name());
    }
  }

  /// What becomes of own keys when a session is updated, by a hold or a return.
  enum UpdateMode {
    REGENERATE("Regenerate"),
    KEEP("Keep");

    private final String text;

    UpdateMode(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  String HEX = "0x";
  String PAGE = "Telephony/CODECS";

  Variable<RtpMode> RTP_MODE =
      Variable.choice("Mipt.DefaultSecurityRtpMode", RtpMode.SECURE)
          .label("Mode")
          .help("Only RTP, only SRTP, or SRTP with RTP for those who have no security.")
          .page(PAGE);
  Variable<Keys> KEY_MANAGEMENT =
      Variable.choice("Mipt.DefaultSecurityKeyManagement", Keys.MIKEY)
          .label("Key Management Protocol")
          .help("How the keys of SRTP are agreed: both parties need the same.")
          .page(PAGE);
  Variable<Secret> PRE_SHARED_KEY =
      Variable.of("Mipt.MikeyPreSharedKey", preSharedKey(), Secret.of(""))
          .label("MIKEY Pre-Shared Key")
          .help("What MIKEY builds on; while it is empty, a key that everybody can know is used.")
          .page(PAGE);
  Variable<Encryption> RTP_ENCRYPTION =
      Variable.choice("Mipt.DefaultSecurityRtpEncryption", Encryption.AES_CM_128)
          .label("Encryption")
          .help("NULL leaves the media readable, to debug; SDES ignores it.")
          .page(PAGE);
  Variable<Suite> SUITE =
      Variable.choice("Mipt.SecurityCryptoSuite", Suite.AES_CM_128_HMAC_SHA1_80)
          .label("Crypto Suite")
          .help("The suite of own offers; every known one is accepted from others.")
          .page(PAGE);
  Variable<UpdateMode> SESSION_UPDATE =
      Variable.choice("Mipt.SessionUpdateCryptoMode", UpdateMode.REGENERATE)
          .help("Whether a hold or a return brings new keys; MIKEY always does.")
          .page(PAGE);
  Variable<Boolean> UNSECURE_T38 =
      Variable.enable("Mipt.AllowUnsecureT38WithSrtp", false)
          .label("Allow Unsecure T.38 with Secure RTP")
          .help("Lets a secure call turn to T.38, which is never encrypted.")
          .page(PAGE);

  Table LINES =
      Table.of("Mipt.EpSpecificSecurity", SipEp.USER_AGENTS.key())
          .fixedTo(SipEp.USER_AGENTS.rows().toArray(String[]::new));
  Column<Boolean> LINE_ENABLE =
      LINES.column(
          Variable.enable("EnableConfig", false)
              .label("Endpoint Specific")
              .help("The line uses its own row and not what holds for every line.")
              .page(PAGE));
  Column<RtpMode> LINE_RTP_MODE =
      LINES.column(
          Variable.choice("RtpMode", RtpMode.SECURE)
              .label("Mode")
              .help("The RTP mode of the line.")
              .page(PAGE));
  Column<Keys> LINE_KEY_MANAGEMENT =
      LINES.column(
          Variable.choice("KeyManagement", Keys.MIKEY)
              .label("Key Management Protocol")
              .help("How the line agrees its keys.")
              .page(PAGE));
  Column<Encryption> LINE_RTP_ENCRYPTION =
      LINES.column(
          Variable.choice("RtpEncryption", Encryption.AES_CM_128)
              .label("Encryption")
              .help("NULL leaves the line's media readable, to debug; SDES ignores it.")
              .page(PAGE));
  Column<Secret> LINE_PRE_SHARED_KEY =
      LINES.column(
          Variable.of("MikeyPreSharedKey", preSharedKey(), Secret.of(""))
              .label("MIKEY Pre-Shared Key")
              .help("The line's own pre-shared key; while it is empty, the one for every line.")
              .page(PAGE));

  Declarations DECLARATIONS =
      Declarations.of(
          RTP_MODE,
          KEY_MANAGEMENT,
          PRE_SHARED_KEY,
          RTP_ENCRYPTION,
          SUITE,
          SESSION_UPDATE,
          UNSECURE_T38,
          LINE_ENABLE,
          LINE_RTP_MODE,
          LINE_KEY_MANAGEMENT,
          LINE_RTP_ENCRYPTION,
          LINE_PRE_SHARED_KEY);

  /// A text, or octets in hexadecimal behind `0x`.
  private static Kind<Secret> preSharedKey() {
    Kind<Secret> text = Kind.secret(255);
    return new Kind<>(
        text.allowed() + ", or 0x and octets in hexadecimal",
        text.form(),
        given -> isReadable(given) ? text.parse().apply(given) : Optional.empty(),
        text.print(),
        text.merge());
  }

  private static boolean isReadable(String given) {
    if (!given.startsWith(HEX)) return true;
    return given.matches("0x([0-9A-Fa-f]{2})+");
  }

  /// The octets that a key as it was set stands for; the caller's to erase.
  static byte[] octets(byte[] set) {
    String text = new String(set, UTF_8);
    return text.startsWith(HEX) ? HexFormat.of().parseHex(text.substring(2)) : set.clone();
  }
}
