package ringfence.adapter.log;

import static ringfence.manage.event.Severity.ERROR;
import static ringfence.manage.event.Severity.INFO;
import static ringfence.manage.event.Severity.WARNING;

import java.util.List;
import java.util.Optional;
import ringfence.manage.event.Notification;
import ringfence.manage.event.Notification.Origin;
import ringfence.transport.tls.Refusal;

/// What the unit tells of its links, registrations, calls and media. What it says in the vendor's
/// own words about a gateway (`SIP transport enable (TLS).`) are traces and have no number.
public interface UnitEvents {
  Origin SIP_EP = new Origin("SipEp", 1400, "SIP Endpoint");
  Origin CERT = new Origin("Cert", 2300, "Certificate Manager");
  Origin MIPT = new Origin("Mipt", 1600, "Media IP Transport");

  Notification LINK_UP =
      new Notification(
          SIP_EP,
          0x1401,
          INFO,
          "The link to %s is up.",
          "The connection was opened and the server's certificate accepted.",
          "Nothing to do.");
  Notification LINK_DOWN =
      new Notification(
          SIP_EP,
          0x1402,
          WARNING,
          "The link to %s is down: %s",
          "It could not be opened, the server closed it, or it no longer answered.",
          "The sentence names the reason; the link is tried again by itself.");
  Notification CANNOT_LISTEN =
      new Notification(
          SIP_EP,
          0x1403,
          ERROR,
          "The gateway cannot start: %s",
          "Its port is in use, or its address is not one of this host.",
          "Change the port on the Gateways page, or end the program that uses it.");
  Notification CLOCK_NOT_SYNCHRONISED =
      new Notification(
          SIP_EP,
          0x1404,
          WARNING,
          "The gateway waits for time synchronization.",
          "A certificate cannot be checked without knowing the time, and no SNTP server answered.",
          "Check the SNTP servers on the Host page.");
  Notification GATEWAY_WAITS =
      new Notification(
          SIP_EP,
          0x1405,
          WARNING,
          "The gateway cannot start yet: %s.",
          "Its network interface has no address, or its settings name no proxy.",
          "Check the Interfaces page, and the servers on the Servers page.");
  Notification LEGACY_TLS =
      new Notification(
          SIP_EP,
          0x1406,
          WARNING,
          "%s",
          "The Transport page names cipher suites or a version of TLS that are no longer safe.",
          "Choose the cipher suites Modern and TLS 1.2 there.");
  Notification ADDRESS_LOST =
      new Notification(
          SIP_EP,
          0x1407,
          WARNING,
          "The gateway starts anew: %s.",
          "The network interface lost its address or got another one.",
          "Nothing to do, unless the address should not have changed; calls there are lost.");
  Notification NO_SERVER_SET =
      new Notification(
          SIP_EP,
          0x1408,
          INFO,
          "The server %s of the factory's settings cannot be reached: %s",
          "Nobody has set the unit's servers yet.",
          "Name the registrar and the proxy on the Servers page.");
  Notification NO_CERTIFICATE =
      refused(
          0x1410,
          "presented no certificate",
          "The server speaks TLS without a certificate, or a proxy in between does.",
          "Install a certificate at the server.");
  Notification UNKNOWN_CA =
      refused(
          0x1411,
          "has a certificate of an authority that is not installed",
          "No installed certificate of type Other signed it.",
          "Install the CA's certificate as Other on the Certificates page.");
  Notification EXPIRED =
      refused(
          0x1412,
          "has a certificate that has expired",
          "Its Valid To date is past, or the unit's clock is wrong.",
          "Renew the server's certificate; check the time on the Host page.");
  Notification NOT_YET_VALID =
      refused(
          0x1413,
          "has a certificate that is not valid yet",
          "Its Valid From date is to come, or the unit's clock is wrong.",
          "Check the time on the Host page.");
  Notification WRONG_NAME =
      refused(
          0x1414,
          "has a certificate for another name",
          "Neither its alternative names nor its common name is the configured server.",
          "Configure the server by a name of its certificate, or have one issued for this name.");
  Notification REVOKED =
      refused(
          0x1415,
          "has a certificate that was revoked, or whose revocation could not be excluded",
          "Its authority's OCSP responder said so, or did not answer where that is mandatory.",
          "Renew the server's certificate; check that the responder can be reached.");
  Notification BAD_CERTIFICATE =
      refused(
          0x1416,
          "has a certificate that is not sound",
          "A signature in its chain is wrong, its usage is another, or its key is too weak.",
          "Have the server's certificate issued anew.");
  Notification VERSION_REFUSED =
      refused(
          0x1417,
          "speaks no TLS version that is allowed here",
          "It is older or newer than the versions on the Transport page.",
          "Update the server, or allow its version on the Transport page.");
  Notification CIPHER_REFUSED =
      refused(
          0x1418,
          "has no cipher suite in common",
          "None of the suites of the chosen set is enabled at the server.",
          "Choose another cipher suite set on the Transport page.");
  Notification REGISTERED =
      new Notification(
          SIP_EP,
          0x1420,
          INFO,
          "Registration of %s accepted.",
          "The registrar answered 200.",
          "Nothing to do.");
  Notification REGISTRATION_FAILED =
      new Notification(
          SIP_EP,
          0x1421,
          WARNING,
          "Registration of %s failed: %s.",
          "The registrar refused it or did not answer.",
          "Check the user on the Registrations page and the password on the Authentication page.");
  Notification TOO_MANY_REGISTRATIONS =
      new Notification(
          SIP_EP,
          0x1422,
          ERROR,
          "There are %s registrations, and a unit has at most %s: from %s on, none is made.",
          "Every line and user counts once for each gateway where it registers.",
          "Name one gateway in the place of all, or leave users out on the Registrations page.");
  Notification CALL_NOTE =
      new Notification(
          SIP_EP,
          0x1430,
          INFO,
          "%s",
          "A call ended or was changed; the sentence says how.",
          "Nothing to do, unless calls end that should not: the reason is the one of the peer.");
  Notification CANNOT_CALL =
      new Notification(
          SIP_EP,
          0x1431,
          WARNING,
          "%s cannot call: %s.",
          "The line is not registered, has no way to the proxy, or the call failed.",
          "Check the Registrations page and the links on the Servers page.");
  Notification NO_ROUTE =
      new Notification(
          SIP_EP,
          0x1432,
          WARNING,
          "A caller is answered 404: %s.",
          "No line has the number called, or no route of the call router takes the call.",
          "Check the user names on the Registrations page, and the routes on Route Config.");
  Notification FAULT =
      new Notification(
          SIP_EP,
          0x14FF,
          ERROR,
          "A step failed: %s.",
          "A fault in the unit itself.",
          "Restart the service and report it with this line.");
  Notification SECURITY_ADVICE =
      new Notification(
          MIPT,
          0x1601,
          WARNING,
          "%s",
          "The media settings are less secure than they could be.",
          "Choose Secure, MIKEY or SDES, and AES on the Telephony pages.");
  Notification STREAM_NOT_USED =
      new Notification(
          MIPT,
          0x1602,
          INFO,
          "A media stream of the peer is not used: %s.",
          "What the peer offers does not go with the media settings here.",
          "Set both sides to the same mode, key management and codecs.");

  Notification CERTIFICATE_EXPIRES =
      new Notification(
          CERT,
          0x2301,
          WARNING,
          "The certificate %s expires in %s days.",
          "Its Valid To date is near.",
          "Have it issued anew and install it on the Certificates page under the same name.");
  Notification CERTIFICATE_EXPIRED =
      new Notification(
          CERT,
          0x2302,
          ERROR,
          "The certificate %s has expired.",
          "Its Valid To date is past, or the unit's clock is wrong.",
          "Have it issued anew, or delete it if nothing needs it; check the time on the Host page.");
  Notification CERTIFICATE_DAMAGED =
      new Notification(
          CERT,
          0x2303,
          ERROR,
          "The certificate file %s cannot be used.",
          "It was changed from outside, or its disk is damaged.",
          "Install the certificate again on the Certificates page.");

  /// In the order of their numbers.
  List<Notification> ALL =
      List.of(
          LINK_UP,
          LINK_DOWN,
          CANNOT_LISTEN,
          CLOCK_NOT_SYNCHRONISED,
          GATEWAY_WAITS,
          LEGACY_TLS,
          ADDRESS_LOST,
          NO_SERVER_SET,
          NO_CERTIFICATE,
          UNKNOWN_CA,
          EXPIRED,
          NOT_YET_VALID,
          WRONG_NAME,
          REVOKED,
          BAD_CERTIFICATE,
          VERSION_REFUSED,
          CIPHER_REFUSED,
          REGISTERED,
          REGISTRATION_FAILED,
          TOO_MANY_REGISTRATIONS,
          CALL_NOTE,
          CANNOT_CALL,
          NO_ROUTE,
          FAULT,
          SECURITY_ADVICE,
          STREAM_NOT_USED,
          CERTIFICATE_EXPIRES,
          CERTIFICATE_EXPIRED,
          CERTIFICATE_DAMAGED);

  private static Notification refused(int number, String what, String cause, String cure) {
    return new Notification(SIP_EP, number, ERROR, "The server %s " + what + ": %s", cause, cure);
  }

  /// What is told when a server was not accepted; nothing where it could not even be asked.
  static Optional<Notification> of(Refusal.Cause cause) {
    return switch (cause) {
      case NO_CERTIFICATE -> Optional.of(NO_CERTIFICATE);
      case UNKNOWN_CA -> Optional.of(UNKNOWN_CA);
      case EXPIRED -> Optional.of(EXPIRED);
      case NOT_YET_VALID -> Optional.of(NOT_YET_VALID);
      case WRONG_NAME -> Optional.of(WRONG_NAME);
      case REVOKED, REVOCATION_UNKNOWN -> Optional.of(REVOKED);
      case BAD_SIGNATURE, WRONG_USAGE, WEAK_KEY -> Optional.of(BAD_CERTIFICATE);
      case VERSION -> Optional.of(VERSION_REFUSED);
      case CIPHER -> Optional.of(CIPHER_REFUSED);
      case REFUSED, PEER_ALERT, TIMEOUT, NOT_TLS, UNREACHABLE, CLOSED, CROWDED, BROKEN, LOCAL ->
          Optional.empty();
    };
  }
}
