package ringfence.adapter.gateway;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Kind;
import ringfence.manage.setting.Variable;
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
          .help("The most that opening a link may take, TLS included.")
          .page("SIP/Interop");
  Variable<Duration> TRANSMISSION_TIMEOUT =
      Variable.seconds("SipEp.InteropTransmissionTimeout", 32, 1, 32)
          .label("Transmission Timeout")
          .help("How long a request waits for its answer: timers B, F and H.")
          .page("SIP/Interop");
  Variable<Integer> REJECT_CODE =
      Variable.of("SipEp.InteropRejectCodeForUnsupportedSdpOffer", rejectCodes(), 415)
          .label("Reject Code for Unsupported SDP Offer")
          .help("What an offer is refused with that cannot be met.")
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
          TRANSMISSION_TIMEOUT,
          REJECT_CODE,
          UA_HEADER_FORMAT);

  private static Kind<TrustLevel> trustLevels() {
    List<TrustLevel> levels = List.of(TrustLevel.values());
    return Kind.closed(
        levels.stream().map(TrustLevel::text).toList(),
        text -> levels.stream().filter(it -> it.text().equalsIgnoreCase(text)).findFirst(),
        TrustLevel::text);
  }

  private static Kind<Integer> rejectCodes() {
    List<String> codes = List.of("415", "488");
    return Kind.closed(
        codes,
        text -> codes.contains(text) ? Optional.of(Integer.valueOf(text)) : Optional.empty(),
        String::valueOf);
  }
}
