package ringfence.trace.export;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import ringfence.trace.decode.Content;
import ringfence.trace.decode.Row;
import ringfence.trace.quality.Streams;
import ringfence.trace.tls.TlsEvent;

/// The rows that a ladder shows, the first ten thousand of them or as many as fit into 64 MB of
/// memory: messages, handshakes, the beginning and end of connections, and the beginning of media.
public final class LadderRows {
  private static final int MOST = 10_000;
  private static final long MOST_HELD = 64L << 20;

  private final List<Row> rows = new ArrayList<>();
  private final Streams media = new Streams();
  private long held;
  private long leftOut;

  /// Takes a row, or leaves it out.
  public void add(Row row) {
    if (!isShown(row)) return;
    Row kept = row.content() instanceof Content.Rtp rtp ? row.with(rtp.withoutPayload()) : row;
    boolean fits = leftOut == 0 && rows.size() < MOST && held + kept.held() <= MOST_HELD;
    if (!fits) {
      leftOut++;
      return;
    }
    rows.add(kept);
    held += kept.held();
  }

  private boolean isShown(Row row) {
    return row.content() instanceof Content.Rtp ? media.add(row) : isRung(row);
  }

  /// Whether a ladder has that row; of media it has the beginning of a stream, which a row alone
  /// does not tell.
  public static boolean isRung(Row row) {
    return switch (row.content()) {
      case Content.Sip _, Content.KeepAlive _ -> true;
      case Content.Malformed _ -> row.source().getPort() > 0;
      case Content.Tls(_, var events) -> events.stream().anyMatch(LadderRows::isHandshake);
      case Content.Tcp tcp -> tcp.flags().matches(".*(SYN|FIN|RST).*");
      case Content.Rtp _, Content.Rtcp _, Content.Other _ -> false;
    };
  }

  private static boolean isHandshake(TlsEvent event) {
    return switch (event) {
      case TlsEvent.Handshake _,
          TlsEvent.Resumed _,
          TlsEvent.AlertSent _,
          TlsEvent.NotTls _,
          TlsEvent.Malformed _,
          TlsEvent.Lost _ ->
          true;
      case TlsEvent.ChangeCipherSpec _,
          TlsEvent.ApplicationData _,
          TlsEvent.Heartbeat _,
          TlsEvent.Encrypted _ ->
          false;
    };
  }

  public List<Row> rows() {
    return List.copyOf(rows);
  }

  /// What is said below a ladder that has not all rows.
  public String leftOutText() {
    return "... and " + leftOut + " more";
  }

  /// How many rows came when there were too many already.
  public long leftOut() {
    return leftOut;
  }

  /// When a row was, in seconds from the start with three digits behind the point.
  static String seconds(Instant start, Row row) {
    var since = Duration.between(start, row.time());
    return String.format(Locale.ROOT, "%.3f", since.toSeconds() + since.toNanosPart() / 1e9);
  }

  /// A row in a few words, for the arrow of a ladder.
  static String words(Row row, Showing showing) {
    return switch (row.content()) {
      case Content.Rtp rtp ->
          row.content().protocol() + " " + rtp.codec().encodingName() + " begins";
      case Content.Sip sip -> brief(sip, showing.info(row));
      case Content.Tcp tcp -> "TCP " + tcp.flags();
      case Content.Tls _,
          Content.KeepAlive _,
          Content.Malformed _,
          Content.Rtcp _,
          Content.Other _ ->
          row.content().protocol() + " " + showing.info(row);
    };
  }

  private static String brief(Content.Sip sip, String info) {
    String line = info.replaceFirst("^(Request|Status): ", "");
    int body = line.indexOf(", with session description");
    if (body < 0) return line;
    return line.substring(0, body) + " (" + sip.protocol().replaceFirst("SIP/", "") + ")";
  }
}
