package ringfence.trace.live;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import ringfence.rtp.Ssrc;
import ringfence.trace.capture.Observed;
import ringfence.trace.capture.Passed;
import ringfence.trace.decode.Content;
import ringfence.trace.decode.LiveDecoder;
import ringfence.trace.decode.Row;
import ringfence.trace.export.LadderRows;

/// The last of what ladders show of a product, in bounded memory: the oldest is forgotten first, of
/// messages and of connections each by itself, so that strangers who connect and say nothing take
/// no message away. Not for several threads.
public final class LadderLog {
  static final int MOST_ROWS = 10_000;
  private static final long MOST_HELD = 32L << 20;
  private static final int MOST_REMEMBERED = 10_000;
  static final int MOST_SOURCES = 16;

  /// Where the media of a call goes; a flood of other sources there is not worth a row each.
  private record Port(InetSocketAddress destination, Set<String> calls) {}

  private record Media(InetSocketAddress source, InetSocketAddress destination, Ssrc ssrc) {}

  /// What is kept at a moment, for any thread.
  public static final class Now {
    private final List<Row> rows;
    private final List<Set<InetSocketAddress>> used;
    private final boolean few;

    private Now(LadderLog log) {
      this.rows = Stream.of(log.messages, log.links).flatMap(it -> it.rows.stream()).toList();
      this.used = List.copyOf(log.used);
      this.few = log.few;
    }

    /// What of it is about whom a ladder follows.
    public List<Row> of(Followed followed) {
      return followed.in(rows, new HashSet<>(used), few);
    }
  }

  /// Rows of a kind.
  private static final class Last {
    private final Deque<Row> rows = new ArrayDeque<>();
    private long held;

    void add(Row row) {
      rows.addLast(row);
      held += row.held();
      while (rows.size() > MOST_ROWS || held > MOST_HELD) held -= rows.removeFirst().held();
    }
  }

  private final Predicate<Row> wanted;
  private final boolean few;
  private final LiveDecoder decoder = new LiveDecoder();
  private final Last messages = new Last();
  private final Last links = new Last();
  private final Set<Media> streams = bounded();
  private final Map<Port, Integer> ports = boundedMap();
  private final Set<Set<InetSocketAddress>> used = bounded();

  private LadderLog(Predicate<Row> wanted, boolean few) {
    this.wanted = wanted;
    this.few = few;
  }

  /// Of a product of few links: everything is kept, and a connection that carried nothing, and came
  /// from where nobody was heard, may be anybody's.
  public static LadderLog ofFew() {
    return new LadderLog(_ -> true, true);
  }

  /// Of a product of many links.
  ///
  /// @param wanted which messages are kept; the connections and media of all are
  public static LadderLog ofMany(Predicate<Row> wanted) {
    return new LadderLog(wanted, false);
  }

  private static <T> Set<T> bounded() {
    return Collections.newSetFromMap(boundedMap());
  }

  private static <K, V> Map<K, V> boundedMap() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > MOST_REMEMBERED;
      }
    };
  }

  /// A message was sent or came; whether that is another row.
  public boolean said(Observed seen) {
    used.add(ends(seen.source(), seen.destination()));
    return decoder.said(seen, wanted).filter(this::keep).isPresent();
  }

  /// The same of what passed at a socket.
  public boolean passed(Passed passed) {
    if (passed instanceof Passed.Opened it) used.remove(ends(it.source(), it.destination()));
    boolean another = false;
    for (Row row : decoder.passed(passed)) another |= keep(row);
    return another;
  }

  /// What is kept now.
  public Now now() {
    return new Now(this);
  }

  private boolean keep(Row row) {
    if (!isRung(row)) return false;
    switch (row.content()) {
      case Content.Sip _ -> messages.add(row);
      case Content.Rtp rtp -> links.add(row.with(rtp.withoutPayload()));
      case Content.Tls _,
          Content.Tcp _,
          Content.KeepAlive _,
          Content.Rtcp _,
          Content.Other _,
          Content.Malformed _ ->
          links.add(row);
    }
    return true;
  }

  private boolean isRung(Row row) {
    return row.content() instanceof Content.Rtp rtp ? begins(row, rtp) : LadderRows.isRung(row);
  }

  private boolean begins(Row row, Content.Rtp rtp) {
    var media = new Media(row.source(), row.destination(), rtp.header().ssrc());
    if (streams.contains(media)) return false;
    var port = new Port(row.destination(), Set.copyOf(rtp.calls()));
    int sources = ports.merge(port, 1, (before, one) -> Math.min(MOST_SOURCES, before) + one);
    return sources <= MOST_SOURCES && streams.add(media);
  }

  /// Of a connection, whichever of them sent.
  static Set<InetSocketAddress> ends(Row row) {
    return ends(row.source(), row.destination());
  }

  private static Set<InetSocketAddress> ends(InetSocketAddress one, InetSocketAddress other) {
    return Set.copyOf(List.of(one, other));
  }
}
