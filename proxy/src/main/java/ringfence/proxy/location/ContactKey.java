package ringfence.proxy.location;

import java.util.Locale;
import ringfence.sip.message.OtherUri;
import ringfence.sip.message.SipUri;
import ringfence.sip.message.Uri;

/// What two contact URIs have in common when they may be the same contact: user, host and port.
final class ContactKey {
  private ContactKey() {}

  static String of(Uri contact) {
    return switch (contact) {
      case SipUri sip ->
          sip.userText().orElse("") + "@" + sip.host().toString().toLowerCase(Locale.ROOT);
      case OtherUri other -> other.toString();
    };
  }
}
