package ringfence.trace.tls;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import ringfence.trace.tls.Cursor.Overrun;

/// The extensions of a handshake message in their order, as they came; some can be read as what
/// they say. One that cannot be read as the standard has it counts as not there.
public record Extensions(List<Extension> list) {
  public static final Extensions NONE = new Extensions(List.of());

  static final int SERVER_NAME = 0;
  static final int SUPPORTED_GROUPS = 10;
  static final int SIGNATURE_ALGORITHMS = 13;
  static final int ALPN = 16;
  static final int ENCRYPT_THEN_MAC = 22;
  static final int EXTENDED_MASTER_SECRET = 23;
  static final int SESSION_TICKET = 35;
  static final int PRE_SHARED_KEY = 41;
  static final int EARLY_DATA = 42;
  static final int SUPPORTED_VERSIONS = 43;
  static final int CERTIFICATE_AUTHORITIES = 47;
  static final int KEY_SHARE = 51;

  /// One extension, RFC 8446 section 4.2.
  public record Extension(int type, Octets data) {
    public String name() {
      return Registry.EXTENSIONS.name(type);
    }
  }

  /// A key that both have already, RFC 8446 section 4.2.11.
  ///
  /// @param obfuscatedAge "For identities established externally, an obfuscated_ticket_age of 0
  ///   SHOULD be used"
  record OfferedKey(long obfuscatedAge) {
    /// Whether an earlier handshake gave it.
    boolean isTicket() {
      return obfuscatedAge != 0;
    }
  }

  public Extensions {
    list = List.copyOf(list);
  }

  /// Those behind a length of two octets; none where the message ends before.
  static Extensions read(Cursor in) {
    if (!in.hasMore()) return NONE;
    return new Extensions(in.vector16().list(Extensions::one));
  }

  private static Extension one(Cursor in) {
    int type = in.u16();
    return new Extension(type, in.vector16().rest());
  }

  public boolean has(int type) {
    return list.stream().anyMatch(extension -> extension.type == type);
  }

  public Optional<Octets> data(int type) {
    return list.stream().filter(each -> each.type == type).map(Extension::data).findFirst();
  }

  public List<String> names() {
    return list.stream().map(Extension::name).toList();
  }

  /// RFC 6066 section 3: the host name that the client asks for.
  public Optional<String> serverName() {
    return read(
        SERVER_NAME,
        in -> {
          Cursor name = in.vector16();
          name.u8(); // the only kind is host_name
          return name.vector16().rest().utf8();
        });
  }

  /// RFC 7301: the protocols offered, or the one that was chosen.
  public List<String> applicationProtocols() {
    return read(ALPN, in -> in.vector16().list(each -> each.vector8().rest().utf8()))
        .orElse(List.of());
  }

  /// RFC 8446 section 4.2.1, as a client sends it.
  public List<ProtocolVersion> offeredVersions() {
    return read(SUPPORTED_VERSIONS, in -> in.vector8().list(Extensions::version)).orElse(List.of());
  }

  /// RFC 8446 section 4.2.1, as a server sends it.
  Optional<ProtocolVersion> selectedVersion() {
    return read(SUPPORTED_VERSIONS, Extensions::version);
  }

  private static ProtocolVersion version(Cursor in) {
    return new ProtocolVersion(in.u16());
  }

  /// RFC 8446 section 4.2.7, by their names.
  public List<String> groups() {
    return numbers(SUPPORTED_GROUPS).stream().map(Registry.GROUPS::name).toList();
  }

  /// The groups of the key shares of a client, RFC 8446 section 4.2.8.
  public List<String> keyShareGroups() {
    return read(KEY_SHARE, in -> in.vector16().list(Extensions::share)).orElse(List.of());
  }

  /// The group that a server chose.
  public Optional<String> keyShareGroup() {
    return read(KEY_SHARE, in -> Registry.GROUPS.name(in.u16()));
  }

  private static String share(Cursor in) {
    int group = in.u16();
    in.vector16();
    return Registry.GROUPS.name(group);
  }

  /// RFC 8446 section 4.2.3, by their names.
  public List<String> signatureAlgorithms() {
    return numbers(SIGNATURE_ALGORITHMS).stream().map(Registry.SIGNATURE_SCHEMES::name).toList();
  }

  private List<Integer> numbers(int type) {
    return read(type, in -> in.vector16().list(Cursor::u16)).orElse(List.of());
  }

  /// The ticket that a client of TLS 1.2 shows, RFC 5077 section 3.2; empty when it shows none.
  Octets ticket() {
    return data(SESSION_TICKET).orElse(Octets.NONE);
  }

  /// The keys that a client of TLS 1.3 offers, RFC 8446 section 4.2.11, in their order.
  List<OfferedKey> offeredKeys() {
    return read(PRE_SHARED_KEY, in -> in.vector16().list(Extensions::key)).orElse(List.of());
  }

  private static OfferedKey key(Cursor in) {
    in.vector16(); // identity
    return new OfferedKey(in.u32());
  }

  /// The place of the key that a server of TLS 1.3 takes, from 0.
  Optional<Integer> selectedKey() {
    return read(PRE_SHARED_KEY, Cursor::u16);
  }

  private <T> Optional<T> read(int type, Function<Cursor, T> form) {
    try {
      return data(type).map(data -> form.apply(data.cursor()));
    } catch (Overrun _) {
      return Optional.empty();
    }
  }
}
