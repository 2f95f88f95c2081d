package ringfence.adapter.call;

import java.net.InetAddress;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Kind;
import ringfence.manage.setting.Settings;
import ringfence.manage.setting.Variable;
import ringfence.media.codec.Codec;
import ringfence.media.codec.G711;
import ringfence.media.negotiation.Formats;
import ringfence.media.negotiation.MediaSettings;
import ringfence.media.negotiation.SecurityPolicy;

/// The settings of the unit's media service, under the vendor's names.
public interface Mipt {
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

  Declarations DECLARATIONS = MediaSecurity.DECLARATIONS.and(G711_ALAW, G711_MULAW, RTP_BASE_PORT);

  /// What a call brings to its negotiation.
  static MediaSettings media(
      Settings settings, InetAddress address, int port, SecurityPolicy security) {
    return MediaSettings.of(address, port, security)
        .withFormats(formats(settings))
        .withUnsecureFaxAllowed(settings.get(MediaSecurity.UNSECURE_T38));
  }

  private static Formats formats(Settings settings) {
    boolean aLaw = settings.get(G711_ALAW);
    boolean muLaw = settings.get(G711_MULAW);
    if (aLaw == muLaw) return Formats.USUAL; // a unit without any codec could not call at all
    Codec only = aLaw ? G711.PCMA : G711.PCMU;
    return Formats.USUAL.withCodecs(only);
  }
}
