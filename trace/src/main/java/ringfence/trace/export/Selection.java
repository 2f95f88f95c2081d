package ringfence.trace.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
/// at all; and for media the messages that described them. It takes four octets a TCP segment.
public final class Selection {
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
  private record Place(int frame, List<Long> needed, Optional<Connection> connection) {}

  private final BitSet frames = new BitSet();
  private final Map<Integer, Connection> connections = new HashMap<>();

  /// The session descriptions of a call that are not chosen yet, by its Call-ID.
  private final Map<String, List<Place>> descriptions = new HashMap<>();

  /// Takes each row of the capture in its order, and whether it is chosen.
  public void add(Row row, boolean chosen) {
    Place place = place(row);
    if (row.content() instanceof Content.Sip(var message, var session, _) && session.isPresent()) {
      descriptions.computeIfAbsent(message.callId(), _ -> new ArrayList<>()).add(place);
    }
    if (!chosen) return;
    calls(row.content()).forEach(this::chooseDescriptions);
    choose(place);
  }

  private Place place(Row row) {
    int frame = index(row.number());
    if (row.tcpStream().isEmpty()) return new Place(frame, row.needed(), Optional.empty());
    Connection connection =
        connections.computeIfAbsent(row.tcpStream().getAsInt(), _ -> new Connection());
    row.needed().forEach(it -> connection.add(index(it)));
    connection.add(frame);
    if (row.content() instanceof Content.Tls tls) note(tls, connection);
    return new Place(frame, row.needed(), Optional.of(connection));
  }

  private static void note(Content.Tls tls, Connection connection) {
    for (TlsEvent event : tls.events()) {
      if (event instanceof TlsEvent.Handshake handshake
          && handshake.message() instanceof HandshakeMessage.ClientHello hello) {
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
    List<Place> places = descriptions.remove(callId);
    if (places != null) places.forEach(this::choose);
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
    Set<Octets> all = new HashSet<>();
    for (Connection it : connections.values()) if (it.chosen) all.addAll(it.clientRandoms);
    return all;
  }
}
