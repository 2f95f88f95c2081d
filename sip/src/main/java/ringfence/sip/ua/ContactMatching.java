package ringfence.sip.ua;

import ringfence.sip.message.HostPort;
import ringfence.sip.message.Parameters;
import ringfence.sip.message.SipUri;
import ringfence.sip.message.Uri;

/// How our Contact is looked for in the registrar's 200, the units'
/// `InteropRegistrationContactMatching`.
public enum ContactMatching {
  /// The comparison of RFC 3261 section 19.1.4, as section 10.2.4 wants.
  STRICT,
  /// Without the URI parameters.
  IGNORE_URI_PARAMS,
  /// Without the URI parameters and the port.
  IGNORE_URI_AND_PORT_PARAMS;

  /// Whether the registrar's `theirs` is `ours`.
  public boolean matches(Uri ours, Uri theirs) {
    if (!(ours instanceof SipUri own) || !(theirs instanceof SipUri other)) {
      return ours.equals(theirs);
    }
    return switch (this) {
      case STRICT -> own.matches(other);
      case IGNORE_URI_PARAMS -> plain(own).matches(plain(other));
      case IGNORE_URI_AND_PORT_PARAMS -> portless(own).matches(portless(other));
    };
  }

  private static SipUri plain(SipUri uri) {
    return uri.with(Parameters.NONE).withoutHeaders();
  }

  private static SipUri portless(SipUri uri) {
    return plain(uri).withHost(HostPort.of(uri.host().host()));
  }
}
