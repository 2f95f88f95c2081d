package ringfence.adapter.gateway;

import ringfence.manage.setting.Declarations;

/// Every setting of the SIP endpoint service.
public interface SipSettings {
  Declarations DECLARATIONS =
      SipEp.DECLARATIONS
          .and(SipTransport.DECLARATIONS)
          .and(SipInterop.DECLARATIONS)
          .and(SipAuthentication.DECLARATIONS);
}
