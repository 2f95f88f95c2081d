package ringfence.proxy.users;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.SecretKey;
import ringfence.proxy.location.AddressOfRecord;
import ringfence.sip.auth.Challenge;
import ringfence.sip.auth.DigestAlgorithm;
import ringfence.sip.auth.NonceBook;
import ringfence.sip.auth.NonceBook.Asking;
import ringfence.sip.auth.Secret;
import ringfence.sip.auth.Verdict;
import ringfence.sip.message.AuthFields;
import ringfence.sip.message.Header;
import ringfence.sip.message.SipRequest;

/// Digest authentication for the realms we serve: the host part of an address-of-record is its
/// realm.
public final class Digests {
  private static final Duration NONCE_LIFETIME = Duration.ofMinutes(5);

  private final Subscribers subscribers;
  private final Offer offer;
  private final SecretKey key;
  private final RandomGenerator chance;
  private final Map<String, NonceBook> books = new HashMap<>();

  /// What challenges offer.
  ///
  /// @param algorithms in this order
  /// @param qop whether qop `auth` is offered; without it they have the form of RFC 2069, MD5 and
  ///   realm and nonce alone
  public record Offer(List<DigestAlgorithm> algorithms, boolean qop) {
    public Offer {
      algorithms = List.copyOf(algorithms);
    }
  }

  public Digests(Subscribers subscribers, Offer offer, NodeKeys keys, RandomGenerator chance) {
    this.subscribers = subscribers;
    this.offer = offer;
    this.chance = chance;
    this.key = keys.key(NodeKeys.Purpose.NONCE);
  }

  /// What the credentials for the realm of `aor` prove.
  public Verdict verify(
      SipRequest request, Header<AuthFields> header, AddressOfRecord aor, Asking asking) {
    String realm = aor.host();
    Verdict verdict =
        book(realm)
            .verify(request, header, (user, algorithm) -> secret(user, realm, algorithm), asking);
    if (verdict instanceof Verdict.Accepted(_, var algorithm)) subscribers.provedBy(algorithm);
    return verdict;
  }

  /// The challenges to put to `aor`.
  public List<AuthFields> challenge(AddressOfRecord aor, boolean stale, Asking asking) {
    NonceBook book = book(aor.host());
    if (!offer.qop()) return List.of(book.plainChallenge(stale, asking).fields());
    List<AuthFields> fields = new ArrayList<>();
    var algorithms = subscribers.provable(offer.algorithms());
    for (Challenge challenge : book.challenge(algorithms, stale, asking)) {
      fields.add(challenge.fields());
    }
    return fields;
  }

  private Optional<Secret> secret(String username, String realm, DigestAlgorithm algorithm) {
    if (username.isEmpty()) return Optional.empty();
    return subscribers.secret(new AddressOfRecord(username, realm), algorithm);
  }

  /// Only realms of ours come here, so there are few books.
  private NonceBook book(String realm) {
    return books.computeIfAbsent(
        realm, _ -> new NonceBook(realm, key.getEncoded(), NONCE_LIFETIME, chance.nextInt()));
  }
}
