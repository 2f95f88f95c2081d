package ringfence.trace.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ringfence.trace.decode.Content;
import ringfence.trace.decode.Row;
import ringfence.trace.tls.HandshakeMessage;
import ringfence.trace.tls.Octets;
import ringfence.trace.tls.TlsEvent;

/// Which frames of a capture chosen rows need to be read again: their own with those before it that
/// they name, as fragments of their datagrams; of a TCP connection all up to the last chosen row,
/// since TLS counts its records from the handshake on, and a stream with holes is read late or not
/// at all; and for media the messages that described them. It takes four octets a TCP segment; of
/// more connections or descriptions than it has room for the longest silent and the oldest are
/// forgotten.
public final class Selection {
  /// More than a decoder knows at a time.
  private static final int MOST_CONNECTIONS = 32_768;

  private static final int MOST_HANDSHAKES = 64;
  private static final long MOST_HELD = 64L << 20;

  /// A connection of which more may be chosen.
  private static final class Connection {
    private final Set<Octets> clientRandoms = new HashSet<>();
    private int[] waiting = new int[4];
    private int count;
    private boolean chosen;

    /// A frame of several rows comes once for each.
    private void add(int frame) {
      if (count > 0 && waiting[count - 1] == frame) return;
      if (count == waiting.length) waiting = Arrays.copyOf(waiting, 2 * count);
      waiting[count++] = frame;
    }

    private void choose(int last, BitSet frames) {
      chosen = true;
      int at = 0;
      while (at < count && waiting[at] <= last) frames.set(waiting[at++]);
      System.arraycopy(waiting, at, waiting, 0, count - at);
      count -= at;
    }
  }

  /// Where a row came from.
  private record Place(int frame, List<Long> needed, Optional<Connection> connection) {
    private long held() {
      return 64 + 24L * needed.size();
    }
  }

  private final BitSet frames = new BitSet();
  private final LinkedHashMap<Integer, Connection> connections =
      new LinkedHashMap<>(64, 0.75f, true);
  private final Set<Octets> forgottenRandoms = new HashSet<>();

  /// The session descriptions of a call that are not chosen yet, by its Call-ID.
  private final LinkedHashMap<String, List<Place>> descriptions = new LinkedHashMap<>();

  private long held;

  /// Takes each row of the capture in its order, and whether it is chosen.
  public void add(Row row, boolean chosen) {
    Place place = place(row);
    if (row.content() instanceof Content.Sip(var message, var session, _) && session.isPresent()) {
      describe(message.callId(), place);
    }
    if (!chosen) return;
    calls(row.content()).forEach(this::chooseDescriptions);
    choose(place);
  }

  private void describe(String callId, Place place) {
    descriptions.computeIfAbsent(callId, this::begun).add(place);
    held += place.held();
    while (held > MOST_HELD && descriptions.size() > 1) {
      removeDescriptions(descriptions.firstEntry().getKey());
    }
  }

  private List<Place> begun(String callId) {
    held += idHeld(callId);
    return new ArrayList<>();
  }

  private static long idHeld(String callId) {
    return 128L + callId.length();
  }

  private List<Place> removeDescriptions(String callId) {
    List<Place> places = descriptions.remove(callId);
    if (places == null) return List.of();
    held -= idHeld(callId) + places.stream().mapToLong(Place::held).sum();
    return places;
  }

  private Place place(Row row) {
    int frame = index(row.number());
    if (row.tcpStream().isEmpty()) return new Place(frame, row.needed(), Optional.empty());
    Connection connection = connection(row.tcpStream().getAsInt());
    row.needed().forEach(it -> connection.add(index(it)));
    connection.add(frame);
    if (row.content() instanceof Content.Tls tls) note(tls, connection);
    return new Place(frame, row.needed(), Optional.of(connection));
  }

  private Connection connection(int number) {
    Connection connection = connections.computeIfAbsent(number, _ -> new Connection());
    if (connections.size() > MOST_CONNECTIONS) {
      Connection gone = connections.pollFirstEntry().getValue();
      if (gone.chosen) forgottenRandoms.addAll(gone.clientRandoms);
    }
    return connection;
  }

  private static void note(Content.Tls tls, Connection connection) {
    for (TlsEvent event : tls.events()) {
      if (event instanceof TlsEvent.Handshake handshake
          && handshake.message() instanceof HandshakeMessage.ClientHello hello
          && connection.clientRandoms.size() < MOST_HANDSHAKES) {
        connection.clientRandoms.add(hello.random());
      }
    }
  }

  private static List<String> calls(Content content) {
    return switch (content) {
      case Content.Rtp rtp -> rtp.calls();
      case Content.Rtcp rtcp -> rtcp.calls();
      case Content.Sip _,
          Content.Tls _,
          Content.Tcp _,
          Content.KeepAlive _,
          Content.Other _,
          Content.Malformed _ ->
          List.of();
    };
  }

  private void chooseDescriptions(String callId) {
    removeDescriptions(callId).forEach(this::choose);
  }

  private void choose(Place place) {
    frames.set(place.frame());
    place.needed().forEach(it -> frames.set(index(it)));
    place.connection().ifPresent(it -> it.choose(place.frame(), frames));
  }

  private static int index(long frame) {
    return Math.toIntExact(frame);
  }

  boolean has(long frame) {
    return frames.get(index(frame));
  }

  /// What the handshakes of the chosen TLS connections are known by in a key log.
  Set<Octets> clientRandoms() {
    Set<Octets> all = new HashSet<>(forgottenRandoms);
    for (Connection it : connections.values()) if (it.chosen) all.addAll(it.clientRandoms);
    return all;
  }
}
