package ringfence.adapter.gateway;

import static java.util.Map.entry;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Kind;
import ringfence.manage.setting.Settings;
import ringfence.manage.setting.Variable;
import ringfence.media.negotiation.HoldForm;
import ringfence.sdp.Direction;
import ringfence.sip.ua.ContactMatching;
import ringfence.transport.tls.TrustLevel;

/// The settings of the page SIP > Interop: what shapes our messages, and how peers are judged.
public interface SipInterop {
  Variable<TrustLevel> CERTIFICATE_VALIDATION =
      Variable.of("SipEp.InteropTlsCertificateValidation", trustLevels(), TrustLevel.HOST_NAME)
          .label("Certificate Validation")
          .help("What is checked of the server's certificate.")
          .page("SIP/Interop");
  Variable<Duration> CONNECT_TIMEOUT =
      Variable.seconds("SipEp.InteropTcpConnectTimeout", 127, 1, 127)
          .label("TCP Connect Timeout")
          .help(
              "The most that opening a link may take, TLS included; with a keep alive also no more"
                  + " than its interval.")
          .page("SIP/Interop");
  Variable<Boolean> FORCE_NAPTR =
      Variable.enable("SipEp.InteropForceDnsNaptrInTls", false)
          .label("Force DNS NAPTR In TLS")
          .help("Disable looks for SRV records at once, Enable for NAPTR records before.")
          .page("SIP/Interop");
  Variable<Duration> TRANSMISSION_TIMEOUT =
      Variable.seconds("SipEp.InteropTransmissionTimeout", 32, 1, 32)
          .label("Transmission Timeout")
          .help("How long a request waits for its answer: timers B, F and H.")
          .page("SIP/Interop");
  Variable<Integer> REJECT_CODE =
      Variable.of(
              "SipEp.InteropRejectCodeForUnsupportedSdpOffer",
              named(List.of(entry("415", 415), entry("488", 488))),
              415)
          .label("Reject Code for Unsupported SDP Offer")
          .help("What an offer is refused with that cannot be met.")
          .page("SIP/Interop");
  Variable<Integer> MAX_FORWARDS =
      Variable.number("SipEp.InteropMaxForwardsValue", 70, 1, 255)
          .label("Max-Forwards Value")
          .help("The Max-Forwards of our requests.")
          .page("SIP/Interop");
  Variable<Boolean> ANSWERS_OPTIONS =
      Variable.of(
              "SipEp.InteropSipOptionsMethodSupport",
              named(List.of(entry("None", false), entry("AlwaysOk", true))),
              false)
          .label("SIP OPTIONS Method Support")
          .help("None refuses an OPTIONS with 405, AlwaysOk answers it with 200.")
          .page("SIP/Interop");
  Variable<Boolean> IGNORE_REQUIRE =
      Variable.enable("SipEp.InteropIgnoreRequireHeaderEnable", true)
          .label("Ignore Require Header")
          .help("Disable refuses a request with 420 that requires what the unit does not know.")
          .page("SIP/Interop");
  Variable<Direction> HOLD_DIRECTION =
      Variable.of(
              "SipEp.InteropOnHoldSdpStreamDirection",
              named(
                  List.of(
                      entry("Inactive", Direction.INACTIVE),
                      entry("Sendonly", Direction.SENDONLY))),
              Direction.INACTIVE)
          .label("On Hold SDP Stream Direction")
          .help("The direction of an offer that puts the other party on hold.")
          .page("SIP/Interop");
  Variable<Direction> HOLD_ANSWER =
      Variable.of(
              "SipEp.InteropOnHoldAnswerSdpStreamDirection",
              named(
                  List.of(
                      entry("Recvonly", Direction.RECVONLY),
                      entry("Inactive", Direction.INACTIVE))),
              Direction.RECVONLY)
          .label("On Hold Answer SDP Stream Direction")
          .help("The direction that answers the other party's sendonly.")
          .page("SIP/Interop");
  Variable<Boolean> HOLD_BY_ADDRESS =
      Variable.of(
              "SipEp.InteropOnHoldSdpConnectionAddress",
              named(List.of(entry("HoldAddress", true), entry("MediaAddress", false))),
              true)
          .label("On Hold SDP Connection Address")
          .help("HoldAddress writes 0.0.0.0 into an offer that holds, MediaAddress our own.")
          .page("SIP/Interop");
  Variable<Boolean> LESS_MEDIA =
      Variable.enable("SipEp.InteropAllowLessMediaInResponse", false)
          .label("Allow Less Media in Response")
          .help("Takes an answer with fewer streams than our offer, which RFC 3264 forbids.")
          .page("SIP/Interop");
  Variable<ContactMatching> CONTACT_MATCHING =
      Variable.of(
              "SipEp.InteropRegistrationContactMatching",
              named(
                  List.of(
                      entry("Strict", ContactMatching.STRICT),
                      entry("IgnoreUriParams", ContactMatching.IGNORE_URI_PARAMS),
                      entry("IgnoreUriAndPortParams", ContactMatching.IGNORE_URI_AND_PORT_PARAMS))),
              ContactMatching.STRICT)
          .label("Registration Contact Matching")
          .help("How our Contact is looked for in what the registrar answers.")
          .page("SIP/Interop");
  Variable<String> HOME_DOMAIN =
      Variable.of("SipEp.InteropRegisterHomeDomainOverride", SipEp.domain(), "")
          .label("Register Home Domain Override")
          .help("The host in the To and From of a REGISTER; empty for the registrar's.")
          .page("SIP/Interop");
  Variable<Boolean> CLIENT_AUTHENTICATION =
      Variable.enable("SipEp.InteropTlsClientAuthenticationEnable", false)
          .label("TLS Client Authentication")
          .help("Whoever connects to the secure port must present a trusted certificate.")
          .page("SIP/Interop");
  Variable<Boolean> SEND_UA_HEADER =
      Variable.enable("SipEp.InteropSendUaHeaderEnable", true)
          .label("Send User-Agent Header")
          .help("Whether messages say by whom they are sent: User-Agent and Server.")
          .page("SIP/Interop");
  Variable<String> UA_HEADER_FORMAT =
      Variable.text("SipEp.InteropUaHeaderFormat", "%product%/v%version% %profile%")
          .label("User-Agent Header Format")
          .help("The User-Agent and Server headers; %product%, %version%, %profile%, %mac%.")
          .page("SIP/Interop");

  Declarations DECLARATIONS =
      Declarations.of(
          CERTIFICATE_VALIDATION,
          CONNECT_TIMEOUT,
          CLIENT_AUTHENTICATION,
          FORCE_NAPTR,
          TRANSMISSION_TIMEOUT,
          MAX_FORWARDS,
          SEND_UA_HEADER,
          UA_HEADER_FORMAT,
          ANSWERS_OPTIONS,
          IGNORE_REQUIRE,
          CONTACT_MATCHING,
          HOME_DOMAIN,
          REJECT_CODE,
          LESS_MEDIA,
          HOLD_DIRECTION,
          HOLD_ANSWER,
          HOLD_BY_ADDRESS);

  /// How a hold is written.
  static HoldForm hold(Settings settings) {
    return new HoldForm(
        settings.get(HOLD_DIRECTION), settings.get(HOLD_BY_ADDRESS), settings.get(HOLD_ANSWER));
  }

  private static Kind<TrustLevel> trustLevels() {
    return named(Arrays.stream(TrustLevel.values()).map(it -> entry(it.text(), it)).toList());
  }

  /// One of these values, each with the unit's word for it, in any case of letters.
  private static <T> Kind<T> named(List<Map.Entry<String, T>> values) {
    return Kind.closed(
        values.stream().map(Map.Entry::getKey).toList(),
        text ->
            values.stream()
                .filter(it -> it.getKey().equalsIgnoreCase(text))
                .findFirst()
                .map(Map.Entry::getValue),
        value ->
            values.stream()
                .filter(it -> it.getValue().equals(value))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow());
  }
}
