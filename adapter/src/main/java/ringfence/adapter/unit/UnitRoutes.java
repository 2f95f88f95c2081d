package ringfence.adapter.unit;

import java.time.Instant;
import java.time.LocalDateTime;
import ringfence.adapter.dialling.DialledNumber;
import ringfence.adapter.gateway.Gateway;
import ringfence.adapter.gateway.SipEp;
import ringfence.adapter.host.Hoc;
import ringfence.adapter.route.CRout;
import ringfence.adapter.route.CallProperty;
import ringfence.adapter.route.CallRouter;
import ringfence.adapter.route.RoutedCall;
import ringfence.manage.setting.Settings;
import ringfence.sip.message.NameAddr;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipUri;

/// What the call router makes of the calls of a unit. On the SIP loop.
record UnitRoutes(Settings settings, CallRouter router) {
  static UnitRoutes of(Settings settings) {
    return new UnitRoutes(settings, CRout.router(settings));
  }

  /// Where a call of a line goes.
  CallRouter.Routing out(String endpoint, DialledNumber dialled, Instant now) {
    String host = dialled.host().map(Object::toString).orElse("");
    return router.route(
        RoutedCall.from(CallRouter.FXS + endpoint, local(now))
            .by(settings.get(SipEp.USER_NAME, endpoint))
            .with(CallProperty.CALLING_NAME, settings.get(SipEp.FRIENDLY_NAME, endpoint))
            .with(CallProperty.CALLED_E164, dialled.number())
            .with(CallProperty.CALLED_HOST, host));
  }

  /// Where a call goes that comes by a gateway.
  CallRouter.Routing in(Gateway gateway, SipRequest invite, Instant now) {
    var call = RoutedCall.from(CallRouter.SIP + gateway.name(), local(now));
    NameAddr from = invite.from();
    if (invite.uri() instanceof SipUri called) {
      call =
          call.calling(called.userText().orElse("")).with(CallProperty.CALLED_HOST, host(called));
    }
    if (from.uri() instanceof SipUri calling) {
      call = call.by(calling.userText().orElse("")).with(CallProperty.CALLING_HOST, host(calling));
    }
    return router.route(
        call.with(CallProperty.CALLED_URI, invite.uri().toString())
            .with(CallProperty.CALLED_NAME, invite.to().displayName().orElse(""))
            .with(CallProperty.CALLING_URI, from.uri().toString())
            .with(CallProperty.CALLING_NAME, from.displayName().orElse("")));
  }

  private static String host(SipUri uri) {
    return uri.host().toString();
  }

  private LocalDateTime local(Instant now) {
    return LocalDateTime.ofInstant(now, settings.get(Hoc.TIME_ZONE).offset(now));
  }
}
