package ringfence.proxy;

import ringfence.manage.event.Notification;
import ringfence.manage.event.Report;
import ringfence.proxy.log.LinkEvents;
import ringfence.transport.TransportEvent;

/// What happens to links as the log tells it.
final class LinkReports {
  private LinkReports() {}

  static Report of(TransportEvent event) {
    Notification kind =
        switch (event.kind()) {
          case ACCEPTED -> LinkEvents.LINK_UP;
          case CONNECTED -> LinkEvents.LINK_OPENED;
          case CLOSED -> LinkEvents.LINK_CLOSED;
          case CONNECT_FAILED -> LinkEvents.CONNECT_FAILED;
          case HANDSHAKE_FAILED -> LinkEvents.HANDSHAKE_FAILED;
          case NOT_TLS -> LinkEvents.NOT_TLS;
          case TOO_MANY_CONNECTIONS -> LinkEvents.TOO_MANY_CONNECTIONS;
          case NOT_ALLOWED -> LinkEvents.NOT_ALLOWED;
          case MALFORMED -> LinkEvents.MALFORMED;
          case NOT_SENT -> LinkEvents.NOT_SENT;
        };
    String peer = event.remote().getAddress().getHostAddress() + ":" + event.remote().getPort();
    return kind.report(event.text()).about(peer);
  }
}
