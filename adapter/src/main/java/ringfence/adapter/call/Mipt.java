package ringfence.adapter.call;

import java.net.InetAddress;
import java.util.List;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Kind;
import ringfence.manage.setting.Settings;
import ringfence.manage.setting.Variable;
import ringfence.media.codec.Codec;
import ringfence.media.codec.G711;
import ringfence.media.negotiation.Formats;
import ringfence.media.negotiation.KeyManagement;
import ringfence.media.negotiation.MediaSettings;
import ringfence.media.negotiation.SecurityPolicy;
import ringfence.sdes.CryptoSuite;

/// The settings of the unit's media service, under the vendor's names.
public interface Mipt {
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

    @Override
    public String toString() {
      return text;
    }
  }

  /// The key management protocols there are.
  enum Keys {
    SDES
  }

  /// The suites that an SDES offer may name.
  enum Suite {
    AES_CM_128_HMAC_SHA1_80(CryptoSuite.AES_CM_128_HMAC_SHA1_80),
    AES_CM_128_HMAC_SHA1_32(CryptoSuite.AES_CM_128_HMAC_SHA1_32);

    private final CryptoSuite suite;

    Suite(CryptoSuite suite) {
      this.suite = suite;
    }
  }

  Variable<RtpMode> SECURITY_RTP_MODE =
      Variable.choice("Mipt.DefaultSecurityRtpMode", RtpMode.SECURE)
          .help("Only RTP, only SRTP, or SRTP with RTP for those who have no security.")
          .page("Telephony/CODECS");
  Variable<Keys> SECURITY_KEY_MANAGEMENT =
      Variable.choice("Mipt.DefaultSecurityKeyManagement", Keys.SDES)
          .help("How the keys of SRTP are agreed.")
          .page("Telephony/CODECS");
  Variable<Suite> SECURITY_SUITE =
      Variable.choice("Mipt.SecurityCryptoSuite", Suite.AES_CM_128_HMAC_SHA1_80)
          .help("The suite of own offers; every known one is accepted from others.")
          .page("Telephony/CODECS");
  Variable<Boolean> G711_ALAW =
      Variable.enable("Mipt.CodecG711AlawVoiceEnable", true)
          .help("Offers and takes G.711 A-law (PCMA).")
          .page("Telephony/CODECS");
  Variable<Boolean> G711_MULAW =
      Variable.enable("Mipt.CodecG711MulawVoiceEnable", true)
          .help("Offers and takes G.711 mu-law (PCMU).")
          .page("Telephony/CODECS");
  Variable<Integer> RTP_BASE_PORT =
      Variable.of("Mipt.RtpBasePort", Kind.number(1024, 65000), 5004)
          .help("RTP leaves from the first free even port counting up from here.")
          .page("Telephony/CODECS");

  Declarations DECLARATIONS =
      Declarations.of(
          SECURITY_RTP_MODE,
          SECURITY_KEY_MANAGEMENT,
          SECURITY_SUITE,
          G711_ALAW,
          G711_MULAW,
          RTP_BASE_PORT);

  /// What a call brings to its negotiation.
  static MediaSettings media(Settings settings, InetAddress address, int port) {
    var keys = new KeyManagement.Sdes(List.of(settings.get(SECURITY_SUITE).suite));
    var policy = new SecurityPolicy(settings.get(SECURITY_RTP_MODE).mode, keys, false);
    return MediaSettings.of(address, port, policy).withFormats(formats(settings));
  }

  private static Formats formats(Settings settings) {
    boolean aLaw = settings.get(G711_ALAW);
    boolean muLaw = settings.get(G711_MULAW);
    if (aLaw == muLaw) return Formats.USUAL; // a unit without any codec could not call at all
    Codec only = aLaw ? G711.PCMA : G711.PCMU;
    return Formats.USUAL.withCodecs(only);
  }
}
