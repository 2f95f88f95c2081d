package ringfence.adapter.unit;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import ringfence.adapter.gateway.LinkStatus;
import ringfence.adapter.gateway.LinkTransition;
import ringfence.adapter.gateway.PersistentLink;
import ringfence.manage.certificate.CertificateFacts;
import ringfence.manage.status.Cell;
import ringfence.manage.status.StatusTable;
import ringfence.manage.status.Tone;
import ringfence.transport.TlsSession;
import ringfence.transport.tls.VerifiedPeer;

/// What SIPEP shows of its persistent links, the tables of SIP > Servers.
///
/// @param zone of the times
public record LinkTables(Supplier<UnitStatus> status, Supplier<ZoneId> zone) {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
  private static final String NONE = "This transport has no links.";

  /// Each link, whether it is up, and why.
  public StatusTable links() {
    return table(
            "SipEp.TlsPersistentConnectionStatus",
            "TLS Persistent Connections Status",
            List.of(
                "Gateway",
                "Local Port",
                "Remote Host",
                "Remote IP Address",
                "Status",
                "Next Try",
                "Cause"),
            link -> Stream.of(row(link)))
        .actions(UnitDiagnoses.LINK);
  }

  /// What each link that is up has agreed on, and with whom.
  public StatusTable security() {
    return table(
            "SipEp.TlsPersistentConnectionSecurity",
            "TLS Persistent Connections Security",
            List.of(
                "Gateway",
                "Remote Host",
                "TLS Version",
                "Cipher Suite",
                "Peer Certificate",
                "Valid To",
                "Round-Trip Time"),
            link -> Stream.of(link).filter(LinkTables::stands).map(this::securityRow))
        .none("No link is up.");
  }

  private static boolean stands(LinkStatus link) {
    return link.status() != PersistentLink.Status.DOWN;
  }

  /// What became of each link, the latest first.
  public StatusTable history() {
    return table(
        "SipEp.TlsPersistentConnectionHistory",
        "TLS Persistent Connections History",
        List.of("Gateway", "Remote Host", "Time", "Status", "Cause"),
        link -> link.history().stream().map(it -> row(link, it)));
  }

  private StatusTable table(
      String name,
      String title,
      List<String> columns,
      Function<LinkStatus, Stream<List<Cell>>> rows) {
    return new StatusTable(
            name, title, columns, () -> status.get().links().stream().flatMap(rows).toList())
        .none(NONE);
  }

  private List<Cell> row(LinkStatus link) {
    return List.of(
        Cell.of(link.gateway()),
        Cell.of(link.localPort() == 0 ? "" : String.valueOf(link.localPort())),
        Cell.of(link.remoteHost().toString()),
        text(link.remote(), LinkTables::place),
        state(link.status()),
        text(link.nextTry(), this::time),
        Cell.of(link.cause()));
  }

  private List<Cell> securityRow(LinkStatus link) {
    Optional<TlsSession> tls = link.tls();
    Optional<X509Certificate> peer = tls.flatMap(TlsSession::peer).map(VerifiedPeer::certificate);
    return List.of(
        Cell.of(link.gateway()),
        Cell.of(link.remoteHost().toString()),
        text(tls, it -> it.version().text()),
        text(tls, TlsSession::suite),
        text(peer, it -> CertificateFacts.of(it).issuedTo()),
        text(peer, it -> time(it.getNotAfter().toInstant())),
        text(link.roundTrip(), LinkTables::milliseconds));
  }

  private List<Cell> row(LinkStatus link, LinkTransition transition) {
    return List.of(
        Cell.of(link.gateway()),
        Cell.of(link.remoteHost().toString()),
        Cell.of(time(transition.at())),
        state(transition.status()),
        Cell.of(transition.cause()));
  }

  private static <T> Cell text(Optional<T> value, Function<T, String> print) {
    return Cell.of(value.map(print).orElse(""));
  }

  private static String place(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  private String time(Instant time) {
    return TIME.format(time.atZone(zone.get()));
  }

  private static String milliseconds(Duration time) {
    return "%.1f ms".formatted(time.toNanos() / 1e6);
  }

  private static Cell state(PersistentLink.Status link) {
    Tone tone =
        switch (link) {
          case UP -> Tone.GOOD;
          case WAITING_UP, WAITING_SHUTDOWN -> Tone.WAITING;
          case DOWN -> Tone.BAD;
        };
    return new Cell(link.toString(), tone);
  }

  /// Every one of them.
  public List<StatusTable> all() {
    return List.of(links(), security(), history());
  }
}
