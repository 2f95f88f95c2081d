package ringfence.adapter.log;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import ringfence.manage.access.AccessEvents;
import ringfence.manage.backup.ConfEvents;
import ringfence.manage.disclosure.DisclosureEvents;
import ringfence.manage.event.Notification;
import ringfence.manage.event.Syslog;
import ringfence.manage.service.ServiceEvents;

/// Every kind of event that a unit tells, as `docs/events.md` lists them.
public final class EventCatalogue {
  /// In the order of their numbers.
  public static final List<Notification> ALL =
      Stream.of(
              ServiceEvents.ALL,
              ConfEvents.ALL,
              AccessEvents.ALL,
              Syslog.ALL,
              List.of(Logging.TEST),
              UnitEvents.ALL,
              DisclosureEvents.ALL)
          .flatMap(List::stream)
          .sorted(Comparator.comparingInt(Notification::number))
          .toList();

  private EventCatalogue() {}

  /// The services that tell any, in the order of their numbers.
  static List<Notification.Origin> services() {
    return ALL.stream().map(Notification::origin).distinct().toList();
  }
}
