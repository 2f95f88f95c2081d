package ringfence.trace.tls;

import java.io.IOException;
import java.io.Reader;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The lines of a key log (`SSLKEYLOGFILE`) that NSS began: a label, what identifies the handshake,
/// and the secret.
final class KeyLog implements AutoCloseable {
  /// What a line holds, by its label.
  enum Label {
    /// The master secret of TLS 1.2 and before, by the client random.
    CLIENT_RANDOM,
    /// The premaster secret by the client random.
    PMS_CLIENT_RANDOM,
    /// The premaster secret by the first eight octets of the encrypted one.
    RSA,
    /// The master secret by the session id.
    SESSION_ID,
    CLIENT_EARLY_TRAFFIC_SECRET,
    CLIENT_HANDSHAKE_TRAFFIC_SECRET,
    SERVER_HANDSHAKE_TRAFFIC_SECRET,
    CLIENT_TRAFFIC_SECRET_0,
    SERVER_TRAFFIC_SECRET_0
  }

  /// Enough for a hundred thousand handshakes of TLS 1.3.
  static final long USUAL = 96L << 20;

  /// What a secret takes beside its octets.
  private static final int OVERHEAD = 160;

  /// A premaster secret of Diffie-Hellman is as long as its group.
  private static final int LONGEST_LINE = 4096;

  private static final Pattern LINE =
      Pattern.compile(
          "(?<label>[A-Z0-9_]+) (?<id>(?:[0-9a-fA-F]{2})+) (?<secret>(?:[0-9a-fA-F]{2})+)");

  private static final Pattern BY_SESSION =
      Pattern.compile(
          "RSA Session-ID:(?<id>(?:[0-9a-fA-F]{2})+) Master-Key:(?<secret>(?:[0-9a-fA-F]{2})+)");

  private static final HexFormat HEX = HexFormat.of();

  private record Key(Label label, Octets id) {}

  private final long most;
  private final LinkedHashMap<Key, TlsSecret> secrets = new LinkedHashMap<>();
  private long held;
  private int taken;

  /// @param most octets that are held; of more the oldest are forgotten
  KeyLog(long most) {
    this.most = most;
  }

  /// How many lines of the text were new and taken; comments, labels that we do not need and lines
  /// that are longer than any secret are passed over.
  int add(Reader text) throws IOException {
    int before = taken;
    var line = new StringBuilder();
    char[] some = new char[8192];
    for (int count = text.read(some); count >= 0; count = text.read(some)) {
      for (int i = 0; i < count; i++) add(some[i], line);
    }
    line(line.toString().strip());
    return taken - before;
  }

  private void add(char next, StringBuilder line) {
    boolean ends = next == '\n' || next == '\r';
    if (!ends && line.length() <= LONGEST_LINE) line.append(next);
    if (!ends || line.isEmpty()) return;
    line(line.toString().strip());
    line.setLength(0);
  }

  private void line(String line) {
    if (line.length() > LONGEST_LINE) return;
    Matcher bySession = BY_SESSION.matcher(line);
    if (bySession.matches()) put(Label.SESSION_ID, bySession);
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) return;
    for (Label label : Label.values()) {
      if (label.name().equals(matcher.group("label"))) put(label, matcher);
    }
  }

  private void put(Label label, Matcher line) {
    put(label, Octets.ofHex(line.group("id")), TlsSecret.ofHex(line.group("secret")));
  }

  void put(Label label, Octets id, TlsSecret secret) {
    var key = new Key(label, id);
    TlsSecret before = secrets.putLast(key, secret);
    held += held(key, secret);
    if (before != null) held -= held(key, before);
    else taken++;
    while (held > most && secrets.size() > 1) {
      // not erased, since a connection may be read with it
      Map.Entry<Key, TlsSecret> oldest = secrets.pollFirstEntry();
      held -= held(oldest.getKey(), oldest.getValue());
    }
  }

  private static int held(Key key, TlsSecret secret) {
    return OVERHEAD + key.id().length() + secret.length();
  }

  /// The lines of these handshakes.
  String lines(Set<Octets> clientRandoms) {
    return clientRandoms.stream()
        .flatMap(random -> Stream.of(Label.values()).flatMap(label -> line(label, random)))
        .collect(Collectors.joining());
  }

  private Stream<String> line(Label label, Octets id) {
    return secret(label, id).stream()
        .map(it -> label + " " + id.hex() + " " + it.use(HEX::formatHex) + "\n");
  }

  Optional<TlsSecret> secret(Label label, Octets id) {
    return Optional.ofNullable(secrets.get(new Key(label, id)));
  }

  @Override
  public void close() {
    secrets.values().forEach(TlsSecret::close);
    secrets.clear();
  }
}
