package ringfence.adapter.pages;

import java.util.List;
import ringfence.manage.web.Html;
import ringfence.manage.web.Page;
import ringfence.manage.web.Part;

/// System > Help: what to know before the first secure call, where to look when it does not come
/// about, and where the standards are.
final class HelpPage {
  private record Reference(String title, String about, String address) {}

  private static final List<Reference> REFERENCES =
      List.of(
          new Reference(
              "TLS 1.3, RFC 8446",
              "secures the signalling; SSL is what its first versions were called",
              "https://www.rfc-editor.org/rfc/rfc8446"),
          new Reference(
              "TLS 1.2, RFC 5246",
              "for servers that do not have 1.3",
              "https://www.rfc-editor.org/rfc/rfc5246"),
          new Reference(
              "OpenSSL", "makes and shows keys and certificates", "https://www.openssl.org/"),
          new Reference(
              "X.509 certificates, RFC 5280",
              "what a certificate says, and when a chain of them holds",
              "https://www.rfc-editor.org/rfc/rfc5280"),
          new Reference(
              "X.509 on Wikipedia", "a first overview", "https://en.wikipedia.org/wiki/X.509"),
          new Reference(
              "MIKEY, RFC 3830",
              "agrees on media keys in the session attributes of SDP",
              "https://www.rfc-editor.org/rfc/rfc3830"),
          new Reference(
              "SDES, RFC 4568",
              "sends media keys in the media attributes of SDP",
              "https://www.rfc-editor.org/rfc/rfc4568"),
          new Reference(
              "SRTP, RFC 3711",
              "encrypts and authenticates the media",
              "https://www.rfc-editor.org/rfc/rfc3711"),
          new Reference(
              "SIP, RFC 3261", "the signalling itself", "https://www.rfc-editor.org/rfc/rfc3261"));

  private HelpPage() {}

  static Page page() {
    return Page.of("System", "Help", HelpPage::parts);
  }

  private static List<Part> parts() {
    return List.of(certificates(), faults(), new Part.Panel("References", references()));
  }

  private static Part certificates() {
    return Part.Facts.of("Certificates")
        .fact(
            "Other",
            "A CA certificate: it checks the certificate of a server that this unit connects to."
                + " One at least is needed for TLS.")
        .fact(
            "Host",
            "The unit's own certificate with its key: needed where the unit is a TLS server, as for"
                + " calls from another unit without a proxy between them. With one of two units"
                + " having one, calls go towards that unit only.")
        .fact(
            "Uploading a Host certificate",
            "Do it by HTTPS, or from a PC that is connected directly to the unit: over HTTP"
                + " whoever is on the way can read the private key.")
        .fact(
            "Time",
            "Certificates have a start and an end, so the clock must be right: set an SNTP server"
                + " under Network, Host.");
  }

  private static Part faults() {
    return Part.Facts.of("When It Does Not Work")
        .fact(
            "A link is Down",
            "The table under SIP, Servers says why: the certificate, its authority, its name, its"
                + " dates, or that nobody answers.")
        .fact(
            "REGISTER is not answered",
            "A server that expects TLS does not understand anything else, and the other way round:"
                + " enable TLS under SIP, Transport, and restart the services.")
        .fact(
            "Server Internal Error",
            "Some servers need to see the transport: enable Add SIP Transport in Registration and"
                + " in Contact Header.")
        .fact(
            "415 Unsupported Media Type",
            "The two ends agree on media keys by different protocols: choose the same, MIKEY or"
                + " SDES, at both.");
  }

  private static Html references() {
    var list = Html.tag("ul").attribute("class", "references");
    for (Reference one : REFERENCES) list = list.add(item(one));
    return list.html();
  }

  private static Html item(Reference one) {
    var link = Html.tag("a").attribute("href", one.address()).attribute("rel", "noreferrer");
    return Html.tag("li").add(link.text(one.title())).text(": " + one.about()).html();
  }
}
