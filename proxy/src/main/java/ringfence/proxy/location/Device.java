package ringfence.proxy.location;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import ringfence.sip.message.Uri;

/// The device behind a binding, as far as it names itself: RFC 5626 section 4.1.
///
/// @param instance the value of `+sip.instance`, with its angle brackets: stays with the device
///   through every restart
/// @param regId which of its flows this is, only where outbound is in use
/// @param formerContacts what its Contact was before, the newest first, at most [#FORMER_CONTACTS]:
///   a request within a dialog that still names one finds the device
public record Device(Optional<String> instance, OptionalInt regId, List<Uri> formerContacts) {
  /// The most former contacts that are kept.
  public static final int FORMER_CONTACTS = 5;

  /// A device that says nothing of itself.
  public static final Device UNNAMED = new Device(Optional.empty(), OptionalInt.empty(), List.of());

  public Device {
    if (formerContacts.size() > FORMER_CONTACTS) {
      throw new IllegalArgumentException(formerContacts.size() + " former contacts");
    }
    formerContacts = List.copyOf(formerContacts);
  }

  /// The same device in place of what it was before, whose contact it left for `current`.
  public Device inPlaceOf(Binding before, Uri current) {
    List<Uri> former = new ArrayList<>();
    former.add(before.contact());
    former.addAll(before.device().formerContacts());
    former.addAll(formerContacts);
    List<Uri> kept =
        former.stream()
            .filter(uri -> !uri.matches(current))
            .distinct()
            .limit(FORMER_CONTACTS)
            .toList();
    return new Device(instance, regId, kept);
  }
}
