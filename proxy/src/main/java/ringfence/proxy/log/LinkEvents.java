package ringfence.proxy.log;

import static ringfence.manage.event.Severity.ERROR;
import static ringfence.manage.event.Severity.INFO;
import static ringfence.manage.event.Severity.WARNING;

import java.util.List;
import ringfence.manage.event.Notification;
import ringfence.manage.event.Notification.Origin;

/// What the proxy tells of links and certificates.
public interface LinkEvents {
  Origin TRANSPORT = new Origin("Transport", 5200, "Transport");
  Origin TLS = new Origin("Tls", 5500, "Certificates");

  Notification LINK_UP =
      new Notification(
          TRANSPORT, 0x5201, INFO, "%s", "A peer opened a connection.", "Nothing to do.");
  Notification LINK_OPENED =
      new Notification(
          TRANSPORT, 0x5202, INFO, "%s", "The proxy opened a connection.", "Nothing to do.");
  Notification LINK_CLOSED =
      new Notification(
          TRANSPORT,
          0x5203,
          INFO,
          "%s",
          "The sentence says who ended it.",
          "Nothing to do, unless it happens often to the same peer.");
  Notification CONNECT_FAILED =
      new Notification(
          TRANSPORT,
          0x5204,
          WARNING,
          "%s",
          "Nobody listens there, a firewall is in between, or the names or certificates do not"
              + " agree.",
          "Check the peer's address and its certificate.");
  Notification HANDSHAKE_FAILED =
      new Notification(
          TRANSPORT,
          0x5205,
          WARNING,
          "%s",
          "The versions, cipher suites or certificates of both sides do not agree.",
          "The sentence names the reason; install the authority at the device, or open the legacy"
              + " listener for an old one.");
  Notification NOT_TLS =
      new Notification(
          TRANSPORT,
          0x5206,
          WARNING,
          "%s",
          "A device speaks plain SIP to a port of TLS, or something scans it.",
          "Set the device's transport to TLS.");
  Notification TOO_MANY_CONNECTIONS =
      new Notification(
          TRANSPORT,
          0x5207,
          WARNING,
          "%s",
          "A peer, or all together, hold as many links as the settings allow.",
          "Raise max_connections or max_connections_per_address, or ban the peer.");
  Notification NOT_ALLOWED =
      new Notification(
          TRANSPORT,
          0x5208,
          WARNING,
          "%s",
          "The listener is for other networks.",
          "Add the network to the listener, if the peer should be served there.");
  Notification MALFORMED =
      new Notification(
          TRANSPORT,
          0x5209,
          WARNING,
          "%s",
          "The peer sent what is no SIP message.",
          "Look at the clause in the sentence; update the peer.");
  Notification NOT_SENT =
      new Notification(
          TRANSPORT,
          0x520A,
          WARNING,
          "%s",
          "The connection was gone, or the network refused the datagram.",
          "Nothing, if the peer comes back.");
  Notification CERTIFICATE_RENEWED =
      new Notification(
          TLS,
          0x5501,
          INFO,
          "A renewed certificate is presented from now on.",
          "Its file on disk has changed.",
          "Nothing to do.");
  Notification CERTIFICATE_UNUSABLE =
      new Notification(
          TLS,
          0x5502,
          ERROR,
          "What is on disk for TLS cannot be used as it is.",
          "A file is missing, does not match its key or is not well formed; what was in force"
              + " stays.",
          "Correct the file that the field cause names; it is read again by itself.");
  Notification CERTIFICATE_EXPIRES =
      new Notification(
          TLS,
          0x5503,
          WARNING,
          "A certificate of ours expires within %s days.",
          "Nobody has renewed it.",
          "Renew it and write it to the same file; it is taken up by itself.");
  Notification CERTIFICATE_EXPIRES_SOON =
      new Notification(
          TLS,
          0x5504,
          ERROR,
          "A certificate of ours expires within a week; days left: %s.",
          "Nobody has renewed it.",
          "Renew it now and write it to the same file; it is taken up by itself.");
  Notification CERTIFICATE_EXPIRED =
      new Notification(
          TLS,
          0x5505,
          ERROR,
          "A certificate of ours has expired: new links may be refused.",
          "Nobody has renewed it.",
          "Renew it now and write it to the same file; it is taken up by itself.");
  Notification REVOCATION_LIST_OLD =
      new Notification(
          TLS,
          0x5506,
          WARNING,
          "A revocation list is older than it says that it may be.",
          "Nobody has fetched a new one: what its authority has revoked since is not known here.",
          "Fetch the list anew and write it to the same file; it is taken up by itself.");
  Notification NOT_STAPLED =
      new Notification(
          TLS,
          0x5507,
          WARNING,
          "No OCSP response is sent along, though ocsp_stapling is set.",
          "The field cause says what stands in the way.",
          "Put the issuer's certificate behind the own one in its file, run the proxy where the"
              + " native TLS library loads, or set ocsp_stapling to no.");

  List<Notification> ALL =
      List.of(
          LINK_UP,
          LINK_OPENED,
          LINK_CLOSED,
          CONNECT_FAILED,
          HANDSHAKE_FAILED,
          NOT_TLS,
          TOO_MANY_CONNECTIONS,
          NOT_ALLOWED,
          MALFORMED,
          NOT_SENT,
          CERTIFICATE_RENEWED,
          CERTIFICATE_UNUSABLE,
          CERTIFICATE_EXPIRES,
          CERTIFICATE_EXPIRES_SOON,
          CERTIFICATE_EXPIRED,
          REVOCATION_LIST_OLD,
          NOT_STAPLED);
}
