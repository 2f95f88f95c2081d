package ringfence.proxy.admin;

import java.util.List;
import java.util.Optional;
import ringfence.manage.status.Cell;
import ringfence.manage.status.StatusTable;
import ringfence.manage.status.Tone;
import ringfence.proxy.ProxyServer;
import ringfence.proxy.failure.FailedRequest;
import ringfence.proxy.location.AddressOfRecord;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipUri;
import ringfence.sip.message.Uri;

/// The registrations and calls that failed lately.
public final class FailureTable {
  public static final String NAME = "Proxy.Failures";

  private FailureTable() {}

  static StatusTable of(ProxyAdmin proxy) {
    return new StatusTable(
            NAME,
            "Failures",
            List.of("Call-ID", "At", "Request", "By", "Answer"),
            () ->
                proxy.asked(ProxyServer::failures).map(it -> it.join()).orElse(List.of()).stream()
                    .map(FailureTable::row)
                    .toList())
        .none("Nothing has failed lately.")
        .actions(ProxyDiagnoses.CALL);
  }

  private static List<Cell> row(FailedRequest each) {
    return List.of(
        Cell.of(each.request().callId()),
        Cell.of(Amounts.moment(each.answeredAt())),
        Cell.of(request(each)),
        Cell.of(each.flow().transport() + " " + Amounts.address(each.flow().remote())),
        new Cell(each.response().status() + " " + each.response().reason(), Tone.BAD));
  }

  private static String request(FailedRequest each) {
    String to = user(each.request().to().uri());
    return each.request().is(Method.REGISTER)
        ? "REGISTER of " + to
        : "INVITE of " + user(each.request().from().uri()) + " to " + to;
  }

  /// An address-of-record of ours or another's, as the other tables write it.
  static String user(Uri uri) {
    Optional<AddressOfRecord> aor =
        uri instanceof SipUri sip ? AddressOfRecord.of(sip) : Optional.empty();
    return aor.map(AddressOfRecord::toString).orElseGet(uri::toString);
  }
}
