package ringfence.app.call;

import java.util.Locale;
import java.util.Optional;
import ringfence.adapter.call.CallStatus;
import ringfence.manage.json.Json;
import ringfence.media.session.SecurityStatement;
import ringfence.media.session.SessionStatistics;

/// What commands say alike of a call in JSON.
public final class CallJson {
  private CallJson() {}

  /// How the media of a call is secured.
  public static Json security(Optional<CallStatus> call) {
    Optional<SecurityStatement> statement =
        call.flatMap(CallStatus::media).map(SessionStatistics::security);
    if (statement.isEmpty()) return new Json.JsonNull();
    SecurityStatement security = statement.get();
    return Json.object()
        .put("profile", security.transport())
        .put("keyManagement", security.keyManagement())
        .put("suite", security.profile().map(Object::toString).orElse(""))
        .put("keys", security.keys())
        .put("role", security.role().map(it -> it.name().toLowerCase(Locale.ROOT)).orElse(""))
        .put("sentSecurely", security.sent())
        .put("receivedSecurely", security.received())
        .put("rekeys", security.rekeys())
        .put("refusedAsForged", security.forged())
        .put("refusedAsReplayed", security.replayed())
        .put("plaintextBlocked", security.plaintextBlocked());
  }

  /// To one decimal.
  public static double rounded(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
