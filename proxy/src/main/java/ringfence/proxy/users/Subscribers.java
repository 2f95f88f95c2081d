package ringfence.proxy.users;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ringfence.proxy.location.AddressOfRecord;
import ringfence.sip.auth.DigestAlgorithm;
import ringfence.sip.auth.Secret;

/// The users of this proxy and what proves them: HA1 of RFC 7616 section 3.4.2, never a password.
/// Those of the settings come before those of a database, which may change.
///
/// Owned by the proxy's loop.
public final class Subscribers implements AutoCloseable {
  /// How many of them each algorithm proves: every challenge asks.
  private final Map<DigestAlgorithm, Integer> proved = new EnumMap<>(DigestAlgorithm.class);

  private final Map<DigestAlgorithm, Long> proofs = new EnumMap<>(DigestAlgorithm.class);

  private final Map<AddressOfRecord, Map<DigestAlgorithm, Secret>> users = new HashMap<>();
  private Map<AddressOfRecord, Map<DigestAlgorithm, Secret>> stored = Map.of();

  /// Adds a user by password in each of `domains`; what is kept is the hashes.
  ///
  /// @param password UTF-8, stays the caller's
  public void add(String user, byte[] password, Collection<String> domains) {
    for (String domain : domains) {
      var aor = new AddressOfRecord(user, domain);
      keep(aor, DigestAlgorithm.MD5, ha1("MD5", aor, password));
      keep(aor, DigestAlgorithm.SHA_256, ha1("SHA-256", aor, password));
    }
  }

  /// Adds a user by one hash in hexadecimal: 32 digits are MD5, 64 SHA-256. Empty when it is
  /// neither.
  public Optional<AddressOfRecord> addHashed(String user, String domain, String ha1) {
    if (!ha1.matches("(?:[0-9A-Fa-f]{32}){1,2}")) return Optional.empty();
    var aor = new AddressOfRecord(user, domain);
    boolean md5 = ha1.length() == 32;
    keep(aor, md5 ? DigestAlgorithm.MD5 : DigestAlgorithm.SHA_256, ha1);
    return Optional.of(aor);
  }

  /// Makes `all` the users of the database. Returns those who are users no longer.
  public List<AddressOfRecord> store(List<StoredUser> all) {
    Map<AddressOfRecord, Map<DigestAlgorithm, Secret>> before = stored;
    Map<AddressOfRecord, Map<DigestAlgorithm, Secret>> after = HashMap.newHashMap(all.size());
    for (StoredUser user : all) {
      after.put(
          user.address(),
          Map.of(
              DigestAlgorithm.MD5, Secret.ha1(user.ha1Md5()),
              DigestAlgorithm.SHA_256, Secret.ha1(user.ha1Sha256())));
    }
    stored = after;
    before.values().forEach(secrets -> secrets.values().forEach(Secret::close));
    return before.keySet().stream().filter(aor -> !has(aor)).toList();
  }

  public boolean has(AddressOfRecord aor) {
    return users.containsKey(aor) || stored.containsKey(aor);
  }

  public int size() {
    Set<AddressOfRecord> both = new HashSet<>(users.keySet());
    both.addAll(stored.keySet());
    return both.size();
  }

  /// Those of settings and files, which only their files change.
  public List<AddressOfRecord> fixed() {
    return List.copyOf(users.keySet());
  }

  /// Those of the database.
  public List<AddressOfRecord> stored() {
    return List.copyOf(stored.keySet());
  }

  /// The domains that users belong to.
  public Set<String> domains() {
    return Stream.concat(users.keySet().stream(), stored.keySet().stream())
        .map(AddressOfRecord::host)
        .collect(Collectors.toSet());
  }

  /// Counts a user who has proved himself.
  void provedBy(DigestAlgorithm algorithm) {
    proofs.merge(algorithm, 1L, Long::sum);
  }

  /// How often each algorithm has proved a user.
  public Map<DigestAlgorithm, Long> proofs() {
    return Map.copyOf(proofs);
  }

  /// HA1 of a user for that algorithm, where it is known.
  Optional<Secret> secret(AddressOfRecord aor, DigestAlgorithm algorithm) {
    return Optional.ofNullable(secrets(aor).get(plain(algorithm)));
  }

  private Map<DigestAlgorithm, Secret> secrets(AddressOfRecord aor) {
    var own = users.get(aor);
    return own != null ? own : stored.getOrDefault(aor, Map.of());
  }

  /// What challenges offer of `wanted`: what proves every user, the same to each and to strangers,
  /// who are told nothing; all of it where no algorithm does.
  List<DigestAlgorithm> provable(List<DigestAlgorithm> wanted) {
    // The users of a database can prove themselves by either.
    List<DigestAlgorithm> common = new ArrayList<>(wanted);
    common.removeIf(algorithm -> !provesAll(algorithm));
    if (!common.isEmpty()) return common;
    return provesAll(DigestAlgorithm.SHA_256) ? List.of(DigestAlgorithm.SHA_256) : wanted;
  }

  private boolean provesAll(DigestAlgorithm algorithm) {
    return proved.getOrDefault(algorithm, 0) == users.size();
  }

  @Override
  public void close() {
    users.values().forEach(secrets -> secrets.values().forEach(Secret::close));
    users.clear();
    proved.clear();
    store(List.of());
  }

  private void keep(AddressOfRecord aor, DigestAlgorithm algorithm, String ha1) {
    Map<DigestAlgorithm, Secret> secrets =
        users.computeIfAbsent(aor, _ -> new EnumMap<>(DigestAlgorithm.class));
    if (!secrets.containsKey(algorithm)) proved.merge(algorithm, 1, Integer::sum);
    secrets.put(algorithm, Secret.ha1(ha1.toLowerCase(Locale.ROOT)));
  }

  private static DigestAlgorithm plain(DigestAlgorithm algorithm) {
    return switch (algorithm) {
      case MD5, MD5_SESS -> DigestAlgorithm.MD5;
      case SHA_256, SHA_256_SESS -> DigestAlgorithm.SHA_256;
    };
  }

  /// HA1 in hexadecimal.
  static String ha1(String hash, AddressOfRecord aor, byte[] password) {
    try {
      var digest = MessageDigest.getInstance(hash);
      digest.update((aor.user() + ":" + aor.host() + ":").getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(password));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
