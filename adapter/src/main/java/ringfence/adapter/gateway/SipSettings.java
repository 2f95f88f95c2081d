package ringfence.adapter.gateway;

import java.util.List;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Rule;

/// Every setting of the SIP endpoint service, and what they must be together.
public interface SipSettings {
  Declarations DECLARATIONS =
      SipEp.DECLARATIONS
          .and(SipServers.DECLARATIONS)
          .and(SipRegistrations.DECLARATIONS)
          .and(SipAuthentication.DECLARATIONS)
          .and(SipTransport.DECLARATIONS)
          .and(SipTls.DECLARATIONS)
          .and(SipInterop.DECLARATIONS)
          .and(SipMisc.DECLARATIONS);

  List<Rule> RULES =
      List.of(
          SipTransport.TLS_EXCLUDES_UDP_AND_TCP,
          SipTransport.SOME_TRANSPORT,
          SipTls.OLD_VERSIONS_NEED_OLD_SUITES,
          SipMisc.INTERVAL);
}
