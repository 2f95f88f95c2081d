package ringfence.adapter.call;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Kind;
import ringfence.manage.setting.Rule;
import ringfence.manage.setting.Settings;
import ringfence.manage.setting.Variable;
import ringfence.media.codec.Codec;
import ringfence.media.codec.G711;
import ringfence.media.jitter.Delay;
import ringfence.media.negotiation.Formats;
import ringfence.media.negotiation.MediaSettings;
import ringfence.media.negotiation.SecurityPolicy;

/// The settings of the unit's media service, under the vendor's names.
public interface Mipt {
  String PAGE = "Telephony/CODECS";

  Variable<Boolean> G711_ALAW =
      Variable.enable("Mipt.CodecG711AlawVoiceEnable", true)
          .label("G.711 a-law")
          .help("Offers and takes G.711 A-law (PCMA).")
          .page(PAGE);
  Variable<Integer> G711_ALAW_PRIORITY =
      priority("Mipt.CodecG711AlawVoicePriority", "G.711 a-law Priority");
  Variable<Boolean> G711_MULAW =
      Variable.enable("Mipt.CodecG711MulawVoiceEnable", true)
          .label("G.711 u-law")
          .help("Offers and takes G.711 mu-law (PCMU).")
          .page(PAGE);
  Variable<Integer> G711_MULAW_PRIORITY =
      priority("Mipt.CodecG711MulawVoicePriority", "G.711 u-law Priority");

  Variable<DtmfTransport> DTMF_TRANSPORT =
      Variable.choice("Mipt.DefaultDtmfTransportMethod", DtmfTransport.OUT_OF_BAND_USING_RTP)
          .label("DTMF Transport Method")
          .help("Keys as telephone events (RFC 4733), or as tones among what is said.")
          .page(PAGE);
  Variable<Integer> DTMF_PAYLOAD_TYPE =
      Variable.number("Mipt.DefaultDtmfTransportPayloadType", 96, 96, 127)
          .label("DTMF Payload Type")
          .help("The payload type that own offers give telephone events.")
          .page(PAGE);

  Variable<JitterBufferLevel> JITTER_BUFFER =
      Variable.choice("Mipt.DefaultVoiceJitterBufferType", JitterBufferLevel.NORMAL)
          .label("Jitter Buffer Level")
          .help("Whether what is heard is to come early or to have no gaps.")
          .page(PAGE);
  Variable<Integer> JITTER_BUFFER_MIN = bound("Mipt.DefaultVoiceJitterBufferMin", "Minimum", 30);
  Variable<Integer> JITTER_BUFFER_MAX = bound("Mipt.DefaultVoiceJitterBufferMax", "Maximum", 125);

  Variable<Integer> RTP_BASE_PORT =
      Variable.of("Mipt.RtpBasePort", Kind.number(1024, 65000), 5004)
          .label("RTP Base Port")
          .help("RTP leaves from the first free even port counting up from here.")
          .page(PAGE);
  Variable<Integer> SRTP_BASE_PORT =
      Variable.of("Mipt.SrtpBasePort", Kind.number(0, 65000), 5004)
          .label("SRTP Base Port")
          .help("The same for lines that offer SRTP; 0 is the RTP Base Port.")
          .page(PAGE);

  Declarations DECLARATIONS =
      MediaSecurity.DECLARATIONS.and(
          G711_ALAW,
          G711_ALAW_PRIORITY,
          G711_MULAW,
          G711_MULAW_PRIORITY,
          DTMF_TRANSPORT,
          DTMF_PAYLOAD_TYPE,
          JITTER_BUFFER,
          JITTER_BUFFER_MIN,
          JITTER_BUFFER_MAX,
          RTP_BASE_PORT,
          SRTP_BASE_PORT);

  List<Rule> RULES = List.of(Mipt::hasCodec, Mipt::hasOrder);

  private static Variable<Integer> priority(String name, String label) {
    return Variable.number(name, 0, 0, 10)
        .label(label)
        .help("Own offers begin with the codec of the highest priority.")
        .page(PAGE);
  }

  private static Variable<Integer> bound(String name, String which, int initial) {
    return Variable.number(name, initial, 0, 500)
        .label("Custom Jitter Buffer " + which)
        .help("What it may delay, where its level is Custom.")
        .unit("ms")
        .page(PAGE);
  }

  private static Optional<Rule.Conflict> hasCodec(Settings settings) {
    if (settings.get(G711_ALAW) || settings.get(G711_MULAW)) return Optional.empty();
    return Optional.of(
        new Rule.Conflict(
            G711_MULAW.name(), "a unit without a codec cannot call: enable one of them"));
  }

  private static Optional<Rule.Conflict> hasOrder(Settings settings) {
    if (settings.get(JITTER_BUFFER_MIN) <= settings.get(JITTER_BUFFER_MAX)) return Optional.empty();
    return Optional.of(
        new Rule.Conflict(
            JITTER_BUFFER_MIN.name(), "the minimum cannot be above the maximum of the buffer"));
  }

  /// What a call brings to its negotiation.
  static MediaSettings media(
      Settings settings, InetAddress address, int port, SecurityPolicy security) {
    return MediaSettings.of(address, port, security)
        .withFormats(formats(settings))
        .withUnsecureFaxAllowed(settings.get(MediaSecurity.UNSECURE_T38));
  }

  private static Formats formats(Settings settings) {
    List<Formats.Format> codecs = codecs(settings).stream().map(Formats::of).toList();
    boolean events = settings.get(DTMF_TRANSPORT) == DtmfTransport.OUT_OF_BAND_USING_RTP;
    OptionalInt type =
        events ? OptionalInt.of(settings.get(DTMF_PAYLOAD_TYPE)) : OptionalInt.empty();
    return new Formats(codecs, type, Formats.USUAL.comfortNoise());
  }

  /// Those that are enabled, the highest priority first; of equal ones A-law first.
  private static List<Codec> codecs(Settings settings) {
    List<Codec> codecs = new ArrayList<>();
    boolean aLaw = settings.get(G711_ALAW);
    boolean muLaw = settings.get(G711_MULAW);
    // a unit without any codec could not call at all
    if (aLaw || !muLaw) codecs.add(G711.PCMA);
    if (muLaw || !aLaw) codecs.add(G711.PCMU);
    codecs.sort(Comparator.comparingInt(codec -> -settings.get(priority(codec))));
    return codecs;
  }

  private static Variable<Integer> priority(Codec codec) {
    return codec.equals(G711.PCMA) ? G711_ALAW_PRIORITY : G711_MULAW_PRIORITY;
  }

  /// What a jitter buffer may delay.
  static Delay delay(Settings settings) {
    JitterBufferLevel level = settings.get(JITTER_BUFFER);
    if (level != JitterBufferLevel.CUSTOM) return level.delay();
    return Delay.ofMillis(settings.get(JITTER_BUFFER_MIN), settings.get(JITTER_BUFFER_MAX));
  }

  /// Where the ports of a line's calls count up from.
  static int basePort(Settings settings, String line) {
    boolean secure =
        LineSecurity.of(settings, line).mode() != MediaSecurity.RtpMode.UNSECURE
            && settings.get(SRTP_BASE_PORT) > 0;
    return settings.get(secure ? SRTP_BASE_PORT : RTP_BASE_PORT);
  }
}
