package ringfence.proxy.log;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import ringfence.manage.access.AccessEvents;
import ringfence.manage.backup.ConfEvents;
import ringfence.manage.disclosure.DisclosureEvents;
import ringfence.manage.event.Notification;
import ringfence.manage.event.Syslog;
import ringfence.manage.service.ServiceEvents;

/// Every kind of event that a proxy tells, as `docs/proxy-events.md` lists them.
public final class EventCatalogue {
  /// In the order of their numbers.
  public static final List<Notification> ALL =
      Stream.of(
              ServiceEvents.ALL,
              AccessEvents.ALL,
              Syslog.ALL,
              List.of(ConfEvents.DAMAGED),
              ProxyEvents.ALL,
              LinkEvents.ALL,
              NodeEvents.ALL,
              DisclosureEvents.ALL)
          .flatMap(List::stream)
          .sorted(Comparator.comparingInt(Notification::number))
          .toList();

  private EventCatalogue() {}
}
