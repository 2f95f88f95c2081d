package ringfence.adapter.pages;

import java.util.List;
import java.util.function.Supplier;
import ringfence.adapter.call.CallServices;
import ringfence.adapter.call.MediaSecurity;
import ringfence.adapter.call.Mipt;
import ringfence.adapter.dialling.DtmfMaps;
import ringfence.manage.web.Form;
import ringfence.manage.web.Page;
import ringfence.manage.web.Part;

/// The pages of the menu Telephony that set how the lines telephone.
final class TelephonyPages {
  private static final String ENDPOINT = "Endpoint";

  private TelephonyPages() {}

  /// The settings of the codecs, below what `shown` tells of each line's security.
  static Page codecs(Supplier<List<Part>> shown) {
    return Page.of("Telephony", "CODECS", shown)
        .form(
            "Codec Configuration",
            Mipt.G711_ALAW,
            Mipt.G711_ALAW_PRIORITY,
            Mipt.G711_MULAW,
            Mipt.G711_MULAW_PRIORITY)
        .form("DTMF", Mipt.DTMF_TRANSPORT, Mipt.DTMF_PAYLOAD_TYPE)
        .form(
            "RTP",
            MediaSecurity.RTP_MODE,
            MediaSecurity.KEY_MANAGEMENT,
            MediaSecurity.PRE_SHARED_KEY,
            MediaSecurity.RTP_ENCRYPTION,
            MediaSecurity.SUITE,
            MediaSecurity.SESSION_UPDATE)
        .form("T.38", MediaSecurity.UNSECURE_T38)
        .form(
            Form.of(
                    "Endpoint Specific Security",
                    MediaSecurity.LINE_ENABLE,
                    MediaSecurity.LINE_RTP_MODE,
                    MediaSecurity.LINE_KEY_MANAGEMENT,
                    MediaSecurity.LINE_PRE_SHARED_KEY,
                    MediaSecurity.LINE_RTP_ENCRYPTION)
                .rowLabel(ENDPOINT))
        .form("Base Ports", Mipt.RTP_BASE_PORT, Mipt.SRTP_BASE_PORT)
        .form("Jitter Buffer", Mipt.JITTER_BUFFER, Mipt.JITTER_BUFFER_MIN, Mipt.JITTER_BUFFER_MAX);
  }

  static Page dtmfMaps() {
    return Page.of("Telephony", "DTMF Maps")
        .form(
            "General Configuration",
            DtmfMaps.COMPLETION,
            DtmfMaps.FIRST_DIGIT,
            DtmfMaps.INTER_DIGIT,
            DtmfMaps.EMERGENCY_OVERRIDE)
        .form(
            Form.of(
                    "Allowed DTMF Maps",
                    DtmfMaps.ALLOWED_ENABLE,
                    DtmfMaps.ALLOWED_CRITERIA,
                    DtmfMaps.ALLOWED_ENDPOINTS,
                    DtmfMaps.ALLOWED_MAP,
                    DtmfMaps.TRANSFORMATION,
                    DtmfMaps.TARGET_HOST,
                    DtmfMaps.EMERGENCY)
                .inOrder())
        .form(
            Form.of(
                    "Refused DTMF Maps",
                    DtmfMaps.REFUSED_ENABLE,
                    DtmfMaps.REFUSED_CRITERIA,
                    DtmfMaps.REFUSED_ENDPOINTS,
                    DtmfMaps.REFUSED_MAP)
                .inOrder());
  }

  static Page services() {
    return Page.of("Telephony", "Services")
        .form("General Configuration", CallServices.HOLD, CallServices.DIRECT_IP)
        .form(
            "Second Call",
            CallServices.CALL_WAITING,
            CallServices.SECOND_CALL,
            CallServices.SECOND_CALL_DISCONNECT)
        .form(
            "Call Transfer",
            CallServices.BLIND_TRANSFER,
            CallServices.BLIND_TRANSFER_LIMIT,
            CallServices.ATTENDED_TRANSFER)
        .form("Conference", CallServices.CONFERENCE)
        .form(automaticCall().rowLabel(ENDPOINT))
        .form(callForward().rowLabel(ENDPOINT));
  }

  private static Form automaticCall() {
    return Form.of(
        "Automatic Call",
        CallServices.AUTOMATIC,
        CallServices.AUTOMATIC_TARGET,
        CallServices.DELAYED,
        CallServices.DELAYED_TARGET);
  }

  private static Form callForward() {
    return Form.of(
        "Call Forward",
        CallServices.FORWARD,
        CallServices.FORWARD_TO,
        CallServices.FORWARD_BUSY,
        CallServices.FORWARD_BUSY_TO,
        CallServices.FORWARD_NO_ANSWER,
        CallServices.FORWARD_NO_ANSWER_TO,
        CallServices.FORWARD_NO_ANSWER_AFTER);
  }
}
