package ringfence.trace.tls;

import java.util.HashMap;
import java.util.HexFormat;
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

  /// Enough for two hundred thousand handshakes of TLS 1.3.
  private static final long MOST_HELD = 192L << 20;

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

  private final Map<Key, TlsSecret> secrets = new HashMap<>();
  private long held;

  /// How many lines of the text were taken; comments and labels that we do not need are passed
  /// over.
  int add(String text) {
    int before = secrets.size();
    text.lines().map(String::strip).forEach(this::line);
    return secrets.size() - before;
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
    int takes = secrets.containsKey(key) ? 0 : OVERHEAD + id.length() + secret.length();
    if (held + takes > MOST_HELD) return;
    held += takes;
    secrets.put(key, secret);
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
